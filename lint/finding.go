package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// A Finding is one root cause of 403s, with one request that shows it.
type Finding struct {
	Rule     *Rule
	Severity Severity
	// Distribution is the address of the one whose viewers are denied.
	Distribution string
	Decision     Decision
	Witness      cloudfront.Request
	// Ignored is the reason of the comment that says that the finding is known;
	// empty without one.
	Ignored string

	asked *cloudfront.Distribution
	rules []*Rule
}

// Message returns the finding in one line.
func (f Finding) Message() string {
	return symbol.Strip(f.Decision.Viewers + ": " + f.Decision.Because)
}

// Way returns the gates that the witness passes, in order, up to the one that
// the finding is about. Gates that are not on its way are left out.
func (f Finding) Way() []Step {
	if f.asked == nil {
		return nil
	}
	var way []Step
	for _, step := range trace(f.asked, f.rules, f.Witness).Steps {
		if step.Decision.Answer != NotApplicable {
			way = append(way, step)
		}
		if step.Rule == f.Rule {
			break
		}
	}
	return way
}

// Fingerprint returns what identifies the finding when lines have moved: the
// rule, the distribution, and the attribute at fault.
func (f Finding) Fingerprint() string {
	d := f.Decision
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s", f.Rule.Slug, symbol.Strip(f.Distribution), symbol.Strip(d.Resource), symbol.Strip(d.FullPath())))
	return hex.EncodeToString(sum[:16])
}
