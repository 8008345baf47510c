package planload

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/no403/no403/limits"
)

func TestLimited(t *testing.T) {
	for size, ok := range map[int]bool{0: true, 4: true, 5: false} {
		data, err := io.ReadAll(&limited{strings.NewReader(strings.Repeat("x", size)), 4, limits.Limits{PlanSize: 4}})
		if ok != (err == nil && len(data) == size) || !ok && !errors.As(err, new(limitError)) {
			t.Errorf("%d bytes: got %d, %v", size, len(data), err)
		}
	}
}

// A file that cannot be read to its end is no plan that ends too early.
func TestReadFails(t *testing.T) {
	gone := errors.New("the disk is gone")
	r := io.MultiReader(strings.NewReader(`{"format_version":"1.2",`), iotest.ErrReader(gone))
	if _, err := Read("p.json", r); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

// How a file comes in pieces does not matter.
func TestPieces(t *testing.T) {
	plan := []byte("{\"format_version\":\"1.2\",\n\"resource_changes\":[{\"address\":\"a.b\",\"type\":\"a\",\"change\":{\"after\":{\"ä\":\"日本\"}}}]}\nx")
	const want = "p.json:3:1: this is not valid JSON: invalid character 'x' at start of value"
	for _, r := range []io.Reader{bytes.NewReader(plan), iotest.OneByteReader(bytes.NewReader(plan)), iotest.DataErrReader(bytes.NewReader(plan))} {
		if _, err := Read("p.json", r); err == nil || err.Error() != want {
			t.Errorf("got %v", err)
		}
	}
}

// What a change replaces is kept only where it goes on to exist.
func TestBefore(t *testing.T) {
	for actions, kept := range map[string]bool{`["update"]`: false, `["delete"]`: false, `["forget"]`: true} {
		f, err := read("p.json", strings.NewReader(`{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"before":{},"before_sensitive":{},"actions":`+actions+`}}]}`), limits.Limits{}.OrDefault())
		if err != nil {
			t.Fatal(err)
		}
		if c := f.ResourceChanges[0].Change; c.Before.present() != kept || c.BeforeSensitive.present() != kept {
			t.Errorf("%s: got %+v", actions, c)
		}
	}
}
