package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// hostHeaderToLambdaURL reports behaviors that send the viewer's Host header
// to a Lambda function URL.
var hostHeaderToLambdaURL = &lint.Rule{
	Slug:     "host-header-to-lambda-url",
	Stage:    lint.AtForwarding,
	Families: []lint.Family{lint.LambdaURL},
	Severity: lint.Error,
	Title:    "The viewer's Host header is forwarded to a Lambda function URL",
	About: `A Lambda function URL answers only under its own name. When the viewer's Host header is forwarded, Lambda does not ` +
		`know the host, and with origin access control the signature does not match: 403 for every request. AWS manages the policy ` +
		`AllViewerExceptHostHeader for this case.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return hostForwarded(d, r, cloudfront.LambdaURL).Answers("Lambda", "AccessDeniedException")
	},
}
