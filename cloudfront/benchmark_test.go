package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/bench/inputs"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/hclload"
)

// BenchmarkNew links a root of 200 resources with 10 distributions.
func BenchmarkNew(b *testing.B) {
	dir := b.TempDir()
	if err := inputs.Root(dir, 200); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		cfg := hclload.Load(dir, hclload.Options{})
		b.StartTimer()
		if n := len(cloudfront.New(cfg).Distributions); n != 10 {
			b.Fatalf("%d distributions", n)
		}
	}
}
