package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiMappingMissing reports origins at a custom domain name that leads to no API
// from the paths of a behavior.
var apiMappingMissing = &lint.Rule{
	Slug:     "api-mapping-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "A custom domain name of API Gateway has no mapping for the paths of a behavior",
	About: `Behind a custom domain name, mappings tell which API a path leads to. API Gateway answers 403 Forbidden where none does. ` +
		`CloudFront asks for the origin path followed by the viewer's path, so a mapping has to begin with both. The rule speaks when no ` +
		`mapping can take a path of the behavior; it is silent when mappings or routing rules are made elsewhere, when the viewer's ` +
		`Host header is forwarded, and when the name wants client certificates.`,
	Sources: []string{
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
	},
	Check: apiGate(cloudfront.APIMapping, func(c *apiCase) lint.Decision {
		domain := c.answer.Domain
		return lint.Deny("origin %q leads to %s, and %s", c.o.ID(), domain.Address, c.answer.Because).
			ForViewers("viewers get 403 for %s", c.b.Paths()).
			At(c.d.Resource, c.o.DomainName()).
			See(domain, domain.Range, "the custom domain name is here").
			FixBy("add an aws_api_gateway_base_path_mapping (for an HTTP API, an aws_apigatewayv2_api_mapping) for the paths of %s to the stage of the API", c.b).
			Answers("API Gateway", "ForbiddenException")
	}),
}
