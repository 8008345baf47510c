package functions_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/no403/no403/hclload/functions"
)

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// outerDir makes a directory with a secret, and in it the root directory of
// which nothing may lead out.
func outerDir(t *testing.T) (outer, root string) {
	t.Helper()
	outer = t.TempDir()
	root = filepath.Join(outer, "root")
	write(t, filepath.Join(outer, "secret.txt"), "secret")
	write(t, filepath.Join(outer, "root-2", "secret.txt"), "secret")
	write(t, filepath.Join(root, "sub", "in.txt"), "inside")
	for link, target := range map[string]string{
		"out.txt":  filepath.Join(outer, "secret.txt"),
		"rel.txt":  "../secret.txt",
		"outer":    "..",
		"link.txt": "sub/in.txt",
	} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	return outer, root
}

func open(t *testing.T, dir string) functions.Files {
	t.Helper()
	files, err := functions.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestReadInside(t *testing.T) {
	_, root := outerDir(t)
	files := open(t, root)
	for _, name := range []string{"sub/in.txt", "./sub/../sub/in.txt", "link.txt", filepath.Join(root, "sub", "in.txt")} {
		if src, err := files.ReadFile(name); err != nil || string(src) != "inside" {
			t.Errorf("%s: %q, %v", name, src, err)
		}
	}
}

func TestReadOutside(t *testing.T) {
	outer, root := outerDir(t)
	files := open(t, root)
	for _, name := range []string{
		"../secret.txt", "sub/../../secret.txt", "out.txt", "rel.txt", "outer/secret.txt",
		filepath.Join(outer, "secret.txt"), filepath.Join(outer, "root-2", "secret.txt"), root + "/../secret.txt",
	} {
		src, err := files.ReadFile(name)
		if err == nil || !strings.Contains(err.Error(), "reads outside the linted tree: --allow-read allows it") {
			t.Errorf("%s: %q, %v", name, src, err)
		}
		if exists, err := files.Exists(name); exists || err == nil {
			t.Errorf("Exists(%s) = %t, %v", name, exists, err)
		}
	}
}

func TestGlobStaysInside(t *testing.T) {
	_, root := outerDir(t)
	files := open(t, root)
	if names, err := files.Glob(".", "**/*.txt"); err != nil || strings.Join(names, " ") != "link.txt sub/in.txt" {
		t.Errorf("Glob finds %q, %v", names, err)
	}
	for _, pattern := range []string{"../*", "sub/../../*.txt", "../{{{{{a}}}}}"} {
		if names, err := files.Glob(".", pattern); err == nil {
			t.Errorf("Glob of %s finds %q", pattern, names)
		}
	}
	if names, err := files.Glob(".", "outer/*.txt"); len(names) > 0 {
		t.Errorf("Glob finds %q, %v", names, err)
	}
}

func TestReadFileLimits(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "large"), strings.Repeat("a", 4<<20+1))
	files := open(t, dir)
	for _, name := range []string{"large", ".", "none", ""} {
		if _, err := files.ReadFile(name); err == nil {
			t.Errorf("%q is read", name)
		}
	}
}

func TestTreeWithWorkingDirectory(t *testing.T) {
	files := &functions.Tree{
		FS: fstest.MapFS{
			"modules/x/a.json": {Data: []byte("a")},
			"env/prod/b.json":  {Data: []byte("b")},
		},
		Dir: "env/prod",
	}
	for name, want := range map[string]string{"../../modules/x/a.json": "a", "b.json": "b", "/env/prod/b.json": "b"} {
		if src, err := files.ReadFile(name); err != nil || string(src) != want {
			t.Errorf("%s: %q, %v", name, src, err)
		}
	}
	if _, err := files.ReadFile("../../../modules/x/a.json"); err == nil {
		t.Error("reads above the tree")
	}
	names, err := files.Glob("../../modules", "*/*.json")
	if err != nil || strings.Join(names, " ") != "x/a.json" {
		t.Errorf("Glob finds %q, %v", names, err)
	}
}
