package jsondepth_test

import (
	"strings"
	"testing"

	"github.com/no403/no403/jsondepth"
)

func TestExceeds(t *testing.T) {
	for src, depth := range map[string]int{
		``:                  0,
		`1`:                 0,
		`{}`:                1,
		`[{"a": [1]}, [2]]`: 3,
		`["[[[", "{"]`:      1,
		`["\"[[", "\\"]`:    1,
		`]]]}[`:             1, // broken: what closes too often opens no room
		`[[["`:              3,
	} {
		if jsondepth.Exceeds([]byte(src), depth) {
			t.Errorf("%s is nested deeper than %d", src, depth)
		}
		if depth > 0 && !jsondepth.Exceeds([]byte(src), depth-1) {
			t.Errorf("%s is not nested deeper than %d", src, depth-1)
		}
	}
	if !jsondepth.Exceeds([]byte(strings.Repeat("[", 1_000_000)), 500) {
		t.Error("a million brackets are not deep")
	}
}
