package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// apiStageMissing reports origins in API Gateway that are asked without the name
// of a stage.
var apiStageMissing = &lint.Rule{
	Slug:     "api-stage-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "API Gateway is asked without the stage of the API",
	About: `Behind the default endpoint of an API, the first part of every path is the name of a stage, unless the API has the ` +
		`stage $default. API Gateway answers 403 to a path that begins with anything else. The stage belongs into the origin path ` +
		`of CloudFront, or viewers have to write it: where the path pattern lets them, the rule only warns. It is silent for APIs ` +
		`that are made elsewhere, when a stage is not known, and when a function may rewrite the path.`,
	Sources: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
		"https://repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != cloudfront.APIGateway {
			return otherKind(o, cloudfront.APIGateway)
		}
		edge := b.AtEdge(r)
		switch {
		case edge.AlwaysAnswers:
			return notReached(edge)
		case !edge.PathKnown:
			return lint.CannotTell("%s may rewrite the path", edge.Function)
		}
		answer := o.Stage(edge.Request)
		switch answer.Named {
		case symbol.True:
			return lint.Allow("%s", answer.Because)
		case symbol.Unknown:
			return lint.CannotTell("%s", answer.Because)
		}
		stages := "stage " + answer.Stages[0]
		if len(answer.Stages) > 1 {
			stages = "stages " + strings.Join(answer.Stages, ", ")
		}
		path := o.Block.Attr("origin_path")
		decision = lint.Deny("%s has only the %s, and the origin path of %q names none", answer.API.Address, stages, o.ID()).
			ForViewers("viewers get 403 for %s", b.Paths()).
			AtBlock(d.Resource, o.Block).
			FixBy("set origin_path = \"/%s\"", answer.Stages[0])
		if !path.Unset() {
			decision = decision.At(d.Resource, path)
		}
		if answer.Viewers == symbol.True {
			decision = decision.AtMost(lint.Warning).
				ForViewers("viewers get 403 for every path that does not begin with /%s", strings.Join(answer.Stages, " or /"))
		}
		if b.Edge().Rewrites {
			decision = decision.AtMost(lint.Warning).ForViewers("viewers get 403 for %s", r.Path) // other paths may get the stage
		}
		decision = decision.See(answer.API, answer.API.Range, "the API is here")
		return soften(d, r, b, decision, "API Gateway", b.Paths()).Answers("API Gateway", "MissingAuthenticationTokenException or ForbiddenException")
	},
}
