package cloudfront

import (
	"regexp"
	"strings"

	"github.com/no403/no403/tf"
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
// the origin response may do. For an error CloudFront does not ask functions at
// the viewer response.
func (b *Behavior) Edge() Edge {
	var e Edge
	functions, complete := b.Block.Blocks("function_association")
	for _, f := range functions {
		if event, ok := f.Attr("event_type").Literal(); !ok || event == "viewer-request" {
			e.addFunction(b.Distribution.model, f.Attr("function_arn"))
		}
	}
	lambdas, known := b.Block.Blocks("lambda_function_association")
	for _, l := range lambdas {
		event, ok := l.Attr("event_type").Literal()
		if event == "origin-response" || !ok {
			e.Repairs, e.Function = true, l.Attr("lambda_arn").Show()
		}
		if ok && event != "viewer-request" && event != "origin-request" {
			continue
		}
		e.Rewrites, e.Answers, e.Function = true, true, l.Attr("lambda_arn").Show()
		e.ChangesOrigin = e.ChangesOrigin || !ok || event == "origin-request"
	}
	if !complete || !known {
		return Edge{Rewrites: true, Answers: true, ChangesOrigin: true, Repairs: true, Function: "an edge function that is not known from this input"}
	}
	return e
}

var (
	changesPath   = regexp.MustCompile(`\buri\b`)
	changesOrigin = regexp.MustCompile(`updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup`)
	returns       = regexp.MustCompile(`\breturn\b\s*(\{|[\w$]*)`)
	namesAnswer   = regexp.MustCompile(`(?i)^(\{|res|resp|response|redirect\w*)$`)
)

// onlyAnswers reports whether all that the code returns looks like an answer,
// never like the request. Code that is written in another way may pass it on.
func onlyAnswers(source string) bool {
	found := returns.FindAllStringSubmatch(source, -1)
	for _, m := range found {
		if !namesAnswer.MatchString(m[1]) {
			return false
		}
	}
	return len(found) > 0 && !strings.Contains(source, "=>")
}

// addFunction adds a CloudFront function. Its source, when it is at hand,
// shows what it cannot do: without statusCode it cannot answer, without one of
// the origin helpers it cannot change the origin.
func (e *Edge) addFunction(m *Model, arn tf.Value) {
	t, _ := arn.Text()
	e.Function = arn.Show()
	r := m.referred(t, "arn", "aws_cloudfront_function")
	if r == nil || r.Data {
		e.Rewrites, e.Answers, e.ChangesOrigin = true, true, true
		return
	}
	e.Function = r.Address
	code, ok := r.Body.Attr("code").Text()
	if !ok {
		e.Rewrites, e.Answers, e.ChangesOrigin = true, true, true
		return
	}
	source := code.String()
	answers := strings.Contains(source, "statusCode")
	e.Rewrites = e.Rewrites || changesPath.MatchString(source)
	e.Answers = e.Answers || answers
	e.AlwaysAnswers = e.AlwaysAnswers || answers && onlyAnswers(source)
	e.ChangesOrigin = e.ChangesOrigin || changesOrigin.MatchString(source)
}
