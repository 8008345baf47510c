package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// kmsManagedKey reports buckets encrypted with the key that AWS manages, which
// CloudFront can never use.
var kmsManagedKey = &lint.Rule{
	Slug:     "kms-managed-key",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.KMS},
	Severity: lint.Error,
	Title:    "The objects are encrypted with the AWS managed key, which CloudFront cannot use",
	About: `With sse_algorithm "aws:kms" and no key of your own, S3 encrypts with the key aws/s3. AWS manages its policy: it admits ` +
		`only users and roles of the account, and nobody can add CloudFront to it. S3 answers 403 for every object that is ` +
		`encrypted so.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
		"https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-sse-kms",
	},
	Check: s3Gate{
		verdict: cloudfront.KeyOfAWS, signed: true, kms: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			e := c.bucket.Encryption()
			return lint.Deny("%s encrypts with the key that AWS manages for S3, and its policy cannot let CloudFront use it", c.bucket).
				ForViewers("viewers get 403 for %s", c.encrypted()).
				At(e.Resource, e.At).On(c.bucket.Resource).
				See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
				FixBy("set sse_algorithm to \"AES256\", or set kms_master_key_id to a key whose policy lets cloudfront.amazonaws.com call kms:Decrypt; then upload the objects again")
		},
	}.check,
}
