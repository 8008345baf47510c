package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/no403/no403/bench/inputs"
)

// BenchmarkSave shows how long it takes from a save to the diagnostics, in a
// root of 2,000 resources in 100 files of which one has changed. Most of it goes
// into asking about the distributions, so their number matters.
func BenchmarkSave(b *testing.B) {
	for _, distributions := range []int{100, 10} {
		b.Run(fmt.Sprintf("distributions=%d", distributions), func(b *testing.B) { saves(b, distributions) })
	}
}

func saves(b *testing.B, distributions int) {
	c := start(b, nil)
	if err := inputs.Root(c.dir, 2000); err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(c.dir, "site_*.tf"))
	if err != nil || len(files) != 100 {
		b.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files[distributions:] {
		source, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		other := strings.ReplaceAll(string(source), "aws_cloudfront_distribution", "example_distribution")
		c.write(filepath.Base(file), other)
	}
	const name = "site_0005.tf"
	source, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		b.Fatal(err)
	}
	c.open(name, 1, string(source))
	c.diagnostics(name, 1)
	var took []time.Duration
	version := 1
	for b.Loop() {
		version++
		c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":%s,"text":"#"}]}`,
			c.uri(name), version, `{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}`))
		begun := time.Now()
		c.save(name)
		c.diagnostics(name, version)
		took = append(took, time.Since(begun))
		c.seen = nil
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[0].Microseconds())/1000, "ms-min")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}
