package rules_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// fingerprints returns what is found in a configuration, by fingerprint.
func fingerprints(cfg *tf.Config) map[string]string {
	found := make(map[string]string)
	for _, f := range lint.Run(cfg, rules.All()).Findings {
		found[f.Fingerprint()] = f.Rule.Slug + " at " + f.Decision.FullPath()
	}
	return found
}

// What a plan shows has the fingerprint that it has in the source, so that one
// baseline serves for both.
func TestFingerprintsOfPlans(t *testing.T) {
	plans, err := filepath.Glob("../../testdata/rules/*/*/plan.json")
	if err != nil || len(plans) == 0 {
		t.Fatal(err, len(plans))
	}
	for _, path := range plans {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := planload.Read(path, bytes.NewReader(data))
		if err != nil {
			continue // it is there for being refused
		}
		source := fingerprints(hclload.Load(filepath.Dir(path), hclload.Options{}))
		for fingerprint, what := range fingerprints(plan.Config()) {
			if source[fingerprint] == "" {
				t.Errorf("%s: %s has another fingerprint in the source", path, what)
			}
		}
	}
}

// Fingerprints stay when the source is written otherwise: its blocks in the
// opposite order, with other space and comments.
func TestFingerprintsOfOtherLayout(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/rules/*/bad")
	if err != nil || len(dirs) == 0 {
		t.Fatal(err, len(dirs))
	}
	for _, dir := range dirs {
		other := t.TempDir()
		if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(other, "*.tf"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, reversed(t, src), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		before, after := fingerprints(hclload.Load(dir, hclload.Options{})), fingerprints(hclload.Load(other, hclload.Options{}))
		for fingerprint, what := range before {
			if after[fingerprint] == "" {
				t.Errorf("%s: %s has another fingerprint in another layout", dir, what)
			}
		}
		if len(before) != len(after) {
			t.Errorf("%s: %d findings, and %d in another layout", dir, len(before), len(after))
		}
	}
}

// reversed returns Terraform source with its blocks in the opposite order, each
// below a comment.
func reversed(t *testing.T, src []byte) []byte {
	file, diags := hclsyntax.ParseConfig(src, "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var out []byte
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		text := append([]byte("# another line\n\n"), bytes.ReplaceAll(b.Range().SliceBytes(src), []byte("\n"), []byte("\n\n"))...)
		out = append(append(text, '\n'), out...)
	}
	return out
}
