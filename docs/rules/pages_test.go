package rules_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	ruledocs "github.com/no403/no403/docs/rules"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/rogpeppe/go-internal/diff"
)

// The pages are made from the rules, from the examples that test them and from
// what the program says of those, so nothing in them can drift.

var update = flag.Bool("update", false, "rewrite the pages")

const examples = "../../testdata/rules"

func TestPages(t *testing.T) {
	for _, rule := range rules.All() {
		t.Run(rule.Slug, func(t *testing.T) {
			page := pageOf(t, rule)
			if *update {
				write(t, rule.Slug+".md", page)
				return
			}
			committed, _ := ruledocs.Page(rule.Slug)
			if diff := gocmp.Diff(committed, page); diff != "" {
				t.Errorf("the page is not current: run \"make docs\" (-committed +current):\n%s", diff)
			}
		})
	}
}

func TestIndex(t *testing.T) {
	page := indexPage()
	if *update {
		write(t, "README.md", page)
		return
	}
	committed, _ := ruledocs.Page("README")
	if diff := gocmp.Diff(committed, page); diff != "" {
		t.Errorf("the list of rules is not current: run \"make docs\" (-committed +current):\n%s", diff)
	}
}

// TestNoOtherPages finds pages of rules that are gone.
func TestNoOtherPages(t *testing.T) {
	files, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		slug := strings.TrimSuffix(file, ".md")
		if slug != "README" && !slices.ContainsFunc(rules.All(), func(r *lint.Rule) bool { return r.Slug == slug }) {
			t.Errorf("%s is the page of no rule: remove it", file)
		}
	}
}

func write(t *testing.T, name, page string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pageOf(t *testing.T, rule *lint.Rule) string {
	t.Helper()
	bad, good := source(t, rule, "bad"), source(t, rule, "good")
	var p bytes.Buffer
	fmt.Fprintf(&p, "# %s\n\n**%s.**\n\n", rule.Slug, rule.Title)
	fmt.Fprintf(&p, "Severity: at most %s. Families: %s. Stage: %s.\n\n", rule.Severity, families(rule), rule.Stage)
	fmt.Fprintf(&p, "%s\n\n## Example\n\n", wrapped(rule.About))
	for _, f := range bad {
		fmt.Fprintf(&p, "`%s`\n\n```hcl\n%s```\n\n", f.name, f.text)
	}
	fmt.Fprintf(&p, "```console\n$ no403 lint --notes\n%s```\n\n", findings(t, rule, bad))
	fmt.Fprintf(&p, "## What mends it\n\n```diff\n%s```\n\n%s## Sources\n\n", changes(bad, good), mends(rule))
	for _, url := range rule.Sources {
		fmt.Fprintf(&p, "- <%s>\n", url)
	}
	return p.String()
}

// mends says what the program does about a finding, nothing when that is nothing.
func mends(rule *lint.Rule) string {
	kind, ok := fix.Kinds()[rule.Slug]
	if !ok {
		return ""
	}
	flags := "--fix"
	if !kind.Safe {
		flags = "--fix --unsafe"
	}
	return wrapped(fmt.Sprintf("`no403 lint %s` %s. See [fixes](../fixes.md).", flags, kind.Does)) + "\n\n"
}

func indexPage() string {
	var p bytes.Buffer
	p.WriteString("# Rules\n\nIn the order in which CloudFront asks.\n\n| rule | severity | families | what it reports |\n| --- | --- | --- | --- |\n")
	for _, r := range rules.All() {
		fmt.Fprintf(&p, "| [%s](%s.md) | %s | %s | %s |\n", r.Slug, r.Slug, r.Severity, families(r), r.Title)
	}
	return p.String()
}

func families(r *lint.Rule) string {
	var names []string
	for _, f := range r.Families {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// A file is one of an example, without the comments that the tests read.
type file struct{ name, text string }

func source(t *testing.T, rule *lint.Rule, name string) []file {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(examples, rule.Slug, name, "*.tf"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no example %s of %s: %v", name, rule.Slug, err)
	}
	var files []file
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for line := range strings.Lines(string(src)) {
			before, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "# want: ")
			before = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(before, " "), " //"), " ")
			text.WriteString(before + "\n")
		}
		files = append(files, file{filepath.Base(path), text.String()})
	}
	return files
}

// findings returns what the program says of an example, in whose directory it
// runs.
func findings(t *testing.T, rule *lint.Rule, files []file) string {
	t.Helper()
	var out bytes.Buffer
	t.Run("example", func(t *testing.T) {
		t.Chdir(t.TempDir())
		for _, f := range files {
			write(t, f.name, f.text)
		}
		r := lint.Run(hclload.Load(".", hclload.Options{}), rules.All())
		// The example is about one rule: the notes of others and what is not
		// known would only distract.
		r.Findings = slices.DeleteFunc(r.Findings, func(f lint.Finding) bool { return f.Rule != rule && f.Severity == lint.Note })
		r.Coverage = nil
		if err := report.Text(&out, r, report.Options{Notes: true}); err != nil {
			t.Fatal(err)
		}
	})
	return out.String()
}

// changes returns what the good example does otherwise.
func changes(bad, good []file) string {
	text := func(files []file, name string) []byte {
		for _, f := range files {
			if f.name == name {
				return []byte(f.text)
			}
		}
		return nil
	}
	var names []string
	for _, f := range slices.Concat(bad, good) {
		names = append(names, f.name)
	}
	slices.Sort(names)
	var out bytes.Buffer
	for _, name := range slices.Compact(names) {
		d := diff.Diff(name, text(bad, name), name, text(good, name))
		_, d, _ = bytes.Cut(d, []byte("\n")) // the command line of diff
		out.Write(d)
	}
	return out.String()
}

// wrapped breaks a paragraph into lines that a terminal shows whole.
func wrapped(text string) string {
	const width = 80
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return strings.Join(append(lines, line), "\n")
}
