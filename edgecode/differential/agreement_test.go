package differential_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/dop251/goja"
	"github.com/no403/no403/edgecode"
)

var paths = []string{"/", "/docs/", "/a/b.html", "/A", "/x%20y", "//a//b"}

// run asks the engine.
func run(source, path string) (string, error) {
	engine := goja.New()
	if err := engine.Set("uri", path); err != nil {
		return "", fmt.Errorf("setting the path: %w", err)
	}
	v, err := engine.RunString(source + `
		var made = handler({request: {uri: uri, headers: {host: {value: 'www.example.com'}}, querystring: {}}});
		made.statusCode ? '403' : made.uri;`)
	if err != nil {
		return "", fmt.Errorf("running: %w", err)
	}
	return v.String(), nil
}

func show(e edgecode.End) string {
	switch {
	case e.Kind == edgecode.Answers:
		return strconv.Itoa(e.Status)
	case e.Kind == edgecode.Passes && e.URI.Known:
		return e.URI.Value
	}
	return ""
}

// TestAgreement compares random handlers: what the engine answers is always one
// of the ways that edgecode gives, and mostly the only one.
func TestAgreement(t *testing.T) {
	const (
		handlers = 10_000
		decided  = handlers / 2
	)
	g := generator{rand.New(rand.NewPCG(4, 3))}
	sole := 0
	for range handlers {
		source, path := g.handler(), paths[g.IntN(len(paths))]
		want, err := run(source, path)
		if err != nil {
			t.Fatalf("%v in %s", err, source)
		}
		program, err := edgecode.Parse([]byte(source))
		if err != nil {
			t.Fatalf("%v in %s", err, source)
		}
		ends := program.Run("handler", edgecode.Input{
			Method: edgecode.Known("GET"), URI: edgecode.Known(path), Host: edgecode.Known("www.example.com"), Query: edgecode.Known(""), Bare: true,
		}).Ends
		found := len(ends) == 0
		for _, e := range ends {
			got := show(e)
			found = found || got == want || e.Kind == edgecode.Passes && !e.URI.Known
			if len(ends) == 1 && got == want {
				sole++
			}
		}
		if !found {
			t.Errorf("%s is %q for %s, got %+v", source, want, path, ends)
		}
	}
	if sole < decided {
		t.Errorf("only %d of %d are decided", sole, handlers)
	}
	t.Logf("%d of %d are decided", sole, handlers)
}
