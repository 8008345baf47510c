package hclload_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/tf"
)

// siteWithModule is a repository with a root, a module, and files that are read.
var siteWithModule = map[string]string{
	"repository/.git/HEAD":            "",
	"repository/site/main.tf":         "resource \"test\" \"t\" {\n  name = \"saved\"\n  text = file(\"text.txt\")\n  files = join(\",\", fileset(\".\", \"*.txt\"))\n  given = var.given\n}\nvariable \"given\" {}\nmodule \"m\" { source = \"../m\" }\n",
	"repository/site/text.txt":        "saved",
	"repository/site/a.auto.tfvars":   "given = \"saved\"",
	"repository/m/main.tf":            "resource \"test\" \"m\" { name = \"saved\" }",
	"repository/values/chosen.tfvars": "given = \"chosen\"",
	"outside/text.txt":                "outside",
}

func writeTree(t *testing.T, files map[string]string) (top string) {
	t.Helper()
	top = t.TempDir()
	for name, content := range files {
		name = filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return top
}

// attr returns an attribute of a resource as text.
func attr(cfg *tf.Config, address, name string) string {
	r := cfg.Resource(address)
	if r == nil {
		return "(no resource)"
	}
	return r.Body.Attr(name).Show()
}

func TestOverlay(t *testing.T) {
	top := writeTree(t, siteWithModule)
	t.Chdir(filepath.Join(top, "repository"))
	const changed = "resource \"test\" \"t\" {\n  name = \"typed\"\n  text = file(\"text.txt\")\n  files = join(\",\", fileset(\".\", \"*.txt\"))\n  given = var.given\n}\nvariable \"given\" {}\nmodule \"m\" { source = \"../m\" }\n"
	for _, c := range []struct {
		name, file, text         string
		chosen                   bool // a file of values outside the root is named
		address, attribute, want string
	}{
		{"nothing", "", "", false, "test.t", "name", "saved"},
		{"relative path", "site/main.tf", changed, false, "test.t", "name", "typed"},
		{"path that is not clean", "./site/../site/main.tf", changed, false, "test.t", "name", "typed"},
		{"absolute path", filepath.Join(top, "repository/site/main.tf"), changed, false, "test.t", "name", "typed"},
		{"module", "m/main.tf", "resource \"test\" \"m\" { name = \"typed\" }", false, "module.m.test.m", "name", "typed"},
		{"new file", "site/new.tf", "resource \"test\" \"new\" { name = \"typed\" }", false, "test.new", "name", "typed"},
		{"override", "site/new_override.tf", "resource \"test\" \"t\" { name = \"typed\" }", false, "test.t", "name", "typed"},
		{"emptied", "m/main.tf", "", false, "module.m.test.m", "name", "(no resource)"},
		{"file of a function", "site/text.txt", "typed", false, "test.t", "text", "typed"},
		{"new file in a set", "site/more.txt", "typed", false, "test.t", "files", "more.txt,text.txt"},
		{"values", "site/a.auto.tfvars", "given = \"typed\"", false, "test.t", "given", "typed"},
		{"new values", "site/b.auto.tfvars", "given = \"typed\"", false, "test.t", "given", "typed"},
		{"values of the user", "values/chosen.tfvars", "given = \"typed\"", true, "test.t", "given", "typed"},
		{"other directory", "elsewhere/main.tf", changed, false, "test.t", "name", "saved"},
		{"outside the repository", "../outside/main.tf", changed, false, "test.t", "name", "saved"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o hclload.Options
			if c.file != "" {
				o.Overlay = map[string][]byte{c.file: []byte(c.text)}
			}
			if c.chosen {
				o.Settings = []hclload.Setting{{File: "values/chosen.tfvars"}}
			}
			cfg := hclload.Load("site", o)
			if got := attr(cfg, c.address, c.attribute); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			for name, source := range cfg.Sources {
				if filepath.Clean(c.file) == name && string(source) != c.text {
					t.Errorf("the source of %s is %q", name, source)
				}
			}
			for _, d := range cfg.Diagnostics.All() {
				if c.text != "" {
					t.Error(d)
				}
			}
		})
	}
}

// Texts of files that are linked, and of files below linked directories.
func TestOverlayLinks(t *testing.T) {
	top := writeTree(t, siteWithModule)
	for link, to := range map[string]string{"repository/linked": "site", "repository/site/link.tf": "../m/main.tf", "repository/site/out.txt": "../../outside/text.txt"} {
		if err := os.Symlink(to, filepath.Join(top, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ dir, file, want string }{
		{"site", "linked/link.tf", "typed"},
		{"linked", "site/link.tf", "typed"},
		{"site", "site/link.tf", "typed"},
	} {
		cfg := hclload.Load(filepath.Join(top, "repository", c.dir), hclload.Options{Overlay: map[string][]byte{
			filepath.Join(top, "repository", c.file): []byte(`resource "test" "m" { name = "typed" }`),
		}})
		if got := attr(cfg, "test.m", "name"); got != c.want {
			t.Errorf("%s with %s: got %s, want %s", c.dir, c.file, got, c.want)
		}
	}
	cfg := hclload.Load(filepath.Join(top, "repository/site"), hclload.Options{Overlay: map[string][]byte{
		filepath.Join(top, "repository/site/new.tf"): []byte(`resource "test" "out" { name = file("out.txt") }`),
	}})
	if got := attr(cfg, "test.out", "name"); got != "(unknown)" {
		t.Errorf("a link out of the repository: got %s", got)
	}
}

// The limits hold for texts too.
func TestOverlayTooLarge(t *testing.T) {
	top := writeTree(t, siteWithModule)
	cfg := hclload.Load(filepath.Join(top, "repository/site"), hclload.Options{Overlay: map[string][]byte{
		filepath.Join(top, "repository/site/main.tf"): make([]byte, 8<<20+1),
	}})
	diags := cfg.Diagnostics.All()
	if len(diags) == 0 || !strings.Contains(diags[0].Message, "larger than") {
		t.Errorf("got %v", diags)
	}
}
