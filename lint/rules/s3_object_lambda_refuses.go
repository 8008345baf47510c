package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3ObjectLambdaRefuses reports access points of Object Lambda as origins that do
// not let CloudFront in.
var s3ObjectLambdaRefuses = &lint.Rule{
	Slug:     "s3-object-lambda-refuses",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "The access point of Object Lambda does not let CloudFront read",
	About: `When an origin is the alias of an access point of S3 Object Lambda, four have to let cloudfront.amazonaws.com in: the policy ` +
		`of that access point (s3-object-lambda:GetObject), the policy of the access point that supports it, the policy of the ` +
		`bucket, and a permission to invoke the function. Requests without a signature are refused in any case. The rule is ` +
		`silent when one of the four is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html#using-S3-Object-Lambda",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-security.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-policies.html",
	},
	Check: entranceGate(cloudfront.ObjectLambda, func(o *cloudfront.Origin, a cloudfront.EntranceAnswer, d lint.Decision) lint.Decision {
		switch {
		case a.Resource == nil:
			return d.FixBy("give the origin an aws_cloudfront_origin_access_control (s3, always, sigv4)")
		case a.Action == "lambda:InvokeFunction":
			return d.FixBy("add an aws_lambda_permission with action = %q, principal = \"cloudfront.amazonaws.com\" and source_arn = %s.arn", a.Action, o.Distribution.Resource.Address)
		}
		return d.FixBy("let cloudfront.amazonaws.com call %s in the policy of %s", a.Action, a.Resource.Address)
	}),
}
