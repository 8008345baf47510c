package cloudfront

import (
	"maps"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
)

// A Refusal tells how far edge functions answer with 403.
type Refusal int

// The refusals.
const (
	// RefusesSome: some requests, or none, or it is not known.
	RefusesSome Refusal = iota
	// RefusesNames: every request under the names that the distribution lists,
	// though the code passes on requests under others.
	RefusesNames
	// RefusesAll: every request.
	RefusesAll
)

// Refuses tells whether the edge functions of the behavior answer every GET
// request with 403, whatever else is in it.
func (b *Behavior) Refuses() Refusal {
	f := b.edgeFunctions()
	if !f.complete {
		return RefusesSome
	}
	in := edgecode.Input{Method: edgecode.Known("GET")}
	if f.refuse(in) {
		return RefusesAll
	}
	names, _, complete := b.Distribution.Aliases()
	if len(names) == 0 || !complete {
		return RefusesSome
	}
	for _, name := range names {
		host, ok := name.Literal()
		if in.Host = edgecode.Known(strings.ToLower(host)); !ok || strings.HasPrefix(host, "*") || !f.refuse(in) {
			return RefusesSome
		}
	}
	return RefusesNames
}

// refuse reports whether a function answers with 403 whatever comes.
func (f *edgeFunctions) refuse(in edgecode.Input) bool {
	for _, function := range f.requests {
		if function.event == edgecode.OriginLambda {
			in.Host = edgecode.Text{}
		}
		o := function.outcome(in)
		refused := o.All(edgecode.Answers)
		for _, end := range o.Ends {
			refused = refused && end.Status == 403
		}
		if refused {
			return true
		}
	}
	return false
}

// maxRefused bounds how many requests are made of the texts in code.
const maxRefused = 16

// Refused returns variations of a request that the edge functions of the
// behavior answer with 403 because of something which the code compares: a
// path, a country, a header. It returns one for each place that answers.
func (b *Behavior) Refused(r Request) []Request {
	var found []Request
	seen := make(map[string]bool)
	for _, f := range b.edgeFunctions().requests {
		tests := f.outcome(edgecode.Input{}).Tests
		tests = append(tests[:min(len(tests), maxRefused)], elsewhere(tests)...)
		for _, t := range tests {
			varied, ok := vary(r, t)
			if !ok || b.Distribution.BehaviorFor(varied) != b {
				continue
			}
			o := b.AtEdge(varied)
			place := o.When + o.At.Range.File + o.At.Path
			if o.IsRefused() && !seen[place] {
				seen[place] = true
				found = append(found, varied)
			}
		}
	}
	return found
}

// elsewhere returns a comparison with a country that the code does not name,
// when it names any.
func elsewhere(tests []edgecode.Test) []edgecode.Test {
	named := make(map[string]bool)
	for _, t := range tests {
		if t.Of == "country" {
			named[t.With] = true
		}
	}
	for _, country := range []string{"US", "IN", "DE", "BR", "JP"} {
		if len(named) > 0 && !named[country] {
			return []edgecode.Test{{Of: "country", How: "is", With: country}}
		}
	}
	return nil
}

// vary returns a request that passes a comparison in code.
func vary(r Request, t edgecode.Test) (varied Request, ok bool) {
	value := t.With
	switch {
	case t.Of == "uri":
		r.Path = pathLike(t)
		return r, value != "" && strings.IndexFunc(r.Path, isOdd) < 0
	case t.Of == "country":
		r.Country = value
		return r, t.How == "is" && IsCountry(value)
	case strings.HasPrefix(t.Of, "header:") && value != "" && strings.IndexFunc(value, isOdd) < 0:
		headers := maps.Clone(r.Headers)
		if headers == nil {
			headers = make(map[string]string)
		}
		headers[strings.TrimPrefix(t.Of, "header:")] = value
		r.Headers = headers
		return r, true
	}
	return r, false
}

// pathLike returns a path that a comparison is true of.
func pathLike(t edgecode.Test) string {
	switch {
	case t.How == "ends" && !strings.HasPrefix(t.With, "/"):
		return "/example" + t.With
	case t.How == "starts" && strings.HasSuffix(t.With, "/") && t.With != "/":
		return t.With + "example"
	}
	return "/" + strings.TrimPrefix(t.With, "/")
}

// isOdd tells characters that a request had better not hold.
func isOdd(c rune) bool { return c <= ' ' || c > '~' || strings.ContainsRune(`?#%"\<>`, c) }

// IsRefused reports whether a request is answered with 403 for certain.
func (o EdgeOutcome) IsRefused() bool { return o.AlwaysAnswers && o.Status == 403 }

// MeetsFunction reports whether an edge function is asked about the requests of
// the behavior, or may be.
func (b *Behavior) MeetsFunction() symbol.Truth {
	f := b.edgeFunctions()
	if len(f.requests) > 0 {
		return symbol.True
	}
	if !f.complete {
		return symbol.Unknown
	}
	return symbol.False
}
