package lint_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/bench/inputs"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/report"
	"github.com/no403/no403/tf"
)

// TestShares shares the distributions of a configuration among goroutines: what is
// found is the same to the last byte. One configuration calls all cases of all rules
// as modules. In others evaluation has something to say, which depends on what it
// comes to first, or reaches a limit.
func TestShares(t *testing.T) {
	t.Chdir("..")
	var everything strings.Builder
	cases, err := filepath.Glob("testdata/rules/*/*")
	if err != nil || len(cases) < 500 {
		t.Fatal(len(cases), err)
	}
	for i, dir := range cases {
		fmt.Fprintf(&everything, "module \"m%d\" {\n  source = \"../%s\"\n}\n", i, filepath.ToSlash(dir))
	}
	const site = `
resource "aws_cloudfront_distribution" "d%d" {
  enabled = true
  aliases = [local.%s]
}
`
	sites := func(aliases ...string) string {
		var b strings.Builder
		for i, name := range aliases {
			fmt.Fprintf(&b, site, i, name)
		}
		return b.String()
	}
	const cyclic = `locals {
  x = "x.example.com"
  a = local.b
  b = local.c
  c = local.a
}`
	const lengthy = `locals {
  a = join("", [for i in range(400) : format("%d", i)])
  b = join("", [for i in range(400) : format("%d", i)])
  c = join("", [for i in range(400) : format("%d", i)])
}`
	cycle, long := cyclic+sites("x", "x", "b", "c"), lengthy+sites("a", "b", "c")

	var plan bytes.Buffer
	if err := inputs.Plan(&plan, 10); err != nil {
		t.Fatal(err)
	}
	for name, load := range map[string]func() *tf.Config{
		"everything":       func() *tf.Config { return loadText(everything.String(), limits.Limits{}) },
		"a cycle":          func() *tf.Config { return loadText(cycle, limits.Limits{}) },
		"enough steps":     func() *tf.Config { return loadText(long, limits.Limits{Steps: 4000}) },
		"steps for each":   func() *tf.Config { return loadText(long, limits.Limits{Steps: 1000}) },
		"steps for one":    func() *tf.Config { return loadText(long, limits.Limits{Steps: 600}) },
		"steps for nobody": func() *tf.Config { return loadText(long, limits.Limits{Steps: 200}) },
		"a plan": func() *tf.Config {
			cfg, err := planload.Load("plan.json", bytes.NewReader(plan.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			return cfg
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := written(t, load(), 1)
			for _, workers := range []int{2, 5} {
				if got := written(t, load(), workers); got != want {
					t.Errorf("with %d goroutines:\n%s\nwith one:\n%s", workers, got, want)
				}
			}
		})
	}
}

// TestSharesOfPlans is TestShares for all plans of the rules, alone and with their
// source.
func TestSharesOfPlans(t *testing.T) {
	files, err := filepath.Glob("../testdata/rules/*/*/plan.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	shared := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		load := func() *planload.Plan {
			plan, err := planload.Read("plan.json", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			return plan
		}
		alone := func() *tf.Config { return load().Config() }
		together := func() *tf.Config { return hclload.Load(filepath.Dir(file), hclload.Options{Plan: load()}) }
		if len(alone().OfType("aws_cloudfront_distribution")) < 2 {
			continue
		}
		shared++
		for name, load := range map[string]func() *tf.Config{"alone": alone, "with its source": together} {
			if got, want := written(t, load(), 2), written(t, load(), 1); got != want {
				t.Errorf("%s %s, with two goroutines:\n%s\nwith one:\n%s", file, name, got, want)
			}
		}
	}
	if shared == 0 {
		t.Error("no plan has two distributions")
	}
}

// loadText loads a root that is written nowhere, in the directory examples.
func loadText(text string, within limits.Limits) *tf.Config {
	return hclload.Load("examples", hclload.Options{Overlay: map[string][]byte{"examples/main.tf": []byte(text)}, Within: ".", Limits: within})
}

// written returns all that is found, as JSON.
func written(t *testing.T, cfg *tf.Config, workers int) string {
	t.Helper()
	var b strings.Builder
	if err := report.JSON(&b, lint.RunBy(cfg, rules.All(), workers), report.Options{Coverage: true, Notes: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
