package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// reached are the flags of the limits in the order of the documentation, each
// with a value and an input that is more than that. The input is a root with
// main.tf, or a plan.
var reached = []struct{ flag, value, source string }{
	{"timeout", "1ns", `locals { a = 1 }`},
	{"max-file-size", "1KiB", strings.Repeat("# comment\n", 200)},
	{"max-root-size", "1KiB", strings.Repeat("# comment\n", 200)},
	{"max-plan-size", "1KiB", `{"format_version": "1.2", ` + strings.Repeat(" ", 2000) + `"resource_changes": []}`},
	{"max-value-size", "1KiB", `resource "aws_cloudfront_distribution" "cdn" { aliases = [for s in ["a"] : join(",", range(300))] }`},
	{"max-steps", "100", `resource "aws_cloudfront_distribution" "cdn" { count = length([for i in range(1000) : i if i > 1]) }`},
	{"max-instances", "1000", `resource "aws_s3_bucket" "many" { count = 1000000000 }`},
	{"max-module-depth", "1", `module "a" { source = "./a" }`},
	{"max-nesting", "10", `locals { a = ` + strings.Repeat("[", 11) + strings.Repeat("]", 11) + ` }`},
}

// limitsTable is the part of docs/limits.md that is made here.
var limitsTable = regexp.MustCompile(`(?s)(-- made by .*? -->\n).*?(<!-- end -->)`)

// TestDocsLimits reaches every limit that has a flag, and checks the
// documentation of limits.
func TestDocsLimits(t *testing.T) {
	page, err := filepath.Abs("../../docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("\n| flag | default | what | when it is reached |\n| --- | --- | --- | --- |\n")
	documented := map[string]bool{}
	t.Chdir(t.TempDir())
	for _, limit := range reached {
		documented[limit.flag] = true
		flag := newLint().Flags().Lookup(limit.flag)
		if flag == nil {
			t.Fatalf("there is no flag --%s", limit.flag)
		}
		fmt.Fprintf(&table, "| `--%s` | %s | %s | `%s` |\n", limit.flag, flag.DefValue, flag.Usage, reach(t, limit.flag, limit.value, limit.source))
	}
	newLint().Flags().VisitAll(func(f *pflag.Flag) {
		if strings.HasPrefix(f.Name, "max-") && !documented[f.Name] {
			t.Errorf("--%s is not documented", f.Name)
		}
	})
	current := limitsTable.ReplaceAllString(string(text), "${1}"+strings.ReplaceAll(table.String(), "$", "$$")+"\n${2}")
	if *update {
		if err := os.WriteFile(page, []byte(current), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(text), current); diff != "" {
		t.Errorf("%s is not current: run \"make docs\" (-documented +actual):\n%s", page, diff)
	}
}

// reach returns the diagnostic of an input that is over a limit.
func reach(t *testing.T, flag, value, source string) string {
	t.Helper()
	args := []string{"lint", "--" + flag, value}
	root := flag
	if err := os.MkdirAll(filepath.Join(root, "a", "b"), 0o755); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"main.tf": source, "a/main.tf": `module "b" { source = "./b" }`, "a/b/main.tf": ""}
	args = append(args, root)
	if strings.HasPrefix(source, "{") {
		files = map[string]string{"plan.json": source}
		args[len(args)-1] = filepath.Join(root, "plan.json")
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	if code := run(newRoot(), args, strings.NewReader(""), &stdout, &stderr); code != int(exitBadInput) {
		t.Errorf("%s: exit code %d, %s", flag, code, &stderr)
	}
	said := strings.TrimSpace(stderr.String())
	if strings.Contains(said, "\n") || !strings.Contains(said, "--"+flag) {
		t.Errorf("%s: got %s", flag, said)
	}
	return strings.ReplaceAll(strings.TrimPrefix(said, "error: "), flag+string(filepath.Separator), "")
}
