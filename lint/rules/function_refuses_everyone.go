package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// functionRefusesEveryone reports edge functions that pass no request on.
var functionRefusesEveryone = &lint.Rule{
	Slug:     "function-refuses-everyone",
	Stage:    lint.AtFunction,
	Families: []lint.Family{lint.EdgeCode},
	Severity: lint.Error,
	Title:    "An edge function answers every request with 403",
	About: `Whatever a viewer sends, the code of the edge function ends in an answer with 403, or it does so for every alternate ` +
		`domain name of the distribution, such as a check of the Host header against a name that it no longer has. The rule is ` +
		`silent where another behavior of the distribution passes requests on, for then a function that only refuses is meant ` +
		`to close some paths; function-answers-403 notes those.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/function-code-choose-purpose.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, decision, ok := atFunctions(d, r)
		switch {
		case decision.Answer == lint.Pass:
			return lint.Allow("no edge function refuses the request")
		case !ok:
			return decision
		}
		if !refusesEveryone(d, b) {
			return lint.Skip("not reached: the function passes other requests on")
		}
		edge := b.AtEdge(r)
		decision = denyAtFunction(d, b, edge).
			ForViewers("viewers get 403 for %s", b.Paths()).
			FixBy("let %s return the request where viewers are meant to pass", edge.Resource.Address)
		if b.Refuses() == cloudfront.RefusesNames {
			decision.Because = decision.Because.And(", and no alternate domain name of the distribution passes")
			decision = decision.FixBy("let %s return the request for the alternate domain names of %s", edge.Resource.Address, d.Resource.Address)
		}
		if replaced, _ := d.ReplacesError(r); replaced != symbol.False {
			decision = decision.AtMost(lint.Warning)
			decision.Because = decision.Because.And("; AWS does not say whether the error page for 403 replaces the answer of a function")
		}
		return decision
	},
}
