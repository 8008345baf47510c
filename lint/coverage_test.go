package lint_test

import (
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// Of the answers of a rule to the requests of a distribution the weightiest
// stands, whichever comes first.
func TestCoverage(t *testing.T) {
	// The requests for one behavior are for a path, over http, for a missing
	// path, and for the root.
	sequence := func(decisions ...lint.Decision) check {
		return func(_ *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
			switch {
			case r.Path == "/app.js" && r.Scheme == "https":
				return decisions[0]
			case r.Scheme == "http":
				return decisions[1]
			}
			return lint.Skip("it is another")
		}
	}
	skip, pass, open, denied := lint.Skip("skip"), lint.Allow("pass"), lint.CannotTell("open"), lint.Deny("denied")
	for name, tc := range map[string]struct {
		first, second lint.Decision
		want          lint.CoverageAnswer
		because       string
	}{
		"not applicable":         {skip, skip, lint.CoverNotApplicable, "skip"},
		"passes":                 {pass, skip, lint.CoverPasses, "pass"},
		"passes later":           {skip, pass, lint.CoverPasses, "pass"},
		"unknown":                {pass, open, lint.CoverUnknown, "open"},
		"unknown first":          {open, pass, lint.CoverUnknown, "open"},
		"by design":              {open, denied.ByDesign(), lint.CoverByDesign, "denied"},
		"by design first":        {denied.ByDesign(), open, lint.CoverByDesign, "denied"},
		"denied":                 {denied.ByDesign(), denied, lint.CoverDenied, "denied"},
		"denied first":           {denied, pass, lint.CoverDenied, "denied"},
		"denied as a warning":    {denied.AtMost(lint.Warning), pass, lint.CoverDenied, "denied"},
		"the first that says so": {pass, lint.Allow("pass again"), lint.CoverPasses, "pass"},
	} {
		t.Run(name, func(t *testing.T) {
			r := rule("r", sequence(tc.first, tc.second))
			report := lint.Run(config(t, distribution("d", enabled)), []*lint.Rule{r})
			if len(report.Coverage) != 1 {
				t.Fatalf("got %+v", report.Coverage)
			}
			if c := report.Coverage[0]; c.Answer != tc.want || c.Because != tc.because || c.Rule != r || c.Distribution != address+"d" {
				t.Errorf("got %s because %q", c.Answer, c.Because)
			}
		})
	}
}

// There is a row for each distribution and rule.
func TestCoverageRows(t *testing.T) {
	rules := []*lint.Rule{rule("a", always(lint.Allow("yes"))), rule("b", always(lint.CannotTell("why")))}
	report := lint.Run(config(t, distribution("d", enabled)+distribution("e", enabled)), rules)
	if report.Distributions != 2 || len(report.Coverage) != 4 || report.CountUnknown() != 2 {
		t.Errorf("%d distributions, %d rows, %d unknown", report.Distributions, len(report.Coverage), report.CountUnknown())
	}
}

// A distribution that serves nobody denies nobody anything.
func TestIdleDistributions(t *testing.T) {
	for content, because := range map[string]string{
		"enabled = false\ndefault_cache_behavior {}":                "the distribution is disabled",
		"enabled = true\nstaging = true\ndefault_cache_behavior {}": "a staging distribution has no viewers of its own",
	} {
		report := lint.Run(config(t, distribution("d", content)), []*lint.Rule{rule("r", denyIf(all, unchanged))})
		if len(report.Findings) > 0 {
			t.Errorf("%s: got %+v", because, rows(report))
		}
		if c := report.Coverage[0]; c.Answer != lint.CoverNotApplicable || c.Because != because {
			t.Errorf("got %s because %q, want %q", c.Answer, c.Because, because)
		}
	}
}
