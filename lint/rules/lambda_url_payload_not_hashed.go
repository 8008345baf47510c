package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// lambdaURLPayloadNotHashed reports requests with a body to function URLs for
// which CloudFront signs.
var lambdaURLPayloadNotHashed = &lint.Rule{
	Slug:     "lambda-url-payload-not-hashed",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LambdaURL},
	Severity: lint.Warning,
	Title:    "Viewers must send the hash of what they post to a signed Lambda function URL",
	About: `With origin access control CloudFront signs what it sends to a function URL, but not the body, and Lambda refuses ` +
		`bodies that are not signed for. So viewers who send one must put its SHA-256 into the header x-amz-content-sha256, which ` +
		`browsers and most clients do not do of their own accord. The rule asks where the path, the host or the CORS rules show that ` +
		`viewers write. It is silent where CORS allows the header, and where a function at the origin request may add it.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != cloudfront.LambdaURL {
			return otherKind(o, cloudfront.LambdaURL)
		}
		if stoppedByMethod(b, r) {
			return lint.Skip("not reached: %s does not allow %s", b, r.Method)
		}
		refused, because := b.RefusesPayload(o, r)
		switch refused {
		case symbol.False:
			return lint.Allow("%s", because)
		case symbol.Unknown:
			return lint.CannotTell("%s", because)
		}
		decision = lint.Deny("%s", because).
			ForViewers("viewers who do not send the SHA-256 of the body get 403 for %s requests to %s", r.Method, b.Paths()).
			Of(r.Method).
			At(d.Resource, o.Block.Attr("origin_access_control_id")).
			See(d.Resource, o.DomainName().Range, "the function URL is asked here").
			FixBy("let the client send the header x-amz-content-sha256 with the SHA-256 of the body in hexadecimal")
		return soften(d, r, b, decision, "Lambda", r.Method+" requests to "+b.Paths()).Answers("Lambda", "InvalidSignatureException")
	},
}
