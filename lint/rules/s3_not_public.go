package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3NotPublic reports S3 origins that CloudFront reads as anybody would, while
// nothing is public.
var s3NotPublic = &lint.Rule{
	Slug:     "s3-not-public",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "An S3 origin without access control reads a private bucket",
	About: `Without origin access control or identity (or with signing_behavior "never") CloudFront asks S3 as anybody would. ` +
		`S3 answers 403 unless a policy or an ACL makes the objects public. It is a warning where ACLs of objects may have an ` +
		`effect that the configuration does not show.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#s3-origin-403-error",
		"https://repost.aws/knowledge-center/s3-rest-api-cloudfront-error-403",
	},
	Check: s3Gate{
		verdict: cloudfront.NotPublic, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			_, at, _ := c.o.Signer()
			decision := lint.Deny("origin %q has no access control, so CloudFront does not sign, and %s is not public: %s", c.o.ID(), c.bucket, c.answer.Because)
			if !at.Unset() {
				decision = lint.Deny("the access control of origin %q never signs, and %s is not public: %s", c.o.ID(), c.bucket, c.answer.Because)
			}
			return decision.At(c.d.Resource, c.o.DomainName()).
				ForViewers("viewers get 403 for %s", c.objects()).
				See(c.bucket.Resource, c.bucket.Resource.Range, "the bucket is here").
				FixBy("give the origin an aws_cloudfront_origin_access_control (s3, always, sigv4) and let cloudfront.amazonaws.com read in the bucket policy")
		},
	}.check,
}
