package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
)

// TestScanners lints the two configurations of every page about a scanner's
// advice: the careless one ends in what the page and the index name, the
// healthy one in no 403 that is not meant.
func TestScanners(t *testing.T) {
	const configurations = "testdata/scanners"
	pages, err := filepath.Glob("scanners/*.md")
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile("scanners/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		name := strings.TrimSuffix(filepath.Base(page), ".md")
		if name == "README" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			worst := lint.Severity(0)
			for _, f := range found(t, filepath.Join(configurations, name, "careless")) {
				worst = max(worst, f.Severity)
				if link := "](../rules/" + f.Rule.Slug + ".md)"; !strings.Contains(string(text), link) {
					t.Errorf("the page does not lead to %s", f.Rule.Slug)
				}
				if !strings.Contains(string(index), "`"+f.Rule.Slug+"`") {
					t.Errorf("the index does not name %s", f.Rule.Slug)
				}
			}
			if worst < lint.Warning {
				t.Error("the careless configuration ends in no 403")
			}
			for _, f := range found(t, filepath.Join(configurations, name, "healthy")) {
				if f.Severity > lint.Note {
					t.Errorf("the healthy configuration: %s", f.Message())
				}
			}
		})
	}
}

func found(t *testing.T, dir string) []lint.Finding {
	t.Helper()
	r := lint.Run(hclload.Load(dir, hclload.Options{}), rules.All())
	for _, d := range r.Diagnostics {
		t.Errorf("%s: %s", dir, d)
	}
	if r.Distributions == 0 {
		t.Errorf("%s: no distribution", dir)
	}
	return r.Findings
}
