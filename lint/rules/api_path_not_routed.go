package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiPathNotRouted reports behaviors that lead to paths of a REST API at which
// there is no resource.
var apiPathNotRouted = &lint.Rule{
	Slug:     "api-path-not-routed",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway, lint.Behaviors},
	Severity: lint.Error,
	Title:    "A REST API has no resource at the paths of a behavior",
	About: `CloudFront does not cut the path pattern off: what viewers ask for as /api/orders it asks the origin for as /api/orders, behind ` +
		`the origin path. A REST API answers 403 Missing Authentication Token to a path without a resource. The rule speaks ` +
		`when no resource at all can serve a path of the behavior. It is silent when methods of the API are made elsewhere or described in YAML, when a ` +
		`function may rewrite the path, and for HTTP APIs, which answer 404.`,
	Sources: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
	},
	Check: apiGate(cloudfront.APIRoute, func(c *apiCase) lint.Decision {
		return lint.Deny("%s sends its paths to %s as they are, and %s", c.b, c.answer.API.Address, c.answer.Because).
			At(c.d.Resource, c.b.Block.Attr("path_pattern")).
			See(c.answer.API, c.answer.API.Range, "the API is here").
			ForViewers("viewers get 403 for %s", c.b.Paths()).
			FixBy("give the API resources for the paths of %s, or change the path in a CloudFront function at viewer-request", c.b).
			Answers("API Gateway", "Missing Authentication Token")
	}),
}
