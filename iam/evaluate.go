package iam

import (
	"slices"

	"github.com/no403/no403/symbol"
)

// A Request is what a policy is asked about.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html#intro-structure-request
type Request struct {
	// Principals are the identities of the caller. A policy may name any of
	// them: an origin access identity is both an AWS ARN and a canonical
	// user. An anonymous caller has none.
	Principals []Principal
	Action     string
	Resource   symbol.Text
	// Context has the condition keys of the request in lower case. A key that
	// is not there is absent from the request.
	Context map[string]ContextValue
}

// A ContextValue is what a request says for one condition key.
type ContextValue struct {
	Values []symbol.Text
	// Unknown tells that nobody knows whether the key is present or what its
	// value is. Values, if any, are what is known of it where it is present.
	Unknown bool
}

// An Outcome is what a policy says about a request.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
type Outcome int

// The outcomes. Both denies end in 403, but only an implicit one can be cured
// by adding an allow.
const (
	Unknown Outcome = iota
	ImplicitDeny
	ExplicitDeny
	Allow
)

// String returns "unknown", "implicit deny", "explicit deny" or "allow".
func (o Outcome) String() string {
	return [...]string{"unknown", "implicit deny", "explicit deny", "allow"}[o]
}

// A Decision is an outcome and what led to it.
type Decision struct {
	Outcome Outcome
	// Statements are the denies or the allows that match or, for Unknown,
	// those that may decide, in the order of the document.
	Statements []*Statement
	// Because tells people what is not known; empty for other outcomes.
	Because string
}

// Evaluate decides about one request. A deny that matches beats every allow,
// and without an allow that matches the request is denied. What is not known
// counts only where it could change the outcome: with no allow that could
// match, the answer is ImplicitDeny even if a deny may match.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
func (p *Policy) Evaluate(r Request) Decision {
	var allow, deny tally
	for _, s := range p.Statements {
		matches := s.about(r)
		allow.add(s, matches.And(s.effectIs(true)))
		deny.add(s, matches.And(s.effectIs(false)))
	}
	switch {
	case len(deny.certain) > 0:
		return Decision{Outcome: ExplicitDeny, Statements: deny.certain}
	case p.Incomplete:
	case len(allow.certain) == 0 && len(allow.possible) == 0:
		return Decision{Outcome: ImplicitDeny}
	case len(allow.certain) > 0 && len(deny.possible) == 0:
		return Decision{Outcome: Allow, Statements: allow.certain}
	}
	return p.undecided(r, allow, deny)
}

// A tally sorts statements of one effect by whether they match.
type tally struct{ certain, possible []*Statement }

func (t *tally) add(s *Statement, matches symbol.Truth) {
	switch matches {
	case symbol.True:
		t.certain = append(t.certain, s)
	case symbol.Unknown:
		t.possible = append(t.possible, s)
	}
}

// undecided is the decision when what is not known may change it.
func (p *Policy) undecided(r Request, allow, deny tally) Decision {
	d := Decision{Outcome: Unknown}
	for _, s := range p.Statements {
		mayAllow := len(allow.certain) == 0 && slices.Contains(allow.possible, s)
		if mayAllow || slices.Contains(deny.possible, s) {
			d.Statements = append(d.Statements, s)
		}
	}
	if len(d.Statements) > 0 {
		d.Because = d.Statements[0].doubt(r)
	} else {
		d.Because = "the policy has statements that are not known"
	}
	return d
}

// doubt tells what of the statement is not known.
func (s *Statement) doubt(r Request) string {
	m := s.Match(r)
	switch {
	case s.EffectUnknown:
		return "the effect of " + s.String() + " is not known"
	case m.Principal == symbol.Unknown:
		return "the principal of " + s.String() + " is not known"
	case m.Action == symbol.Unknown:
		return "the action of " + s.String() + " is not known"
	case m.Resource == symbol.Unknown:
		return "whether the resource of " + s.String() + " is the requested one is not known"
	case m.UnknownCondition != nil:
		return m.UnknownCondition.String() + " of " + s.String() + " is not known"
	}
	return s.String() + " is not known"
}

func (s *Statement) effectIs(allow bool) symbol.Truth {
	if s.EffectUnknown {
		return symbol.Unknown
	}
	return symbol.TruthOf(s.Allow == allow)
}
