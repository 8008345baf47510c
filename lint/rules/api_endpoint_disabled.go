package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiEndpointDisabled reports origins at the default endpoint of a REST API that
// has it disabled.
var apiEndpointDisabled = &lint.Rule{
	Slug:     "api-endpoint-disabled",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "The origin is the default endpoint of a REST API, and it is disabled",
	About: `With disable_execute_api_endpoint a REST API serves requests under its custom domain names only, and answers 403 Forbidden ` +
		`to all that come to its execute-api name, those of CloudFront too. For HTTP APIs AWS documents no status, so the rule is ` +
		`silent about them.`,
	Sources: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
	},
	Check: apiGate(cloudfront.APIEndpoint, func(c *apiCase) lint.Decision {
		api := c.answer.API
		decision := lint.Deny("origin %q leads to the execute-api name of %s, and %s", c.o.ID(), api.Address, c.answer.Because).
			At(api, c.answer.At).
			ForViewers("viewers get 403 for %s", c.b.Paths()).
			FixBy("use a custom domain name of the API as domain_name of origin %q, or set disable_execute_api_endpoint = false", c.o.ID()).
			Answers("API Gateway", "ForbiddenException")
		return c.seeOrigin(decision)
	}),
}
