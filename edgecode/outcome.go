package edgecode

// An Event is where CloudFront asks the code.
type Event int

// The events. At the responses nothing is decided about a request.
const (
	// Function is a CloudFront function at the viewer request.
	Function Event = iota
	// ViewerLambda is Lambda@Edge at the viewer request.
	ViewerLambda
	// OriginLambda is Lambda@Edge at the origin request.
	OriginLambda
)

// A Text is a string that may not be known; the zero Text is not.
type Text struct {
	Value string
	Known bool
}

// Known returns a text that is known.
func Known(s string) Text { return Text{s, true} }

// An Input is a request as the code sees it. The zero Input is any request.
type Input struct {
	Event  Event
	Method Text
	URI    Text
	Host   Text
	Query  Text // without its question mark
	// Country is what CloudFront adds as CloudFront-Viewer-Country.
	Country Text
	// Headers are those that are known, names in lower case.
	Headers map[string]string
	// Bare tells that there are no others but those that browsers send of
	// themselves.
	Bare bool
}

// A Kind is how code ends.
type Kind int

// The kinds.
const (
	// Lost: what the code does is not known.
	Lost Kind = iota
	// Passes: it hands the request on.
	Passes
	// Answers: it answers itself.
	Answers
	// Fails: it throws, or hands on what is neither.
	Fails
)

// An End is one way in which the code may end.
type End struct {
	Kind Kind
	// Status is that of an answer, 0 when it is not known. Line is where in the
	// source it is written, 0 when that is not known.
	Status int
	Line   int
	// Condition is the last condition that was decided on the way, as it is
	// written, and Held whether it was true. It is empty without any.
	Condition string
	Held      bool

	// The rest is about a request that is handed on.

	// URI is the path that it has, Rewritten whether the code has set it.
	URI       Text
	Rewritten bool
	// Redirected tells that it may go to another origin, or with another Host
	// header or signature.
	Redirected bool
	// Set are the headers that the code has set, names in lower case.
	Set map[string]Text
}

// A Test is a comparison of a part of the request with a text in the code.
type Test struct {
	// Of is the part: "uri", "method", "host", "country", or "header:" and a
	// name.
	Of string
	// How it is compared: "is", "starts", "ends" or "holds".
	How  string
	With string
}

// An Outcome is what the code does to a request.
type Outcome struct {
	// Ends are all ways in which it may end, each once.
	Ends []End
	// Tests are the comparisons on those ways, each once.
	Tests []Test
}

// All reports whether every way ends in one of the kinds. It is false without
// any.
func (o Outcome) All(kinds ...Kind) bool {
	for _, e := range o.Ends {
		if !e.Kind.among(kinds) {
			return false
		}
	}
	return len(o.Ends) > 0
}

// Some reports whether a way ends in one of the kinds, or may.
func (o Outcome) Some(kinds ...Kind) bool {
	for _, e := range o.Ends {
		if e.Kind == Lost || e.Kind.among(kinds) {
			return true
		}
	}
	return len(o.Ends) == 0
}

func (k Kind) among(kinds []Kind) bool {
	for _, one := range kinds {
		if k == one {
			return true
		}
	}
	return false
}
