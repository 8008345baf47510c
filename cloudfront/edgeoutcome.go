package cloudfront

import (
	"fmt"

	"github.com/no403/no403/tf"
)

// An EdgeOutcome is what the edge functions of a behavior do to one request.
type EdgeOutcome struct {
	// Edge is what they may do to this request. Where it AlwaysAnswers, the
	// request never reaches the origin.
	Edge
	// Request is what they pass on; without PathKnown its path is still that of
	// the viewer, though they may have set another one.
	Request   Request
	PathKnown bool
	// Step says in words what they do, for people; it is empty when they do
	// nothing that matters or when that is not known.
	Step string

	// The rest tells about a certain answer.

	// Status is its status, 0 when that is not known.
	Status int
	// Resource has the code of the function, At is the place of the answer in it.
	Resource *tf.Resource
	At       tf.Value
	// When is the condition in the code that led to the answer, empty without
	// one.
	When string
}

// An outcomeKey tells requests apart.
type outcomeKey struct {
	method, scheme, host, path, query, country, source, headers string
	admitted, missing, signed, forBehavior                      bool
}

func keyOfRequest(r Request) outcomeKey {
	key := outcomeKey{
		method: r.Method, scheme: r.Scheme, host: r.Host.Key(), path: r.Path, query: r.Query, country: r.Country,
		admitted: r.Admitted, missing: r.Missing, signed: r.Signed, forBehavior: r.behavior != nil,
	}
	if r.Source.IsValid() {
		key.source = r.Source.String()
	}
	if len(r.Headers) > 0 || len(r.Without) > 0 {
		key.headers = fmt.Sprint(r.Headers, r.Without)
	}
	return key
}

// AtEdge returns what the functions at the viewer request and the origin request
// do to a request. A function at the viewer request does not change which
// behavior serves it.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.
func (b *Behavior) AtEdge(r Request) EdgeOutcome {
	f := b.edgeFunctions()
	if f.complete && len(f.requests) == 0 {
		return EdgeOutcome{Edge: f.around(), Request: r, PathKnown: true}
	}
	key := keyOfRequest(r)
	o, ok := f.outcomes[key]
	if !ok {
		o = b.atEdge(f, r)
		f.outcomes[key] = o
	}
	return o
}

func (b *Behavior) atEdge(f *edgeFunctions, r Request) EdgeOutcome {
	w := way{b: b, asked: r, request: r, known: f.complete && b.standsForItself(r)}
	w.outcome.Edge = f.around()
	for _, function := range f.requests {
		if w.outcome.AlwaysAnswers {
			break
		}
		w.pass(function)
	}
	o := w.outcome
	o.Request, o.PathKnown = w.request, w.known
	if w.rewritten || !w.known {
		o.Request = o.Request.WithBehavior(b)
		o.Request.rewritten = true
	}
	return o
}

// standsForItself reports whether the path of a request is not only an
// illustration of the paths that lead to the behavior.
func (b *Behavior) standsForItself(r Request) bool {
	if r.behavior == nil || b.Default {
		return true
	}
	_, known := b.pattern()
	return known
}
