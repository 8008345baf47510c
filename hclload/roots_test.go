package hclload_test

import (
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
)

// Roots are the directories that no other one calls, whatever is broken in
// them.
func TestRoots(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `
-- live/prod/main.tf --
module "site" { source = "../../modules/site" }
-- live/test/main.tf.json --
{"module": {"site": {"source": "../../modules/site"}}}
-- live/broken/main.tf --
module "site" { source = "../../modules/site" }
resource "test" {
-- live/deep/main.tf --
module "site" { source = "../../modules/site" }
locals { a = `+strings.Repeat("(", 100_000)+` }
-- modules/site/main.tf --
module "bucket" { source = "../bucket" }
module "registry" { source = "example/bucket/aws" }
-- modules/bucket/main.tofu --
-- modules/unused/main.tf --
-- cycle/a/main.tf --
module "b" { source = "../b" }
-- cycle/b/main.tf --
module "a" { source = "../a" }
-- .terraform/modules/m/main.tf --
-- node_modules/m/main.tf --
-- docs/README.md --
`)
	modules, err := hclload.FindModules(dir)
	if err != nil {
		t.Fatal(err)
	}
	within := func(paths []string) []string {
		var names []string
		for _, path := range paths {
			name, err := filepath.Rel(dir, path)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, filepath.ToSlash(name))
		}
		return names
	}
	want := []string{"live/broken", "live/deep", "live/prod", "live/test", "modules/unused"}
	if diff := gocmp.Diff(want, within(modules.Roots())); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
	for called, want := range map[string][]string{
		"live/prod":      {"live/prod"},
		"modules/site":   {"live/broken", "live/prod", "live/test"},
		"modules/bucket": {"live/broken", "live/prod", "live/test"},
		"modules/unused": {"modules/unused"},
		"cycle/a":        {"cycle/a"},
	} {
		if diff := gocmp.Diff(want, within(modules.RootsOf(filepath.Join(dir, filepath.FromSlash(called))))); diff != "" {
			t.Errorf("roots of %s (-want +got):\n%s", called, diff)
		}
	}
	if _, err := hclload.FindModules(filepath.Join(dir, "none")); err == nil {
		t.Error("a directory that is not there is looked through")
	}
}

// A file that has changed may call other modules, and one that is new is part of
// a module.
func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `
-- live/main.tf --
module "a" { source = "../a" }
-- a/main.tf --
-- b/main.tf --
`)
	modules, err := hclload.FindModules(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		file, text string
		changed    bool
		roots      []string
	}{
		{"live/main.tf", `module "other" { source = "../a" }`, false, []string{"b", "live"}},
		{"live/main.tf", `module "b" { source = "../b" }`, true, []string{"a", "live"}},
		{"live/more.tf", `module "a" { source = "../a" }`, true, []string{"live"}},
		{"new/main.tf", ``, true, []string{"live", "new"}},
		{"new/terraform.tfvars", ``, false, []string{"live", "new"}},
		{"../outside.tf", ``, false, []string{"live", "new"}},
		{"live/main.tf", `module "b" {`, true, []string{"b", "live", "new"}},
	} {
		if changed := modules.Update(filepath.Join(dir, filepath.FromSlash(step.file)), []byte(step.text)); changed != step.changed {
			t.Errorf("%s with %s: changed is %t", step.file, step.text, changed)
		}
		var roots []string
		for _, root := range modules.Roots() {
			roots = append(roots, filepath.Base(root))
		}
		if diff := gocmp.Diff(step.roots, roots); diff != "" {
			t.Errorf("roots after %s (-want +got):\n%s", step.file, diff)
		}
	}
}
