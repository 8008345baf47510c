package cloudfront

import (
	"fmt"
	"maps"
	"path"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
)

// A way is that of one request through the functions.
type way struct {
	b         *Behavior
	asked     Request
	request   Request // as it was passed on
	known     bool    // its path
	rewritten bool
	outcome   EdgeOutcome
}

// pass asks one function.
func (w *way) pass(f *edgeFunction) {
	ends := w.ends(f)
	w.outcome.Edge = w.outcome.with(f, ends)
	if len(ends.Ends) == 0 {
		w.known = w.known && !w.outcome.Rewrites
		w.outcome.Step = ""
		return
	}
	if w.outcome.AlwaysAnswers {
		w.answered(f, ends.Ends)
		return
	}
	w.passedOn(f, ends.Ends)
}

// ends runs the code for what is known of the request. Where functions let the
// request pass, as much of it is taken as not known as is needed for that.
func (w *way) ends(f *edgeFunction) edgecode.Outcome {
	in := w.input(f)
	o := w.runRoot(f, in)
	if !w.asked.Admitted || !o.All(edgecode.Answers) {
		return o
	}
	for _, open := range []func(*edgecode.Input){
		func(in *edgecode.Input) { in.Bare, in.Query = false, edgecode.Text{} },
		func(in *edgecode.Input) { in.Host = edgecode.Text{} },
		func(in *edgecode.Input) { *in = edgecode.Input{Method: in.Method} },
	} {
		open(&in)
		if o = f.outcome(in); !o.All(edgecode.Answers) {
			break
		}
	}
	return o
}

// runRoot runs the code. AWS does not say whether it sees / or the default root
// object, so it is asked about both.
func (w *way) runRoot(f *edgeFunction, in edgecode.Input) edgecode.Outcome {
	o := f.outcome(in)
	object, set := w.b.Distribution.DefaultRootObject()
	if w.request.Path != "/" || set == symbol.False || !w.known {
		return o
	}
	name, ok := object.Literal()
	in.URI = edgecode.Text{Value: "/" + name, Known: ok}
	other := f.outcome(in)
	if len(o.Ends) == 0 || len(other.Ends) == 0 {
		return edgecode.Outcome{}
	}
	for _, end := range other.Ends {
		if !end.Rewritten {
			end.URI = edgecode.Known("/") // which is the same to the origin
		}
		o.Ends = append(o.Ends[:len(o.Ends):len(o.Ends)], end)
	}
	return o
}

// input returns the request as a function sees it.
func (w *way) input(f *edgeFunction) edgecode.Input {
	r := w.request
	in := edgecode.Input{Method: edgecode.Known(r.Method), URI: edgecode.Text{Value: r.Path, Known: w.known}}
	if f.event == edgecode.OriginLambda {
		return in // which headers it sees, the policies of the behavior decide
	}
	host, known := r.Host.Literal()
	in.Host = edgecode.Text{Value: host, Known: known && host != ""}
	in.Query = edgecode.Known(r.Query)
	in.Bare, in.Headers = true, r.Headers
	if forwarded, _ := w.b.Forwards("CloudFront-Viewer-Country"); forwarded == symbol.True {
		in.Country = edgecode.Text{Value: r.Country, Known: r.Country != ""}
	}
	return in
}

// answered notes the answer that all ways end in.
func (w *way) answered(f *edgeFunction, ends []edgecode.End) {
	first := ends[0]
	o := &w.outcome
	o.Resource, o.Status = f.resource, first.Status
	o.At = f.line(w.b.Distribution.model, first.Line)
	o.When = inWords(first)
	for _, e := range ends[1:] {
		if e.Status != o.Status {
			o.Status = 0
		}
		if inWords(e) != o.When {
			o.When = ""
		}
	}
	o.Step = f.title() + " answers the request itself"
	if o.Status != 0 {
		o.Step = fmt.Sprintf("%s answers the request with %d", f.title(), o.Status)
	}
}

// inWords writes what led to an end.
func inWords(e edgecode.End) string {
	switch {
	case e.Condition == "":
		return ""
	case e.Held:
		return "where " + e.Condition
	}
	return "unless " + e.Condition
}

// passedOn notes the request that a function passes on.
func (w *way) passedOn(f *edgeFunction, ends []edgecode.End) {
	was := w.request.Path
	w.takePath(ends)
	for _, e := range ends {
		for name, t := range e.Set {
			w.setHeader(name, t)
		}
	}
	if w.known && w.rewritten && w.request.Path != was {
		w.outcome.Step = fmt.Sprintf("%s turns %s into %s", f.title(), was, w.request.Path)
		w.request.Missing = w.request.Missing && strings.Contains(w.request.Path, path.Base(was))
	}
}

// takePath takes the path over on which all ways agree.
func (w *way) takePath(ends []edgecode.End) {
	first := true
	before := w.request.Path
	for _, e := range ends {
		p := before
		switch {
		case e.Kind != edgecode.Passes:
			continue
		case e.Rewritten && !e.URI.Known:
			w.known = false
			w.request.Path = before
			return
		case e.Rewritten:
			p = e.URI.Value
		}
		if !first && !w.sameKey(p, w.request.Path) {
			w.known = false
			w.request.Path = before
			return
		}
		if first || e.Rewritten {
			w.request.Path = p
		}
		w.rewritten = w.rewritten || e.Rewritten
		first = false
	}
	if !strings.HasPrefix(w.request.Path, "/") {
		w.known, w.request.Path = false, before
	}
}

// sameKey reports whether two paths lead to the same object, / being the default
// root object.
func (w *way) sameKey(a, b string) bool {
	object, _ := w.b.Distribution.DefaultRootObject()
	root, _ := object.Literal()
	full := func(p string) string {
		if p == "/" {
			return "/" + root
		}
		return p
	}
	return full(a) == full(b)
}

// setHeader adds a header that a function sets. An Authorization header counts
// even where what is in it is not known.
func (w *way) setHeader(name string, t edgecode.Text) {
	if !t.Known && name != "authorization" {
		return
	}
	headers := maps.Clone(w.request.Headers)
	if headers == nil {
		headers = make(map[string]string)
	}
	headers[name] = t.Value
	if !t.Known {
		headers[name] = "(unknown)"
	}
	w.request.Headers = headers
}
