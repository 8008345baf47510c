package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiKeyWithoutPlan reports API keys that CloudFront sends and that are good for
// nothing at the stage.
var apiKeyWithoutPlan = &lint.Rule{
	Slug:     "api-key-without-plan",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "The API key that CloudFront adds belongs to no usage plan of the stage",
	About: `An API key opens a method only when it is enabled and belongs to a usage plan that names the stage of the API. API Gateway ` +
		`answers 403 Forbidden to any other. The rule follows the key that the origin adds as x-api-key; it is silent when that, ` +
		`or a usage plan, is made elsewhere.`,
	Sources: []string{
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
	},
	Check: apiGate(cloudfront.APIKeyPlan, func(c *apiCase) lint.Decision {
		key := c.answer.Route
		decision := lint.Deny("origin %q adds the key of %s, and %s", c.o.ID(), key.Address, c.answer.Because).
			ForViewers("viewers get 403 for %s where the API wants a key", c.b.Paths()).
			FixBy("add an aws_api_gateway_usage_plan_key for %s and a usage plan whose api_stages name the stage", key.Address).
			At(c.d.Resource, c.answer.At).
			See(key, key.Range, "the key is here")
		if c.answer.Disabled {
			decision = decision.At(key, c.answer.At).FixBy("set enabled = true")
		}
		return decision.Answers("API Gateway", "ForbiddenException")
	}),
}
