package planload_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/planload"
)

// The two read the same bytes: a plan, and only its tokens. For whole files of
// up to 100 MB, with the memory they take, see bench/run.

func BenchmarkRead(b *testing.B) {
	data := planOf(b)
	for b.Loop() {
		if _, err := planload.Read("plan.json", bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	data := planOf(b)
	for b.Loop() {
		dec := jsontext.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := dec.ReadToken(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func planOf(b *testing.B) []byte {
	b.Helper()
	data, err := os.ReadFile("testdata/existing/plan.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	return data
}
