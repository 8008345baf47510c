package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// lambdaURLNotGranted reports function URLs that CloudFront signs for while no
// permission lets it invoke the function.
var lambdaURLNotGranted = &lint.Rule{
	Slug:     "lambda-url-not-granted",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LambdaURL},
	Severity: lint.Error,
	Title:    "No permission lets CloudFront invoke the function behind the URL",
	About: `With origin access control CloudFront calls a function URL as the service principal cloudfront.amazonaws.com. Since ` +
		`October 2025 that needs two permissions of the function: lambda:InvokeFunctionUrl and lambda:InvokeFunction, each for the ARN ` +
		`of the distribution; without both Lambda answers 403. The rule is silent for functions that are made elsewhere, and when ` +
		`a permission may be the right one.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
	},
	Check: urlGate(cloudfront.URLNotGranted, func(o *cloudfront.Origin, a cloudfront.URLAnswer) lint.Decision {
		decision := lint.Deny("%s wants signed requests, and %s", a.URL.Address, a.Because).At(a.URL, ownRange(a.URL))
		if a.Permission != nil {
			decision = decision.At(a.Permission, ownRange(a.Permission)).See(a.URL, a.URL.Range, "the URL is here")
		}
		return decision.FixBy("add an aws_lambda_permission with action = %q, principal = \"cloudfront.amazonaws.com\" and source_arn = %s.arn", a.Action, o.Distribution.Resource.Address)
	}),
}
