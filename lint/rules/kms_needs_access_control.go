package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// kmsNeedsAccessControl reports buckets encrypted with a KMS key that
// CloudFront reads without origin access control.
var kmsNeedsAccessControl = &lint.Rule{
	Slug:     "kms-needs-access-control",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website, lint.KMS},
	Severity: lint.Warning,
	Title:    "Objects encrypted with a KMS key are read without origin access control",
	About: `Only requests that are signed with origin access control can use a key of AWS KMS. With an origin access identity, ` +
		`without any, and through a website endpoint, S3 refuses every object that is encrypted with one. It is a warning because ` +
		`AWS does not document whether S3 answers 403 or 400, and objects may be uploaded with another encryption.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://repost.aws/knowledge-center/s3-rest-api-cloudfront-error-403",
		"https://repost.aws/knowledge-center/s3-website-cloudfront-error-403",
	},
	Check: s3Gate{
		verdict: cloudfront.KeyUnusable, signed: true, unsigned: true, kms: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST, cloudfront.S3Website},
		deny: func(c *s3Case) lint.Decision {
			e := c.bucket.Encryption()
			how, fix := "without origin access control", "give the origin an aws_cloudfront_origin_access_control (s3, always, sigv4) and let cloudfront.amazonaws.com read in the policies of the bucket and of the key"
			switch {
			case c.o.Endpoint().Kind == cloudfront.S3Website:
				how, fix = "through its website endpoint", "set sse_algorithm to \"AES256\" and upload the objects again, or read the bucket by its bucket_regional_domain_name with origin access control"
			case signerOf(c.o) == cloudfront.Identity:
				how = "with an origin access identity"
			}
			return lint.Deny("%s encrypts with a key of AWS KMS, and origin %q reads it %s, which cannot use keys", c.bucket, c.o.ID(), how).
				ForViewers("S3 refuses %s", c.encrypted()).
				At(e.Resource, e.At).On(c.bucket.Resource).
				See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
				FixBy("%s", fix).
				Answers("S3", "AccessDenied, or 400 with InvalidArgument")
		},
	}.check,
}
