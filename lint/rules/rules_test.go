package rules_test

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// The rules are tested by the Terraform in testdata/rules/<rule>/<case>, where
// comments say what is expected on which line:
//
//	domain_name = aws_s3_bucket.site.bucket_regional_domain_name # want: error s3-policy-missing
//
// Errors and warnings of every rule must be expected, notes only those of the
// rule itself. A case named bad... has a finding of the rule; any other has no
// error or warning. Next to the source of a case, plan.json may hold the plan
// that Terraform makes of it: it gives the same findings, or those that
// plan.want lists.
const testdata = "../../testdata/rules"

// An expectation is a finding as comments write it.
type expectation struct {
	Severity, Rule string
	File           string // relative to the case; empty in a plan
	Line           int
}

func TestRules(t *testing.T) {
	for _, rule := range rules.All() {
		t.Run(rule.Slug, func(t *testing.T) {
			cases := casesOf(t, rule.Slug)
			if !slices.ContainsFunc(cases, isBad) || !slices.Contains(cases, "good") {
				t.Fatalf("testdata/rules/%s has %v: it needs bad and good Terraform", rule.Slug, cases)
			}
			for _, name := range cases {
				t.Run(name, func(t *testing.T) { testCase(t, rule, name) })
			}
		})
	}
}

// TestFolders finds folders that no rule tests.
func TestFolders(t *testing.T) {
	folders, err := os.ReadDir(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if !slices.ContainsFunc(rules.All(), func(r *lint.Rule) bool { return r.Slug == folder.Name() }) {
			t.Errorf("testdata/rules/%s is the folder of no rule", folder.Name())
		}
	}
}

func testCase(t *testing.T, rule *lint.Rule, name string) {
	dir := filepath.Join(testdata, rule.Slug, name)
	report := lintSource(t, dir)
	got := findings(report, rule, dir)
	if diff := gocmp.Diff(wanted(t, dir), got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	certain := slices.DeleteFunc(slices.Clone(got), func(e expectation) bool { return e.Severity == "note" })
	switch {
	case isBad(name) && !slices.ContainsFunc(got, func(e expectation) bool { return e.Rule == rule.Slug }):
		t.Errorf("no finding of the rule in what is bad by it")
	case !isBad(name) && len(certain) > 0:
		t.Errorf("got %v in what is fine", certain)
	}
	testPlan(t, rule, dir, report)
}

// testPlan compares what the plan of a case gives with what its source does,
// by the address at fault. Together they give what the source does.
func testPlan(t *testing.T, rule *lint.Rule, dir string, source *lint.Report) {
	file := filepath.Join(dir, "plan.json")
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planload.Read("plan.json", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	cfg := plan.Config()
	want := atFault(source, rule)
	together := hclload.Load(dir, hclload.Options{Plan: plan})
	if diff := gocmp.Diff(want, atFault(lint.Run(together, rules.All()), rule)); diff != "" {
		t.Errorf("findings of source and plan together (-want +got):\n%s", diff)
	}
	for _, d := range together.Diagnostics.All() {
		t.Errorf("source and plan together: %s", d)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "plan.want")); err == nil {
		want = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		if len(text) == 0 {
			want = nil
		}
	}
	if diff := gocmp.Diff(want, atFault(lint.Run(cfg, rules.All()), rule)); diff != "" {
		t.Errorf("findings of the plan (-want +got):\n%s", diff)
	}
}

// TestWitnesses asks trace about the request that each finding shows: the same
// rule denies it, first unless something else is reported too, and nothing does
// in what is good.
func TestWitnesses(t *testing.T) {
	for _, rule := range rules.All() {
		for _, name := range casesOf(t, rule.Slug) {
			dir := filepath.Join(testdata, rule.Slug, name)
			cfg := hclload.Load(dir, hclload.Options{})
			findings := lint.Run(cfg, rules.All()).Findings
			for _, f := range findings {
				t.Run(rule.Slug+"/"+name+"/"+f.Rule.Slug, func(t *testing.T) {
					testWitness(t, cfg, f, rule, findings)
					if f.Rule == rule && isBad(name) {
						testTwin(t, f, filepath.Join(filepath.Dir(dir), twin(name)))
					}
				})
			}
		}
	}
}

func testWitness(t *testing.T, cfg *tf.Config, f lint.Finding, rule *lint.Rule, all []lint.Finding) {
	trace, err := lint.TraceRequest(cfg, rules.All(), f.Distribution, f.Witness)
	if err != nil {
		t.Fatal(err)
	}
	denial := trace.Denial()
	switch {
	case denial == nil:
		t.Fatalf("%s is not denied", f.Witness.Curl())
	case f.Rule == rule && denial.Rule != rule && !slices.ContainsFunc(all, func(f lint.Finding) bool { return f.Rule == denial.Rule }):
		t.Errorf("%s is denied by %s first", f.Witness.Curl(), denial.Rule.Slug)
	}
	for _, step := range trace.Steps {
		if step.Rule == f.Rule && step.Decision.Answer != lint.Denied {
			t.Errorf("%s: trace says %v, lint found it denied", f.Witness.Curl(), step.Decision.Answer)
		}
	}
}

// testTwin asks about the same request where the cause is mended.
func testTwin(t *testing.T, f lint.Finding, dir string) {
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	trace, err := lint.TraceRequest(hclload.Load(dir, hclload.Options{}), rules.All(), f.Distribution, f.Witness)
	if err != nil {
		t.Fatal(err)
	}
	if denial := trace.Denial(); denial != nil {
		t.Errorf("%s is denied in %s too, by %s: %s", f.Witness.Curl(), dir, denial.Rule.Slug, denial.Decision.Because)
	}
}

// twin returns the name of the case that mends another.
func twin(name string) string {
	if rest, ok := strings.CutPrefix(name, "bad-"); ok {
		return "good-" + rest
	}
	return "good"
}

func isBad(name string) bool { return strings.HasPrefix(name, "bad") }

func casesOf(t *testing.T, slug string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(testdata, slug))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func lintSource(t *testing.T, dir string) *lint.Report {
	t.Helper()
	report := lint.Run(hclload.Load(dir, hclload.Options{}), rules.All())
	for _, d := range report.Diagnostics {
		t.Errorf("the Terraform of the test: %s", d)
	}
	return report
}

// findings returns the errors and warnings of a report and the notes of one
// rule.
func findings(report *lint.Report, rule *lint.Rule, dir string) []expectation {
	var all []expectation
	for _, f := range relevant(report, rule) {
		file, err := filepath.Rel(dir, f.Decision.Range.File)
		if err != nil {
			file = f.Decision.Range.File
		}
		all = append(all, expectation{f.Severity.String(), f.Rule.Slug, filepath.ToSlash(file), f.Decision.Range.Start.Line})
	}
	slices.SortFunc(all, compare)
	return all
}

func relevant(report *lint.Report, rule *lint.Rule) []lint.Finding {
	return slices.DeleteFunc(slices.Clone(report.Findings), func(f lint.Finding) bool {
		return f.Severity == lint.Note && f.Rule != rule
	})
}

func atFault(report *lint.Report, rule *lint.Rule) []string {
	var all []string
	for _, f := range relevant(report, rule) {
		all = append(all, strings.Join([]string{f.Severity.String(), f.Rule.Slug, f.Decision.Resource}, " "))
	}
	slices.Sort(all)
	return all
}

// wanted reads the comments of a case.
func wanted(t *testing.T, dir string) []expectation {
	t.Helper()
	var all []expectation
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".tf", ".js", ".mjs"}, filepath.Ext(path)) {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := filepath.Rel(dir, path)
		for i, line := range strings.Split(string(src), "\n") {
			_, comment, _ := strings.Cut(line, "# want: ")
			for _, one := range strings.Split(comment, ", ") {
				if severity, slug, ok := strings.Cut(one, " "); ok {
					all = append(all, expectation{severity, slug, filepath.ToSlash(file), i + 1})
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, compare)
	return all
}

func compare(a, b expectation) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Rule, b.Rule))
}
