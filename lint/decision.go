package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/tf"
)

// A Decision is a rule's answer to a request, with its evidence.
type Decision struct {
	Answer Answer
	// Because is the evidence: what decides.
	Because Clause
	// The rest describes a denial.

	// Viewers says in the viewer's terms who gets the 403, and for what.
	Viewers string
	// Resource is the address where the change is to be made.
	Resource string
	// Range and Path are the place of the cause; Path is an attribute path in
	// the resource with the address Holder.
	Range  tf.Range
	Path   string
	Holder string
	// Related are places that help to understand.
	Related []Related
	// Fix is what to do, one imperative sentence.
	Fix string
	// AnsweredBy is who sends the 403 ("CloudFront", "S3"), Evidence what its
	// body or log shows.
	AnsweredBy string
	Evidence   string

	most  Severity
	calls []tf.Call
	of    string
}

// A Related place adds to a finding.
type Related struct {
	Message  string
	Resource string
	Range    tf.Range
}

// Skip is the decision of a gate that is not on the way of the request.
func Skip(because string, args ...any) Decision {
	return Decision{Answer: NotApplicable, Because: Clause{because, args}}
}

// Allow is the decision of a gate that lets the request through.
func Allow(because string, args ...any) Decision {
	return Decision{Answer: Pass, Because: Clause{because, args}}
}

// CannotTell is the decision of a gate that this input does not decide.
func CannotTell(because string, args ...any) Decision {
	return Decision{Answer: Unknown, Because: Clause{because, args}}
}

// Deny is the decision of a gate that answers 403; because says what decides.
func Deny(because string, args ...any) Decision {
	return Decision{Answer: Denied, Because: Clause{because, args}, AnsweredBy: "CloudFront", most: Error}
}

// ForViewers sets the sentence that says who is denied what.
func (d Decision) ForViewers(sentence string, args ...any) Decision {
	d.Viewers = fmt.Sprintf(sentence, args...)
	return d
}

// Of names what tells the denial from others of the rule at the same place, where
// there may be several: the host, the method. Who knows of one does not know of
// the others.
func (d Decision) Of(what string) Decision {
	d.of = what
	return d
}

// At sets the place of the cause: the resource to change, and the value in it.
func (d Decision) At(r *tf.Resource, v tf.Value) Decision {
	d.Resource, d.Holder, d.Range, d.Path, d.calls = r.Address, r.Address, v.Range, v.Path, r.Calls
	return d
}

// AtBlock sets the place of the cause to a nested block.
func (d Decision) AtBlock(r *tf.Resource, b tf.Block) Decision {
	d.Resource, d.Holder, d.Range, d.Path, d.calls = r.Address, r.Address, b.Range, b.Path, r.Calls
	return d
}

// FullPath returns the place of the cause in Terraform's words: the address of
// the resource and the attribute path in it.
func (d Decision) FullPath() string {
	if d.Path == "" {
		return d.Holder
	}
	return d.Holder + "." + d.Path
}

// On names another resource as the one to change than the one that holds the
// place.
func (d Decision) On(r *tf.Resource) Decision {
	d.Resource = r.Address
	return d
}

// See adds a related place.
func (d Decision) See(r *tf.Resource, at tf.Range, message string, args ...any) Decision {
	if r == nil {
		return d
	}
	related := Related{Message: fmt.Sprintf(message, args...), Resource: r.Address, Range: at}
	d.Related = append(d.Related[:len(d.Related):len(d.Related)], related)
	return d
}

// withCalls adds the module calls that lead to the place, the innermost first.
// When the place is in a module that comes from elsewhere, it is the call: the
// module's own lines are not the user's to change.
func (d Decision) withCalls() Decision {
	if own := slices.IndexFunc(d.calls, func(c tf.Call) bool { return isInstalled(c.Range) }); isInstalled(d.Range) && own != 0 && len(d.calls) > 0 {
		if own < 0 {
			own = len(d.calls)
		}
		inside := Related{Message: "the module has it here", Resource: d.Holder, Range: d.Range}
		d.Related = append([]Related{inside}, d.Related...)
		d.Range = d.calls[own-1].Range
		d.calls = d.calls[:own-1]
	}
	for _, call := range slices.Backward(d.calls) {
		related := Related{Message: call.Address + " is called here", Resource: call.Address, Range: call.Range}
		d.Related = append(d.Related[:len(d.Related):len(d.Related)], related)
	}
	return d
}

// isInstalled reports whether a place is in a module that "terraform init" has
// installed.
func isInstalled(r tf.Range) bool { return strings.Contains(r.File, ".terraform/modules/") }

// FixBy says what to do.
func (d Decision) FixBy(sentence string, args ...any) Decision {
	d.Fix = fmt.Sprintf(sentence, args...)
	return d
}

// Answers says who sends the 403 and what shows it.
func (d Decision) Answers(who, evidence string) Decision {
	d.AnsweredBy, d.Evidence = who, evidence
	return d
}

// ByDesign marks a denial that is meant: at most a note.
func (d Decision) ByDesign() Decision { return d.AtMost(Note) }

// Severity returns the most severe that a denial may be.
func (d Decision) Severity() Severity { return d.most }

// AtMost limits the severity of a denial.
func (d Decision) AtMost(s Severity) Decision {
	d.most = min(d.most, s)
	return d
}
