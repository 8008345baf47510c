package fix_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/rogpeppe/go-internal/diff"
)

var update = flag.Bool("update", false, "rewrite what is expected")

const examples = "../testdata/rules"

// TestExamples makes every fix that is offered for the Terraform of the rules'
// tests, and looks at what becomes of it with nothing of package fix but the edits.
// testdata/offered.golden lists what is offered, so that nothing is lost unseen, and
// testdata/bad.golden has the edits of the plainest case of each rule.
func TestExamples(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(examples, "*", "bad*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var offered, plainest bytes.Buffer
	found, mended := make(map[string]int), make(map[string]int)
	for _, dir := range dirs {
		r := lintRoot(dir)
		for _, f := range r.Report.Open() {
			if f.Severity == lint.Note {
				continue
			}
			found[f.Rule.Slug]++
			name := filepath.Base(filepath.Dir(dir)) + "/" + filepath.Base(dir)
			fixes := r.For(f)
			if _, ok := fix.Kinds()[f.Rule.Slug]; ok && len(fixes) == 0 {
				fmt.Fprintf(&offered, "%s: %s: nothing\n", name, f.Rule.Slug)
			}
			for _, x := range fixes {
				mended[f.Rule.Slug]++
				fmt.Fprintf(&offered, "%s: %s: %s%s\n", name, f.Rule.Slug, x.Title, map[bool]string{false: " (unsafe)"}[x.Safe])
				if name == f.Rule.Slug+"/bad" {
					show(&plainest, name, r.Report.Sources, x)
				}
				t.Run(name+"/"+f.Rule.Slug, func(t *testing.T) { testFix(t, dir, r.Report, f, x) })
			}
		}
	}
	for slug := range fix.Kinds() {
		if mended[slug] == 0 {
			t.Errorf("nothing that %s finds is mended", slug)
		}
	}
	for _, slug := range slices.Sorted(maps.Keys(fix.Kinds())) {
		fmt.Fprintf(&offered, "%s: %d of %d\n", slug, mended[slug], found[slug])
	}
	golden(t, "testdata/offered.golden", offered.String())
	golden(t, "testdata/bad.golden", plainest.String())
}

// show writes the edits of a fix as a diff.
func show(w *bytes.Buffer, name string, sources map[string][]byte, x fix.Fix) {
	for _, text := range fix.Apply(sources, x.Edits) {
		file := x.Edits[0].Range.Filename
		d := diff.Diff(name, sources[file], x.Title, text)
		_, hunks, _ := bytes.Cut(d, []byte("\n")) // the command line of diff
		w.Write(hunks)
	}
}

// testFix makes one fix and lints again.
func testFix(t *testing.T, dir string, before *lint.Report, f lint.Finding, x fix.Fix) {
	texts := fix.Apply(before.Sources, x.Edits)
	for name, text := range texts {
		if was := before.Sources[name]; !bytes.Equal(hclwrite.Format(was), was) {
			t.Errorf("%s is not formatted", name)
		}
		if formatted := hclwrite.Format(text); !bytes.Equal(formatted, text) {
			t.Errorf("%s is not formatted (-formatted +fixed):\n%s", name, gocmp.Diff(string(formatted), string(text)))
		}
	}
	cfg := hclload.Load(dir, hclload.Options{Overlay: texts})
	after := lint.Run(cfg, rules.All())
	for _, d := range after.Diagnostics {
		t.Error(d)
	}
	trace, err := lint.TraceRequest(cfg, rules.All(), f.Distribution, f.Witness)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range trace.Steps {
		if step.Rule == f.Rule && step.Decision.Answer != lint.Pass && step.Decision.Answer != lint.NotApplicable {
			t.Errorf("%s: %s: %s", f.Witness.Curl(), step.Decision.Answer, step.Decision.Because)
		}
	}
	known := make(map[string]bool)
	for _, g := range before.Findings {
		known[g.Rule.Slug+" "+g.Distribution] = true
	}
	for _, g := range after.Findings {
		// What was denied for another reason may now be denied for this one.
		if g.Severity > lint.Note && !known[g.Rule.Slug+" "+g.Distribution] && passed(t, dir, g) {
			t.Errorf("new: %s", g.Message())
		}
	}
}

// passed reports whether the request that shows a finding was let through before.
func passed(t *testing.T, dir string, f lint.Finding) bool {
	t.Helper()
	trace, err := lint.TraceRequest(hclload.Load(dir, hclload.Options{}), rules.All(), f.Distribution, f.Witness)
	if err != nil {
		t.Fatal(err)
	}
	return trace.Denial() == nil
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), -update rewrites it:\n%s", file, diff)
	}
}
