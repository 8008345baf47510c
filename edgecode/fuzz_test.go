package edgecode_test

import (
	"slices"
	"testing"
	"time"

	"github.com/no403/no403/edgecode"
)

// written are sources as people write them.
var written = []string{
	index, basicAuth, redirect, blocked, secret, country, routes, table, switched, store, storeDenies, lambda, callback, origin,
	helpers, spa, agents, token, cookies, strip, always, fails,
}

// strange are sources that are written to be a burden.
var strange = []string{
	`function handler(e) { while (true) {} }`,
	`function handler(e) { return handler(e); }`,
	`function handler(e) { var s = 'a'; for (;;) { s += s; } }`,
	`function handler(e) { var a = [1]; for (const x of a) { a.push(x); } return e.request; }`,
	`function handler(e) { if (e.a) {} if (e.b) {} if (e.c) {} return e.request; }`,
	`var o = {}; o.o = o; function handler(e) { unknown(o); return e.request; }`,
	`function handler(e) { return e.request.uri.replace(/(a|b)/g, '$2$1$&'); }`,
	"const x = `${`${1}`}`; class A { static { } } function* g() {} label: for (;;) { break label; }",
	`export default async (e) => { const { request: { uri = '/', ...rest } } = e; [a, ...b] = uri; return rest ?? null; };`,
	`module.exports = { handler: async function (event) { throw new Error('no'); } };`,
	`function handler(e) { try { e.x.y(); } catch { return { statusCode: 403 } } finally { e.request.uri = '/x' } return e.request }`,
	"function handler(e) { return { statusCode: '" + edgecode.Hole + "' } }",
}

// FuzzRun reads and walks any source: it ends in time, without a panic, and
// knowing less of a request takes no way away.
func FuzzRun(f *testing.F) {
	for _, s := range slices.Concat(written, strange) {
		f.Add(s, "/a/b", "example.com", true)
		f.Add(s, "/", "", false)
	}
	f.Fuzz(func(t *testing.T, source, uri, host string, bare bool) {
		p, err := edgecode.Parse([]byte(source))
		if err != nil {
			return
		}
		start := time.Now()
		in := edgecode.Input{Method: edgecode.Known("GET"), URI: edgecode.Known(uri), Host: edgecode.Known(host), Query: edgecode.Known(""), Bare: bare}
		for _, event := range []edgecode.Event{edgecode.Function, edgecode.ViewerLambda, edgecode.OriginLambda} {
			in.Event = event
			checkWider(t, p, in)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// less are ways to know less of a request.
var less = map[string]func(*edgecode.Input){
	"the method":      func(in *edgecode.Input) { in.Method = edgecode.Text{} },
	"the path":        func(in *edgecode.Input) { in.URI = edgecode.Text{} },
	"the host":        func(in *edgecode.Input) { in.Host = edgecode.Text{} },
	"the query":       func(in *edgecode.Input) { in.Query = edgecode.Text{} },
	"the country":     func(in *edgecode.Input) { in.Country = edgecode.Text{} },
	"the headers":     func(in *edgecode.Input) { in.Bare, in.Headers = false, nil },
	"everything else": func(in *edgecode.Input) { *in = edgecode.Input{Event: in.Event} },
}

// checkWider compares what code does to a request with what it may do to one of
// which less is known.
func checkWider(t *testing.T, p *edgecode.Program, in edgecode.Input) {
	t.Helper()
	known := p.Run("handler", in)
	for name, forget := range less {
		vague := in
		forget(&vague)
		wider := p.Run("handler", vague)
		if len(wider.Ends) == 0 {
			continue // not known, which is the widest
		}
		if len(known.Ends) == 0 {
			t.Errorf("without %s it is known, with it not", name)
			continue
		}
		for _, end := range known.Ends {
			if end.Kind != edgecode.Fails && !covered(end, wider.Ends, in) {
				t.Errorf("without %s it does not end in %+v any more, but in %+v", name, end, wider.Ends)
			}
		}
	}
}

// covered reports whether one of the ends stands for another.
func covered(end edgecode.End, by []edgecode.End, in edgecode.Input) bool {
	for _, w := range by {
		samePath := !w.URI.Known && (w.Rewritten || !end.Rewritten || end.URI == in.URI) || w.URI == end.URI
		sameStatus := w.Status == 0 || w.Status == end.Status
		if w.Kind == end.Kind && sameStatus && samePath && (w.Redirected || !end.Redirected) {
			return true
		}
	}
	return false
}

func TestLessKnownIsWider(t *testing.T) {
	for _, source := range written {
		p, err := edgecode.Parse([]byte(source))
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		for _, event := range []edgecode.Event{edgecode.Function, edgecode.ViewerLambda, edgecode.OriginLambda} {
			for _, uri := range []string{"/", "/docs/", "/admin/x", "/old", "/eu/a.js", "/v1/x"} {
				in := get(uri)
				in.Event = event
				checkWider(t, p, in)
				in.Headers = map[string]string{"authorization": "Basic YWRtaW46c2VjcmV0", "x-origin-secret": "abc", "cookie": "session=1"}
				checkWider(t, p, in)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	if _, err := edgecode.Parse(make([]byte, 1<<20)); err == nil {
		t.Error("a source of 1 MiB is read")
	}
	for name, source := range map[string]string{
		"endless":   `function handler(e) { while (true) {} }`,
		"recursive": `function handler(e) { return handler(e); }`,
		"growing":   `function handler(e) { var s = 'a'; for (;;) { s += s; } }`,
		"branching": `function handler(e) { for (var i = 0; i < 50; i++) { if (Math.random() < 0.5) { e.request.uri += i; } } return e.request; }`,
		"unread":    `with (Math) { x = 1; } function handler(e) { return e.request; }`,
	} {
		t.Run(name, func(t *testing.T) {
			if got := outcome(t, source, get("/")); got != "unknown" {
				t.Errorf("got %s", got)
			}
		})
	}
}
