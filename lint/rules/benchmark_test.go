package rules_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/no403/no403/bench/inputs"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
)

// BenchmarkLint shows what reading, evaluating and asking all rules takes for a
// root of 2,000 resources in 100 files, next to parsing the same files with
// hclparse alone, in the same run.
func BenchmarkLint(b *testing.B) {
	dir := b.TempDir()
	if err := inputs.Root(dir, 2000); err != nil {
		b.Fatal(err)
	}
	parse := fastest(func() {
		parser := hclparse.NewParser()
		paths, _ := filepath.Glob(filepath.Join(dir, "*.tf"))
		for _, path := range paths {
			if _, diags := parser.ParseHCLFile(path); diags.HasErrors() {
				b.Fatal(diags)
			}
		}
	})
	b.ReportAllocs()
	for b.Loop() {
		report := lint.Run(hclload.Load(dir, hclload.Options{}), rules.All())
		if report.Distributions != 100 {
			b.Fatalf("%d distributions", report.Distributions)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(parse), "x-hclparse")
}

// BenchmarkRules asks all rules about 10 distributions of a plan, of which
// nothing has been decoded yet.
func BenchmarkRules(b *testing.B) {
	var plan bytes.Buffer
	if err := inputs.Plan(&plan, 10); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		cfg, err := planload.Load("plan.json", bytes.NewReader(plan.Bytes()))
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if n := lint.Run(cfg, rules.All()).Distributions; n != 10 {
			b.Fatalf("%d distributions", n)
		}
	}
}

// fastest returns the time of the fastest of several runs.
func fastest(run func()) time.Duration {
	best := time.Duration(1 << 62)
	for range 5 {
		start := time.Now()
		run()
		best = min(best, time.Since(start))
	}
	return best
}
