package report

import (
	"io"
	"maps"
	"slices"
	"testing"
)

func BenchmarkFormats(b *testing.B) {
	r := full()
	for _, name := range slices.Sorted(maps.Keys(formats)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := formats[name](io.Discard, r, Options{Version: "1.2.3", Notes: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
