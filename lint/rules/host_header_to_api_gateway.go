package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// hostHeaderToAPIGateway reports behaviors that send the viewer's Host header
// to API Gateway.
var hostHeaderToAPIGateway = &lint.Rule{
	Slug:     "host-header-to-api-gateway",
	Stage:    lint.AtForwarding,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "The viewer's Host header is forwarded to API Gateway",
	About: `API Gateway finds the API by the Host header. When the viewer's Host is forwarded to an execute-api name, no API goes ` +
		`by that host, and the answer is 403 Forbidden for every request. The rule is silent when the host is a custom domain name ` +
		`of an API in the configuration. AWS manages the policy AllViewerExceptHostHeader for this case.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		decision := hostForwarded(d, r, cloudfront.APIGateway).Answers("API Gateway", "ForbiddenException")
		if decision.Answer != lint.Denied {
			return decision
		}
		switch _, o, _, _ := originOf(d, r); {
		case d.CustomDomainOfAPI(r.Host) != symbol.False:
			return lint.CannotTell("%s may be a custom domain name of the API", r.Host)
		case o.Endpoint().Domain != nil:
			return lint.CannotTell("what a custom domain name answers under another host is not documented")
		}
		return decision
	},
}
