package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiKeyMissing reports methods that want an API key which CloudFront does not
// send.
var apiKeyMissing = &lint.Rule{
	Slug:     "api-key-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "A method wants an API key, and no x-api-key header reaches it",
	About: `A method with api_key_required answers 403 Forbidden to requests without a valid key in the header x-api-key. CloudFront sends ` +
		`one when the origin adds it as custom_header, or when the cache behavior sends that header of the viewer on. In the second ` +
		`case it is up to the viewers, and the rule is a note. It is silent when the key comes from an authorizer, and when ` +
		`a function may add the header.`,
	Sources: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
	},
	Check: apiGate(cloudfront.APIKey, func(c *apiCase) lint.Decision {
		decision := lint.Deny("%s, and origin %q adds no x-api-key header, nor does %s send that of the viewer", c.answer.Because, c.o.ID(), c.b).
			ForViewers("viewers get 403 for %s where the API wants a key", c.b.Paths())
		if c.answer.OfViewers {
			decision = lint.Deny("%s, and origin %q adds no x-api-key header", c.answer.Because, c.o.ID()).
				ForViewers("viewers without an API key get 403 for %s where the API wants one", c.b.Paths()).
				ByDesign()
		}
		return decision.AtBlock(c.d.Resource, c.o.Block).
			See(c.answer.Route, c.answer.At.Range, "the method wants a key").
			FixBy("give origin %q a custom_header with name = \"x-api-key\" and the value of an aws_api_gateway_api_key", c.o.ID()).
			Answers("API Gateway", "ForbiddenException")
	}),
}
