package docs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
)

// neighbours is the part of what only looks like a cause.
const neighbours = "What looks like a cause, and is none"

// TestCauses compares the page with the catalogue: none is missing, each has a
// rule or a reason, and every rule stands for one.
func TestCauses(t *testing.T) {
	catalogue, err := os.ReadFile("testdata/causes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for line := range strings.Lines(string(catalogue)) {
		want = append(want, strings.TrimSpace(line))
	}
	reported := make(map[string]bool)
	for _, p := range causes {
		for _, c := range p.causes {
			kind := ""
			if p.title == neighbours {
				kind = " neighbour"
			}
			got = append(got, c.slug+kind)
			if (len(c.rules) == 0) != (c.why != "") {
				t.Errorf("%s needs a rule or a reason, and not both", c.slug)
			}
			for _, slug := range c.rules {
				reported[slug] = true
				if !slices.ContainsFunc(rules.All(), func(r *lint.Rule) bool { return r.Slug == slug }) {
					t.Errorf("%s: there is no rule %s", c.slug, slug)
				}
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("causes (-catalogue +page):\n%s", diff)
	}
	for _, r := range rules.All() {
		if !reported[r.Slug] {
			t.Errorf("no cause is reported by %s", r.Slug)
		}
	}
	compare(t, "causes.md", causesPage())
}

func causesPage() []byte {
	var p bytes.Buffer
	p.WriteString("# The causes of a 403, and which rule reports them\n\n" +
		"Every documented cause of a 403 that a configuration could show, with the rules that report it, or the reason why\n" +
		"nothing is reported.\n")
	for _, part := range causes {
		fmt.Fprintf(&p, "\n## %s\n\n| cause | reported by |\n| --- | --- |\n", part.title)
		for _, c := range part.causes {
			by := c.why
			if len(c.rules) > 0 {
				links := make([]string, 0, len(c.rules))
				for _, slug := range c.rules {
					links = append(links, "["+slug+"](rules/"+slug+".md)")
				}
				by = strings.Join(links, ", ")
			}
			fmt.Fprintf(&p, "| %s | %s |\n", c.what, by)
		}
	}
	return p.Bytes()
}

// compare compares a page with what it should be, or rewrites it.
func compare(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(have), string(want)); diff != "" {
		t.Errorf("%s is not current: run \"make docs\" (-documented +actual):\n%s", file, diff)
	}
}

// TestNeighbours has one configuration for each thing that only looks like a
// cause: nothing above a note is said about it.
func TestNeighbours(t *testing.T) {
	for _, p := range causes {
		if p.title != neighbours {
			continue
		}
		for _, c := range p.causes {
			dir := filepath.Join("testdata", "neighbours", c.slug)
			if _, err := os.Stat(filepath.Join(dir, "main.tf")); err != nil {
				t.Errorf("%s has no configuration", c.slug)
				continue
			}
			report := lint.Run(hclload.Load(dir, hclload.Options{}), rules.All())
			if report.Distributions == 0 || len(report.Diagnostics) > 0 {
				t.Errorf("%s: %d distributions, %v", c.slug, report.Distributions, report.Diagnostics)
			}
			for _, f := range report.Findings {
				if f.Severity > lint.Note {
					t.Errorf("%s: %s: %s", c.slug, f.Rule.Slug, f.Message())
				}
			}
		}
	}
}
