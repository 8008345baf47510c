package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/no403/no403/bench/inputs"
)

// BenchmarkSave shows how long it takes from a save to the diagnostics, in a
// root of 2,000 resources of which one file has changed.
func BenchmarkSave(b *testing.B) {
	c := start(b, nil)
	if err := inputs.Root(c.dir, 2000); err != nil {
		b.Fatal(err)
	}
	const name = "site_0050.tf"
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
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}
