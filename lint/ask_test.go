package lint_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

var (
	panicking = rule("broken", func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
		var none []string
		return lint.Deny("%s", none[3])
	})
	denying = rule("sound", always(lint.Deny("of something").ForViewers("nobody gets in")))
)

// A rule that panics costs its own answer, and nothing else.
func TestPanickingRule(t *testing.T) {
	cfg := config(t, distribution("cdn", "enabled = true\ndefault_cache_behavior {\n}"))
	r := lint.Run(cfg, []*lint.Rule{panicking, denying})
	if len(r.Findings) != 1 || r.Findings[0].Rule != denying {
		t.Errorf("findings: %v", r.Findings)
	}
	if c := r.Coverage[0]; c.Rule != panicking || c.Answer != lint.CoverUnknown || c.Because != "of an internal error in this rule" {
		t.Errorf("coverage: %+v", c)
	}
	want := regexp.MustCompile(`^internal error in rule broken, at lint_test/ask_test.go:\d+: index out of range \[3\] with length 0: ` +
		`its answer is unknown: please report it at https://github.com/no403/no403/issues$`)
	if d := r.Diagnostics; len(d) != 1 || d[0].Severity != tf.DiagError || !want.MatchString(d[0].String()) {
		t.Errorf("diagnostics: %v", d)
	}
	trace, err := lint.TraceURL(cfg, []*lint.Rule{panicking, denying}, lint.TraceOptions{URL: "https://example.com/"})
	if err != nil || trace.Steps[0].Decision.Answer != lint.Unknown || trace.Steps[1].Decision.Answer != lint.Denied {
		t.Errorf("trace: %+v, %v", trace, err)
	}
}

// A model that panics costs its root.
func TestPanickingModel(t *testing.T) {
	r := lint.Run(tf.NewConfig(brokenSource{}, nil, &tf.Diagnostics{}), []*lint.Rule{denying})
	if d := r.Diagnostics; len(d) != 1 || !strings.HasPrefix(d[0].String(), "internal error at lint_test/ask_test.go:") {
		t.Errorf("diagnostics: %v", d)
	}
}

type brokenSource struct{ tf.Listed }

func (brokenSource) Resources(string) []*tf.Resource { panic("a secret") }

// After the deadline, what was found stands and the rest is unknown.
func TestDeadline(t *testing.T) {
	cfg := config(t, distribution("cdn", "enabled = true\ndefault_cache_behavior {\n}"))
	cfg.Deadline = time.Now().Add(time.Hour)
	slow := rule("slow", func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
		cfg.Deadline = time.Now().Add(-time.Second)
		return lint.Allow("it was asked in time")
	})
	r := lint.Run(cfg, []*lint.Rule{denying, slow, denying})
	if len(r.Findings) != 1 || r.Coverage[2].Answer != lint.CoverUnknown {
		t.Errorf("got %v, %+v", r.Findings, r.Coverage)
	}
	if d := r.Diagnostics; len(d) != 1 || d[0].Severity != tf.DiagError || !strings.Contains(d[0].String(), "--timeout") {
		t.Errorf("diagnostics: %v", d)
	}
}
