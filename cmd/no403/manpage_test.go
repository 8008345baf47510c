package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra/doc"
)

// dated finds the line that holds the month in which a page was written.
var dated = regexp.MustCompile(`(?m)^(\.TH "[^"]*" "1") "[^"]*"`)

// TestManPages compares the pages of the manual with the help of the commands.
func TestManPages(t *testing.T) {
	t.Setenv("TF_WORKSPACE", "") // it is the default of a flag
	root := newRoot()
	root.InitDefaultCompletionCmd()
	root.DisableAutoGenTag = true
	dir := t.TempDir()
	header := &doc.GenManHeader{Section: "1", Source: "no403", Manual: "no403 manual"}
	if err := doc.GenManTree(root, header, dir); err != nil {
		t.Fatal(err)
	}
	const kept = "../../docs/man"
	pages, err := filepath.Glob(filepath.Join(dir, "*.1"))
	if err != nil || len(pages) < len(root.Commands()) {
		t.Fatal(err, len(pages))
	}
	want := make(map[string]bool)
	for _, page := range pages {
		name := filepath.Base(page)
		want[name] = true
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		// A date would make the pages other ones every month.
		text = dated.ReplaceAll(text, []byte(`$1 ""`))
		if *update {
			if err := os.WriteFile(filepath.Join(kept, name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		current, err := os.ReadFile(filepath.Join(kept, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(current), string(text)); diff != "" {
			t.Errorf("%s is not current: run \"make docs\" (-kept +actual):\n%s", name, diff)
		}
	}
	others, err := filepath.Glob(filepath.Join(kept, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range others {
		if !want[filepath.Base(page)] {
			t.Errorf("%s is the page of no command: delete it", page)
		}
	}
}
