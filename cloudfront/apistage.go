package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A StageAnswer tells whether a request names a stage of the API behind its
// origin, as the default endpoint of an API wants.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html.
type StageAnswer struct {
	Named   symbol.Truth
	Because string
	// API is the API, and Stages are the names of its stages.
	API    *tf.Resource
	Stages []string
	// Viewers tells whether they could name the stage themselves, since the path
	// pattern lets them.
	Viewers symbol.Truth
}

// Stage tells whether a request names a stage of the API behind the origin.
func (o *Origin) Stage(r Request) StageAnswer {
	m := o.Distribution.model
	answer := StageAnswer{API: o.api()}
	if answer.API == nil {
		answer.Because = "the API is not made in this configuration"
		return answer
	}
	var complete bool
	answer.Stages, complete = m.stages(answer.API)
	prefix, known := o.Path()
	origin, literal := m.canonical(prefix).Literal()
	switch {
	case slices.Contains(answer.Stages, "$default"):
		answer.Named, answer.Because = symbol.True, answer.API.Address+" has a default stage"
		return answer
	case !complete || len(answer.Stages) == 0 || m.cfg.Partial || m.passedTo(answer.API.Address) != "":
		answer.Because = "the stages of " + answer.API.Address + " are not all known from this input"
		return answer
	case !known || !literal:
		answer.Because = "the origin path is not known from this input"
		return answer
	}
	first := func(path string) string {
		name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		return name
	}
	answer.Named = symbol.TruthOf(slices.Contains(answer.Stages, first(origin+r.Path)))
	answer.Because = "the path begins with the stage " + first(origin+r.Path)
	answer.Viewers = symbol.False
	for _, stage := range answer.Stages {
		if origin == "" && symbol.Intersects(symbol.Literal("/"+stage+"/*"), o.pattern(r)) {
			answer.Viewers = symbol.True
		}
	}
	return answer
}
