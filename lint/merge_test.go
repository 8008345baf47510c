package lint

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
)

func TestMerge(t *testing.T) {
	rule := &Rule{Slug: "rule"}
	finding := func(s Severity, line int, distribution string) Finding {
		return Finding{Rule: rule, Severity: s, Distribution: distribution, Decision: Decision{Range: tf.Range{File: "main.tf", Start: tf.Pos{Line: line}}}}
	}
	planned := Finding{Rule: rule, Severity: Error, Distribution: "a", Decision: Decision{Holder: "a"}}
	shared := tf.Diagnostic{Severity: tf.DiagWarning, Message: "said by both"}
	got := Merge(
		&Report{Distributions: 1, Findings: []Finding{finding(Error, 5, "a"), finding(Note, 1, "a"), planned}, Diagnostics: []tf.Diagnostic{shared}},
		&Report{Distributions: 2, Findings: []Finding{finding(Error, 2, "a"), finding(Warning, 5, "b"), planned}, Diagnostics: []tf.Diagnostic{shared}},
	)
	type row struct {
		severity Severity
		line     int
		also     []string
	}
	var rows []row
	for _, f := range got.Findings {
		r := row{severity: f.Severity, line: f.Decision.Range.Start.Line}
		for _, related := range f.Decision.Related {
			r.also = append(r.also, related.Message)
		}
		rows = append(rows, r)
	}
	want := []row{
		{Error, 0, nil},
		{Error, 0, nil}, // of two plans, which share nothing
		{Error, 2, nil},
		{Error, 5, []string{"also: b"}},
		{Note, 1, nil},
	}
	if diff := cmp.Diff(want, rows, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got.Distributions != 3 || len(got.Diagnostics) != 1 {
		t.Errorf("%d distributions and %d diagnostics, want 3 and 1", got.Distributions, len(got.Diagnostics))
	}
}

// One cause that denies the viewers of very many distributions names some.
func TestAlsoIsBounded(t *testing.T) {
	rule := &Rule{Slug: "rule"}
	var all Report
	for i := range 3 * maxAlso {
		all.Findings = append(all.Findings, Finding{
			Rule: rule, Severity: Error, Distribution: strconv.Itoa(i),
			Decision: Decision{Range: tf.Range{File: "main.tf", Start: tf.Pos{Line: 1}}},
		})
	}
	related := Merge(&all).Findings[0].Decision.Related
	if n := len(related); n != maxAlso+1 || related[n-1].Message != alsoHere+"more" {
		t.Errorf("%d are named", n)
	}
}
