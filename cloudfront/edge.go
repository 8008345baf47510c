package cloudfront

import (
	"strings"

	"github.com/no403/no403/edgecode"
)

// Edge is what the edge functions of a behavior may do to a request before
// the origin is asked. Code that cannot be read may do anything.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions.html.
type Edge struct {
	// Rewrites: the path may change.
	Rewrites bool
	// Answers: the function may answer itself.
	Answers bool
	// AlwaysAnswers: the function never passes a request on.
	AlwaysAnswers bool
	// ChangesOrigin: the origin, its Host header or the signature may change.
	ChangesOrigin bool
	// Repairs: the answer of the origin may be replaced, an error too.
	Repairs bool
	// Function is one of the functions, for people.
	Function string
}

// Edge returns what the functions at the viewer request, the origin request and
// the origin response may do to any request. For an error CloudFront does not
// ask functions at the viewer response.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html.
func (b *Behavior) Edge() Edge {
	functions := b.edgeFunctions()
	e := functions.around()
	for _, f := range functions.requests {
		e = e.with(f, f.outcome(edgecode.Input{}))
	}
	return e
}

// around returns what is known without looking at a request.
func (f *edgeFunctions) around() Edge {
	if !f.complete {
		return Edge{Rewrites: true, Answers: true, ChangesOrigin: true, Repairs: true, Function: "an edge function that is not known from this input"}
	}
	return Edge{Repairs: f.repairs != "", Function: f.repairs}
}

// with adds what one more function does.
func (e Edge) with(f *edgeFunction, o edgecode.Outcome) Edge {
	e.Function = f.name
	if len(o.Ends) == 0 {
		return e.withUnread(f)
	}
	e.Answers = e.Answers || o.Some(edgecode.Answers, edgecode.Fails)
	e.AlwaysAnswers = e.AlwaysAnswers || o.All(edgecode.Answers)
	for _, end := range o.Ends {
		e.Rewrites = e.Rewrites || end.Rewritten
		e.ChangesOrigin = e.ChangesOrigin || end.Redirected
	}
	return e
}

// withUnread adds a function whose way is not known. Still, what its source does
// not mention it does not do.
func (e Edge) withUnread(f *edgeFunction) Edge {
	opaque := f.source == "" || f.event != edgecode.Function || f.program == nil && strings.Contains(f.source, edgecode.Hole)
	mentions := func(words ...string) bool {
		for _, w := range words {
			if opaque || strings.Contains(f.source, w) {
				return true
			}
		}
		return false
	}
	e.Rewrites = e.Rewrites || mentions("uri")
	e.Answers = e.Answers || mentions("statusCode")
	e.ChangesOrigin = e.ChangesOrigin || f.event != edgecode.ViewerLambda && mentions("updateRequestOrigin", "selectRequestOriginById", "createRequestOriginGroup")
	return e
}
