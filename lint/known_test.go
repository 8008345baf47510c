package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// Of one cause that denies the viewers of two distributions, one may be known and
// the other not: a new instance of a known cause is new.
func TestKnownByInstance(t *testing.T) {
	cause := tf.Block{Range: tf.Range{File: "main.tf", Start: tf.Pos{Line: 1, Column: 1}, End: tf.Pos{Line: 1, Column: 2}}}
	deny := rule("r", func(d *cloudfront.Distribution, _ cloudfront.Request) lint.Decision {
		return lint.Deny("it is not").AtBlock(d.Resource, cause)
	})
	var asked []string
	settings := lint.Settings{Known: func(f lint.Finding) lint.Suppression {
		asked = append(asked, f.Distribution)
		if f.Distribution == address+"old" {
			return lint.Suppression{By: lint.ByBaseline, Reason: "known"}
		}
		return lint.Suppression{}
	}}
	report := settings.Run(config(t, distribution("old", enabled)+distribution("new", enabled)+distribution("newer", enabled)), []*lint.Rule{deny})
	if diff := cmp.Diff([]string{address + "old", address + "new", address + "newer"}, asked); diff != "" {
		t.Errorf("asked about (-want +got):\n%s", diff)
	}
	if len(report.Findings) != 2 || len(report.Open()) != 1 {
		t.Fatalf("%d findings, of which %d count", len(report.Findings), len(report.Open()))
	}
	open := report.Open()[0]
	if open.Distribution != address+"new" || len(open.Decision.Related) != 1 || open.Decision.Related[0].Message != "also: "+address+"newer" {
		t.Errorf("what counts is %s, with %v", open.Distribution, open.Decision.Related)
	}
	if report.Count(lint.Error) != 1 || report.Worst() != lint.Error {
		t.Errorf("%d errors, the worst is %v", report.Count(lint.Error), report.Worst())
	}
}

// Fingerprints tell what a rule tells apart at one place, and are the same
// wherever the lines are.
func TestFingerprint(t *testing.T) {
	finding := func(slug, of string, line int) string {
		d := lint.Deny("it is not").Of(of)
		d.Range, d.Holder, d.Path = tf.Range{File: "main.tf", Start: tf.Pos{Line: line}}, "a", "aliases"
		return lint.Finding{Rule: &lint.Rule{Slug: slug}, Distribution: "a", Decision: d}.Fingerprint()
	}
	one := finding("r", "a.example.com", 1)
	if other := finding("r", "a.example.com", 7); other != one {
		t.Error("the line is in it")
	}
	for what, other := range map[string]string{"host": finding("r", "b.example.com", 1), "rule": finding("s", "a.example.com", 1)} {
		if other == one {
			t.Errorf("the %s is not in it", what)
		}
	}
}
