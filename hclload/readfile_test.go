package hclload_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/hclload"
)

// Files that resources name are read like those of the function "file": within
// the repository, from the directory of the root module, and not beyond.
func TestReadFile(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "repository", "site")
	for name, content := range map[string]string{
		"repository/.git/HEAD":    "",
		"repository/site/main.tf": `resource "aws_s3_bucket" "b" {}`,
		"repository/site/edge.js": "exports.handler = 1",
		"repository/sibling.js":   "sibling",
		"outside.js":              "outside",
	} {
		name = filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "outside.js"), filepath.Join(root, "link.js")); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load(root, hclload.Options{})
	for name, want := range map[string]string{
		"edge.js": "exports.handler = 1", "./edge.js": "exports.handler = 1", filepath.Join(root, "edge.js"): "exports.handler = 1",
		"../sibling.js": "sibling", "../../outside.js": "", filepath.Join(top, "outside.js"): "", "link.js": "", "none.js": "", ".": "",
	} {
		content, shown, err := cfg.ReadFile(name)
		if string(content) != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q and error %v, want %q", name, content, err, want)
		}
		if err == nil && string(cfg.Sources[shown]) != want {
			t.Errorf("%s: the source %q is %q", name, shown, cfg.Sources[shown])
		}
	}
	for _, d := range cfg.Diagnostics.All() {
		t.Error(d)
	}
}
