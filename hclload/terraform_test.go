package hclload_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// terraform returns the program to compare with, Terraform or OpenTofu. Where
// there is none the test is skipped, unless NO403_TERRAFORM says that it is
// expected.
func terraform(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("NO403_TERRAFORM") == "required" {
		t.Fatal("neither terraform nor tofu is on the path")
	}
	t.Skip("needs terraform or tofu on the path")
	return ""
}

// console evaluates an expression in a directory and returns it as JSON.
func console(t *testing.T, program, dir, expression string) []byte {
	t.Helper()
	run := func(stdin string, args ...string) []byte {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
		cmd.Stdin = strings.NewReader(stdin)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, out, &stderr)
		}
		return out
	}
	run("", "init", "-backend=false", "-input=false", "-no-color")
	out := run("jsonencode("+expression+")\n", "console")
	// It prints the string as an expression would write it.
	out = bytes.ReplaceAll(bytes.TrimSpace(out), []byte("$${"), []byte("${"))
	out = bytes.ReplaceAll(out, []byte("%%{"), []byte("%{"))
	var text string
	if err := json.Unmarshal(out, &text); err != nil {
		t.Fatalf("%s is not a string: %v", out, err)
	}
	return []byte(text)
}

// TestTerraformAgrees compares what the configurations in testdata/agree make
// of local.result with what Terraform does.
func TestTerraformAgrees(t *testing.T) {
	t.Parallel()
	program := terraform(t)
	files, err := filepath.Glob("testdata/agree/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d configurations, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			write(t, dir, string(archive))
			want := console(t, program, dir, "local.result")
			// Its answer is no part of the configuration.
			write(t, dir, "-- result_.tf --\nresource \"terraform_data\" \"result\" {\n  input = local.result\n}\n")
			cfg := hclload.Load(dir, hclload.Options{})
			value := cfg.Resource("terraform_data.result").Body.Attr("input").Cty()
			for _, d := range cfg.Diagnostics.All() {
				t.Errorf("diagnostic: %s", d)
			}
			if !value.IsWhollyKnown() {
				t.Fatalf("not known: %#v", value)
			}
			got, err := ctyjson.Marshal(value, cty.DynamicPseudoType)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(decoded(t, want), untyped(decoded(t, got))); diff != "" {
				t.Errorf("(-terraform +got):\n%s", diff)
			}
		})
	}
}

func decoded(t *testing.T, src []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(src, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// untyped returns the value of JSON that has its type beside it.
func untyped(v any) any { return v.(map[string]any)["value"] }
