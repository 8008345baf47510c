package fix_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
)

// The files in testdata/mend hold a root each, and what mending it does: the
// titles, and the diff. Fixes that are not safe are made in those that are called
// unsafe.
func TestMend(t *testing.T) {
	files, err := filepath.Glob("testdata/mend/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no roots: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testMend(t, file) })
	}
}

// expected are the files of an archive that are no part of the root.
var expected = []string{"want.txt", "want.diff"}

func testMend(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for _, f := range archive.Files {
		if slices.Contains(expected, f.Name) {
			want[f.Name] = string(f.Data)
		}
	}
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return slices.Contains(expected, f.Name) })
	t.Chdir(writeRoot(t, archive.Files))

	mended := lintRoot(".").Mend(strings.Contains(file, "unsafe"))
	var titles, changes bytes.Buffer
	for _, f := range mended.Fixes {
		fmt.Fprintf(&titles, "%s: %s\n", f.Rule.Slug, f.Title)
	}
	for _, f := range mended.Result.Report.Open() {
		if f.Severity > lint.Note {
			fmt.Fprintf(&titles, "left: %s: %s: %s\n", f.Rule.Slug, f.Decision.Range.File, f.Message())
		}
	}
	for _, c := range mended.Changes {
		changes.Write(diff.Diff(c.File, c.Before, c.File, c.After))
	}
	got := map[string]string{"want.txt": titles.String(), "want.diff": changes.String()}
	if *update {
		for _, name := range expected {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		t.Chdir(origin)
		if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, name := range expected {
		if d := gocmp.Diff(want[name], got[name]); d != "" {
			t.Errorf("%s (-want +got), -update rewrites it:\n%s", name, d)
		}
	}
	if again := mended.Result.Mend(false); len(again.Fixes) > 0 {
		t.Errorf("there is still something to mend: %s", again.Fixes[0].Title)
	}
}

// origin is the directory of the tests.
var origin, _ = os.Getwd()

// lintRoot lints a root with all rules.
func lintRoot(dir string) *fix.Result { return fix.Root{Dir: dir, Rules: rules.All()}.Lint() }

// writeRoot writes files into a repository and returns its directory.
func writeRoot(t *testing.T, files []txtar.File) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, f := range append(files, txtar.File{Name: ".git/HEAD"}) {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
