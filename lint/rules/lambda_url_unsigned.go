package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// lambdaURLUnsigned reports function URLs that want signed requests, which
// CloudFront does not send.
var lambdaURLUnsigned = &lint.Rule{
	Slug:     "lambda-url-unsigned",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LambdaURL},
	Severity: lint.Error,
	Title:    "A Lambda function URL wants signed requests, and CloudFront does not sign",
	About: `A function URL with the authorization type AWS_IAM answers 403 to every request that is not signed. CloudFront signs ` +
		`only when the origin has an origin access control of the type lambda, and not when that never signs. The rule is silent ` +
		`for URLs that are made elsewhere, and where a function at origin-request may sign.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
	},
	Check: urlGate(cloudfront.URLUnsigned, func(o *cloudfront.Origin, a cloudfront.URLAnswer) lint.Decision {
		auth := a.URL.Body.Attr("authorization_type")
		control := o.Block.Attr("origin_access_control_id")
		decision := lint.Deny("%s, and origin %q has no origin access control", a.Because, o.ID()).
			AtBlock(o.Distribution.Resource, o.Block)
		if !control.Unset() {
			decision = lint.Deny("%s, and the origin access control of origin %q never signs", a.Because, o.ID()).
				At(o.Distribution.Resource, control)
		}
		return decision.See(a.URL, auth.Range, "the URL wants signed requests").
			FixBy("give the origin an aws_cloudfront_origin_access_control of the type \"lambda\" that always signs")
	}),
}
