package lint

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Finding is one root cause of 403s, with one request that shows it.
type Finding struct {
	Rule     *Rule
	Severity Severity
	// Distribution is the address of the one whose viewers are denied.
	Distribution string
	Decision     Decision
	Witness      cloudfront.Request
	// Suppression says why the finding does not count, if it does not.
	Suppression Suppression

	asked    *cloudfront.Distribution
	asker    *asker
	request  cloudfront.Request // the witness, with secrets and all
	rules    []*Rule
	resource *tf.Resource // that holds the place
}

// Suppressed reports whether something says that the finding is known.
func (f Finding) Suppressed() bool { return f.Suppression.By != "" }

// Message returns the finding in one line.
func (f Finding) Message() string {
	return symbol.Strip(f.Decision.Viewers + ": " + f.Decision.Because.String())
}

// Way returns the gates that the witness passes, in order, up to the one that
// the finding is about. Gates that are not on its way are left out.
func (f Finding) Way() []Step {
	if f.asked == nil {
		return nil
	}
	var way []Step
	for _, step := range f.asker.trace(f.asked, f.rules, f.request).Steps {
		if step.Decision.Answer != NotApplicable {
			way = append(way, step)
		}
		if step.Rule == f.Rule {
			break
		}
	}
	return way
}
