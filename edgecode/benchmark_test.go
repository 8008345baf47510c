package edgecode_test

import (
	"testing"

	"github.com/no403/no403/edgecode"
)

func BenchmarkRun(b *testing.B) {
	for name, source := range map[string]string{"index": index, "basic auth": basicAuth, "table": table} {
		b.Run(name, func(b *testing.B) {
			p, err := edgecode.Parse([]byte(source))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				p.Run("handler", get("/docs/"))
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := edgecode.Parse([]byte(basicAuth)); err != nil {
			b.Fatal(err)
		}
	}
}
