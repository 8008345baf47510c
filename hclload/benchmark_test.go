package hclload_test

import (
	"testing"

	"github.com/no403/no403/bench/inputs"
	"github.com/no403/no403/hclload"
)

// rootOf writes a root of a number of resources.
func rootOf(b *testing.B, resources int) (dir string) {
	b.Helper()
	dir = b.TempDir()
	if err := inputs.Root(dir, resources); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	return dir
}

// BenchmarkLoad reads and parses a root of 200 resources, of which nothing is
// evaluated.
func BenchmarkLoad(b *testing.B) {
	dir := rootOf(b, 200)
	for b.Loop() {
		hclload.Load(dir, hclload.Options{})
	}
}

// BenchmarkEvaluate evaluates what 10 distributions with their policies need.
func BenchmarkEvaluate(b *testing.B) {
	dir := rootOf(b, 200)
	for b.Loop() {
		b.StopTimer()
		cfg := hclload.Load(dir, hclload.Options{})
		b.StartTimer()
		for _, r := range cfg.OfType("aws_cloudfront_distribution") {
			r.Body.Attr("aliases")
			blocks, _ := r.Body.Blocks("ordered_cache_behavior")
			for _, block := range blocks {
				block.Attr("path_pattern")
			}
		}
		for _, r := range cfg.OfType("aws_s3_bucket_policy") {
			if _, ok := r.Body.Attr("policy").Text(); !ok {
				b.Fatal(r.Address + " is not known")
			}
		}
	}
}
