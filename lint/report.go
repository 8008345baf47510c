package lint

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
)

// A Report is what Run found out about a configuration.
type Report struct {
	// Distributions is how many there are.
	Distributions int
	// Findings are the denials, the most severe first, then by place.
	Findings []Finding
	// Coverage has one row for each distribution and rule.
	Coverage []Coverage
	// Diagnostics are what could not be read.
	Diagnostics []tf.Diagnostic
	// Sources holds the text of the files that ranges point into.
	Sources map[string][]byte
	// Secrets are what no text of the report shows, nor its sources.
	Secrets *secrets.Set
	// Ignores are the comments that say that findings are known.
	Ignores []*Ignore
	// Met are the classes of the settings that were about something here.
	Met map[*Class]bool
}

// Coverage tells what one rule answered for one distribution over all
// requests that were asked.
type Coverage struct {
	Distribution string
	Rule         *Rule
	Answer       CoverageAnswer
	Because      string
}

// A CoverageAnswer sums up the answers of one rule for one distribution.
type CoverageAnswer string

// The answers, the weightier first: a rule that denies one request and passes
// another has answered denied.
const (
	CoverDenied        CoverageAnswer = "denied"
	CoverByDesign      CoverageAnswer = "by-design"
	CoverUnknown       CoverageAnswer = "unknown"
	CoverPasses        CoverageAnswer = "passes"
	CoverNotApplicable CoverageAnswer = "not-applicable"
)

// Count returns how many findings have the severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Open() {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Open returns the findings that count: those that nothing says are known.
func (r *Report) Open() []Finding {
	var open []Finding
	for _, f := range r.Findings {
		if !f.Suppressed() {
			open = append(open, f)
		}
	}
	return open
}

// CountUnknown returns for how many pairs of distribution and rule the input
// does not decide.
func (r *Report) CountUnknown() int {
	n := 0
	for _, c := range r.Coverage {
		if c.Answer == CoverUnknown {
			n++
		}
	}
	return n
}

// Worst returns the highest severity among the findings, 0 without any.
func (r *Report) Worst() Severity {
	var worst Severity
	for _, f := range r.Open() {
		worst = max(worst, f.Severity)
	}
	return worst
}

// A Trace is the way of one request.
type Trace struct {
	Distribution string
	Request      cloudfront.Request
	// Steps are the gates in the order in which CloudFront asks them.
	Steps []Step
	// Notes say what was assumed.
	Notes []string
}

// A Step is one gate on the way.
type Step struct {
	Rule     *Rule
	Decision Decision
}

// Denial returns the first gate that answers 403, nil when none does.
func (t *Trace) Denial() *Step {
	for i := range t.Steps {
		if t.Steps[i].Decision.Answer == Denied {
			return &t.Steps[i]
		}
	}
	return nil
}
