package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiUnsigned reports methods and routes that want signed requests, which
// CloudFront does not send to API Gateway.
var apiUnsigned = &lint.Rule{
	Slug:     "api-unsigned",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "An API authorizes callers by IAM, and no signature reaches it",
	About: `A method or route with the authorization AWS_IAM answers 403 to every request that is not signed. CloudFront signs for S3 and ` +
		`Lambda, not for API Gateway, and unless the cache behavior sends the viewer's Authorization header on, nobody can. Where it ` +
		`does, signed requests may come through, and the rule notes only that all others are refused. It is silent where a function at ` +
		`origin-request may sign.`,
	Sources: []string{
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-401-unauthorized.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
	},
	Check: apiGate(cloudfront.APISignature, func(c *apiCase) lint.Decision {
		decision := lint.Deny("%s, and %s does not send the viewer's Authorization header to origin %q", c.answer.Because, c.b, c.o.ID()).
			FixBy("sign the requests in a Lambda@Edge function at origin-request, or give up AWS_IAM and let the API check a header that origin %q adds", c.o.ID()).
			ForViewers("viewers get 403 for %s %s", c.r.Method, c.r.Path)
		if c.answer.OfViewers {
			decision = lint.Deny("%s, and only viewers can sign", c.answer.Because).
				FixBy("sign the requests for the host of origin %q", c.o.ID()).
				ForViewers("viewers who do not sign get 403 for %s %s", c.r.Method, c.r.Path).
				ByDesign()
		}
		return c.seeOrigin(decision.At(c.answer.Route, c.answer.At).Of(c.r.Method+" "+c.r.Path)).Answers("API Gateway", "Missing Authentication Token")
	}),
}
