package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
)

// What is measured is a plan like those of Terraform: all of it can be read,
// and its sites work.
func TestGenerate(t *testing.T) {
	var plan bytes.Buffer
	if err := generate(&plan, 3); err != nil {
		t.Fatal(err)
	}
	if err := scan(bytes.NewReader(plan.Bytes())); err != nil {
		t.Fatal(err)
	}
	cfg, err := planload.Load("plan.json", &plan)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(cfg.OfType("aws_cloudfront_distribution")); n != 3 {
		t.Errorf("got %d distributions", n)
	}
	for _, f := range lint.Run(cfg, rules.All()).Findings {
		if f.Severity == lint.Error {
			t.Errorf("got %s", f.Message())
		}
	}
}

func TestWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	size, err := write(file, 1)
	if err != nil || size < 0.9 || size > 1.1 {
		t.Fatalf("got %f MB, %v", size, err)
	}
	for _, what := range []string{"scan", "load", "lint"} {
		if err := measure(what, file); err != nil {
			t.Error(err)
		}
	}
}
