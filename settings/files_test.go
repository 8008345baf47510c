package settings_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
)

// A file is read once for all directories that it holds for, and what is wrong
// with it is told once.
func TestFiles(t *testing.T) {
	repo := t.TempDir()
	path := write(t, filepath.Join(repo, settings.Name), "oops = 1\n")
	for _, dir := range []string{".git", "a", "b", "c"} {
		if err := os.Mkdir(filepath.Join(repo, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(path, filepath.Join(repo, "c", settings.Name)); err != nil {
		t.Fatal(err)
	}
	files := settings.Files{Rules: rules.All()}
	a, b := files.For(filepath.Join(repo, "a")), files.For(filepath.Join(repo, "b"))
	if a == nil || a != b {
		t.Errorf("the settings are read as %p and %p", a, b)
	}
	if s := files.For(filepath.Join(repo, "c")); s.Path != "" {
		t.Errorf("a link gives the settings %v", s)
	}
	diags := files.Diagnostics(&lint.Report{})
	if len(diags) != 2 || diags[0].Range.File != path || diags[1].String() != filepath.Join(repo, "c", settings.Name)+": is no regular file: replace it by one" {
		t.Errorf("diagnostics are %v", diags)
	}
}

// What an editor holds counts for the text of a file.
func TestOverlay(t *testing.T) {
	repo := t.TempDir()
	path := write(t, filepath.Join(repo, settings.Name), "oops = 1\n")
	files := settings.Files{Rules: rules.All(), Overlay: map[string][]byte{
		path: []byte(`viewers "everyone" {}`),
	}}
	if s := files.For(repo); len(s.Viewers) != 1 {
		t.Errorf("the settings are %v", s)
	}
	if diags := files.Diagnostics(&lint.Report{}); len(diags) > 0 {
		t.Errorf("diagnostics are %v", diags)
	}
	files.Whole(repo)
	if diags := files.Diagnostics(&lint.Report{Distributions: 1}); len(diags) != 1 {
		t.Errorf("diagnostics about viewers of nothing are %v", diags)
	}
}
