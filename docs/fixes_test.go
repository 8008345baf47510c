package docs_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/lint/rules"
)

// fixesTable finds the table in fixes.md.
var fixesTable = regexp.MustCompile(`(?m)^\| rule \|.*\n(?:\|.*\n)+`)

func TestFixes(t *testing.T) {
	const file = "fixes.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !fixesTable.Match(text) {
		t.Fatalf("%s has no table", file)
	}
	current := fixesTable.ReplaceAllLiteralString(string(text), tableOfFixes())
	if *update {
		if err := os.WriteFile(file, []byte(current), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(string(text), current); diff != "" {
		t.Errorf("%s is not current: run \"go test ./docs -update\" (-committed +current):\n%s", file, diff)
	}
}

// tableOfFixes lists the rules whose findings can be mended, in their order.
func tableOfFixes() string {
	var b strings.Builder
	b.WriteString("| rule | what the edits do | safe |\n| --- | --- | --- |\n")
	for _, r := range rules.All() {
		if kind, ok := fix.Kinds()[r.Slug]; ok {
			fmt.Fprintf(&b, "| [%s](rules/%s.md) | %s | %s |\n", r.Slug, r.Slug, kind.Does, kind.Safety())
		}
	}
	return b.String()
}
