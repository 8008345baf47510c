package inputs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/bench/inputs"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// What is measured can be read, has the size that it is called by, and is what
// people have: sites that work, and a few that do not.

func TestRoot(t *testing.T) {
	for _, size := range []int{10, 100, 220} {
		dir := t.TempDir()
		if err := inputs.Root(dir, size); err != nil {
			t.Fatal(err)
		}
		cfg := hclload.Load(dir, hclload.Options{})
		written := make(map[string]bool)
		for _, r := range cfg.Resources() {
			if len(r.Calls) == 0 {
				written[r.ConfigAddress()] = true
			}
		}
		if len(written) != size {
			t.Errorf("got %d resources instead of %d", len(written), size)
		}
		check(t, cfg, (size+10)/20, size/200)
	}
}

func TestRepository(t *testing.T) {
	dir := t.TempDir()
	if err := inputs.Repository(dir, 3); err != nil {
		t.Fatal(err)
	}
	modules, err := hclload.FindModules(dir)
	if err != nil || len(modules.Roots()) != 3 {
		t.Fatalf("got %v, %v", modules.Roots(), err)
	}
	check(t, hclload.Load(modules.Roots()[2], hclload.Options{}), 1, 0)
}

func TestPlan(t *testing.T) {
	var plan bytes.Buffer
	if err := inputs.Plan(&plan, 3); err != nil {
		t.Fatal(err)
	}
	cfg, err := planload.Load("plan.json", &plan)
	if err != nil {
		t.Fatal(err)
	}
	check(t, cfg, 3, 0)
}

func TestPlanFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	if err := inputs.PlanFile(file, 1); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() < 9e5 || info.Size() > 11e5 {
		t.Errorf("got %d bytes, %v", info.Size(), err)
	}
}

// check compares what a configuration has with what it should have.
func check(t *testing.T, cfg *tf.Config, distributions, errors int) {
	t.Helper()
	report := lint.Run(cfg, rules.All())
	if report.Distributions != distributions {
		t.Errorf("got %d distributions instead of %d", report.Distributions, distributions)
	}
	for _, d := range report.Diagnostics {
		t.Errorf("got %s", d.Message)
	}
	found := 0
	for _, f := range report.Findings {
		switch f.Severity {
		case lint.Error:
			found++
		case lint.Warning:
			t.Errorf("got %s", f.Message())
		}
	}
	if found != errors {
		t.Errorf("got %d errors instead of %d", found, errors)
	}
}
