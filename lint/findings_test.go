package lint_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/symbol"
)

// denyIf returns a check that denies some requests, because of the "enabled"
// argument of the distribution.
func denyIf(denied func(cloudfront.Request) bool, adjust func(lint.Decision) lint.Decision) check {
	return func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if !denied(r) {
			return lint.Allow("it is fine")
		}
		return adjust(lint.Deny("it is not").At(d.Resource, d.Resource.Body.Attr("enabled")))
	}
}

func unchanged(d lint.Decision) lint.Decision { return d }

func overHTTP(r cloudfront.Request) bool { return r.Scheme == "http" }

func all(cloudfront.Request) bool { return true }

const enabled = "enabled = true\ndefault_cache_behavior {}"

// Severity follows from how ordinary the denied request is.
func TestSeverity(t *testing.T) {
	for name, tc := range map[string]struct {
		rule *lint.Rule
		want lint.Severity
	}{
		"ordinary request":        {rule("r", denyIf(all, unchanged)), lint.Error},
		"request that some make":  {rule("r", denyIf(overHTTP, unchanged)), lint.Warning},
		"limited by the rule":     {&lint.Rule{Slug: "r", Severity: lint.Warning, Check: denyIf(all, unchanged)}, lint.Warning},
		"noted by the rule":       {&lint.Rule{Slug: "r", Severity: lint.Note, Check: denyIf(all, unchanged)}, lint.Note},
		"limited by the decision": {rule("r", denyIf(all, func(d lint.Decision) lint.Decision { return d.AtMost(lint.Warning) })), lint.Warning},
		"by design":               {rule("r", denyIf(all, lint.Decision.ByDesign)), lint.Note},
		"by design, then limited": {rule("r", denyIf(all, func(d lint.Decision) lint.Decision { return d.ByDesign().AtMost(lint.Warning) })), lint.Note},
		"by design over http":     {rule("r", denyIf(overHTTP, lint.Decision.ByDesign)), lint.Note},
	} {
		t.Run(name, func(t *testing.T) {
			report := lint.Run(config(t, distribution("d", enabled)), []*lint.Rule{tc.rule})
			if len(report.Findings) != 1 || report.Findings[0].Severity != tc.want || report.Worst() != tc.want {
				t.Errorf("got %+v, want one %v", report.Findings, tc.want)
			}
		})
	}
}

// A denial that is not certain makes no finding.
func TestNoFinding(t *testing.T) {
	for _, d := range []lint.Decision{lint.Skip("no"), lint.Allow("no"), lint.CannotTell("no"), {}} {
		report := lint.Run(config(t, distribution("d", enabled)), []*lint.Rule{rule("r", always(d))})
		if len(report.Findings) > 0 || report.Worst() != 0 {
			t.Errorf("%v: got %+v", d.Answer, report.Findings)
		}
	}
}

// A row is what matters of a finding to these tests.
type row struct {
	Severity           lint.Severity
	Slug, Distribution string
	Witness            string
	Related            []string
}

func rows(report *lint.Report) []row {
	var all []row
	for _, f := range report.Findings {
		r := row{f.Severity, f.Rule.Slug, f.Distribution, words(f.Witness), nil}
		for _, related := range f.Decision.Related {
			r.Related = append(r.Related, related.Message)
		}
		all = append(all, r)
	}
	return all
}

// Everything that one cause denies is one finding: the most severe one, with
// the others named.
func TestRootCause(t *testing.T) {
	const instances = `
		resource "aws_cloudfront_distribution" "d" {
			for_each = toset(["a", "b", "c"])
			enabled  = true
			aliases  = ["${each.key}.example.com"]
			default_cache_behavior {}
		}`
	const behaviors = `
		enabled = true
		aliases = ["a.example.com"]
		ordered_cache_behavior { path_pattern = "/one" }
		ordered_cache_behavior { path_pattern = "/two" }
		default_cache_behavior {}`
	b := address + `d["b"]`
	for name, tc := range map[string]struct {
		source string
		check  check
		want   []row
	}{
		"instances of a distribution": {
			instances, denyIf(all, unchanged),
			[]row{{lint.Error, "r", address + `d["a"]`, "GET https://a.example.com/app.js", []string{"also: " + b, "also: " + address + `d["c"]`}}},
		},
		"more severe in a later one": {
			instances,
			denyIf(func(r cloudfront.Request) bool {
				return overHTTP(r) || r.Path == "/app.js" && r.Host.String() == "b.example.com"
			}, unchanged),
			[]row{{lint.Error, "r", b, "GET https://b.example.com/app.js", []string{"also: " + address + `d["a"]`, "also: " + address + `d["c"]`}}},
		},
		"behaviors": {
			distribution("d", behaviors),
			func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
				return denyIf(all, func(decision lint.Decision) lint.Decision {
					return decision.ForViewers("viewers of %s", d.BehaviorFor(r).Paths())
				})(d, r)
			},
			[]row{{lint.Error, "r", address + "d", "GET https://a.example.com/one", []string{"also: viewers of /two", "also: viewers of what no path pattern matches"}}},
		},
		// What is written in one place but to be mended in another.
		"resources": {
			distribution("d", behaviors),
			func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
				return denyIf(all, func(decision lint.Decision) lint.Decision {
					decision.Resource = "aws_s3_bucket.b[\"" + r.Path[1:] + "\"]"
					return decision
				})(d, r)
			},
			[]row{{lint.Error, "r", address + "d", "GET https://a.example.com/one", []string{
				`also: aws_s3_bucket.b["two"]`, `also: aws_s3_bucket.b["app.js"]`,
				`also: aws_s3_bucket.b["no403-missing-page"]`, `also: aws_s3_bucket.b[""]`,
			}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			report := lint.Run(config(t, tc.source), []*lint.Rule{rule("r", tc.check)})
			if diff := cmp.Diff(tc.want, rows(report)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Other causes are other findings: of another rule, in another place.
func TestOtherCauses(t *testing.T) {
	source := distribution("d", enabled) + distribution("e", enabled)
	report := lint.Run(config(t, source), []*lint.Rule{rule("r", denyIf(all, unchanged)), rule("s", denyIf(all, unchanged))})
	if len(report.Findings) != 4 {
		t.Errorf("got %+v", rows(report))
	}
}

// A plan has no lines: instances of one block are known by their address.
func TestRootCauseInPlan(t *testing.T) {
	const change = `{"address":%q,"mode":"managed","type":"aws_cloudfront_distribution","name":%q,"change":{"actions":["create"],"after":{"enabled":true,"default_cache_behavior":[{}]}}}`
	plan := `{"format_version":"1.2","resource_changes":[` +
		fmt.Sprintf(change, address+`d["a"]`, "d") + "," + fmt.Sprintf(change, address+`d["b"]`, "d") + "," + fmt.Sprintf(change, address+"e", "e") + `]}`
	cfg, err := planload.Load("plan.json", strings.NewReader(plan))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows(lint.Run(cfg, []*lint.Rule{rule("r", denyIf(all, unchanged))})) {
		got = append(got, fmt.Sprint(r.Distribution, " ", r.Related))
	}
	want := []string{address + `d["a"] [also: ` + address + `d["b"]]`, address + "e []"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The most severe come first, then they go by place, then by rule.
func TestOrder(t *testing.T) {
	byDesign := denyIf(all, lint.Decision.ByDesign)
	report := lint.Run(config(t, distribution("second", enabled)+distribution("first", enabled)), []*lint.Rule{
		rule("note", byDesign), rule("b", denyIf(all, unchanged)), rule("a", denyIf(all, unchanged)), rule("warning", denyIf(overHTTP, unchanged)),
	})
	type place struct {
		Severity           lint.Severity
		Distribution, Slug string
	}
	var got []place
	for _, f := range report.Findings {
		got = append(got, place{f.Severity, f.Distribution, f.Rule.Slug})
		if filepath.Base(f.Decision.Range.File) != "main.tf" {
			t.Errorf("%s is in %s", f.Rule.Slug, f.Decision.Range.File)
		}
	}
	const first, second = address + "second", address + "first" // as they are written
	want := []place{
		{lint.Error, first, "a"},
		{lint.Error, first, "b"},
		{lint.Error, second, "a"},
		{lint.Error, second, "b"},
		{lint.Warning, first, "warning"},
		{lint.Warning, second, "warning"},
		{lint.Note, first, "note"},
		{lint.Note, second, "note"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if report.Count(lint.Error) != 4 || report.Count(lint.Warning) != 2 || report.Count(lint.Note) != 2 || report.Worst() != lint.Error {
		t.Errorf("%d errors, %d warnings, %d notes", report.Count(lint.Error), report.Count(lint.Warning), report.Count(lint.Note))
	}
}

// The message says who is denied, and because of what.
func TestMessage(t *testing.T) {
	arn := symbol.Token(symbol.Symbol{Address: "aws_s3_bucket.b", Attr: "arn"}, 3)
	f := lint.Finding{Decision: lint.Deny("nothing allows it on %s/*", arn).ForViewers("viewers get 403 for %s", "/a")}
	if got, want := f.Message(), "viewers get 403 for /a: nothing allows it on ${aws_s3_bucket.b.arn}/*"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
