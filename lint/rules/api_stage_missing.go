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
	Check: apiGate(cloudfront.APIStage, func(c *apiCase) lint.Decision {
		answer := c.o.Stage(c.b.AtEdge(c.r).Request)
		stages := "stage " + answer.Stages[0]
		if len(answer.Stages) > 1 {
			stages = "stages " + strings.Join(answer.Stages, ", ")
		}
		decision := lint.Deny("%s has only the %s, and the origin path of %q names none", answer.API.Address, stages, c.o.ID()).
			ForViewers("viewers get 403 for %s", c.b.Paths()).
			AtBlock(c.d.Resource, c.o.Block).
			FixBy("set origin_path = \"/%s\"", answer.Stages[0])
		if path := c.o.Block.Attr("origin_path"); !path.Unset() {
			decision = decision.At(c.d.Resource, path)
		}
		if answer.Viewers == symbol.True {
			decision = decision.AtMost(lint.Warning).
				ForViewers("viewers get 403 for every path that does not begin with /%s", strings.Join(answer.Stages, " or /"))
		}
		if c.b.Edge().Rewrites {
			decision = decision.AtMost(lint.Warning).ForViewers("viewers get 403 for %s", c.r.Path) // other paths may get the stage
		}
		return decision.See(answer.API, answer.API.Range, "the API is here").
			Answers("API Gateway", "MissingAuthenticationTokenException or ForbiddenException")
	}),
}
