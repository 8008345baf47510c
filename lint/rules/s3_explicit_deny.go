package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3ExplicitDeny reports Deny statements of a bucket policy that hit
// CloudFront.
var s3ExplicitDeny = &lint.Rule{
	Slug:     "s3-explicit-deny",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Error,
	Title:    "A Deny statement of the bucket policy hits CloudFront",
	About: `A Deny statement wins over every Allow. Denies that are meant for others often hit CloudFront too: unless the request ` +
		`comes from a VPC endpoint or an organization, which CloudFront never does; or without TLS, which is how CloudFront ` +
		`reads a website endpoint. The rule speaks only when every condition of the statement is certainly met.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html",
	},
	Check: s3Gate{
		verdict: cloudfront.DeniedOutright, signed: true, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST, cloudfront.S3Website},
		deny: func(c *s3Case) lint.Decision {
			fix := "exempt CloudFront from the statement, for example with the condition StringNotEquals AWS:SourceArn = " + c.d.Resource.Address + ".arn"
			if c.o.Endpoint().Kind == cloudfront.S3Website {
				fix = "read the bucket by its bucket_regional_domain_name with origin access control, or remove the statement"
			}
			return c.atPolicy(lint.Deny("origin %q reads %s, and in the bucket policy %s", c.o.ID(), c.bucket, c.answer.Because)).
				ForViewers("viewers get 403 for %s", c.objects()).
				FixBy("%s", fix)
		},
	}.check,
}
