package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3PublicAccessBlocked reports buckets that a policy makes public and a
// public access block closes again.
var s3PublicAccessBlocked = &lint.Rule{
	Slug:     "s3-public-access-blocked",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Error,
	Title:    "A public bucket policy is taken back by a public access block",
	About: `A website endpoint, and an S3 origin without access control, need a public bucket. A public access block with ` +
		`restrict_public_buckets makes a public policy useless, and with block_public_policy S3 refuses to store one. Buckets made ` +
		`since April 2023 have all four flags on until a configuration switches them off: where none does, it is a warning, ` +
		`because the bucket may be older.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html",
	},
	Check: s3Gate{
		verdict: cloudfront.PublicBlocked, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3Website, cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			access := c.bucket.PublicAccess()
			decision := lint.Deny("origin %q needs a public bucket: %s", c.o.ID(), c.answer.Because).
				ForViewers("viewers get 403 for %s", c.objects()).
				FixBy("read the bucket with origin access control, or set block_public_policy and restrict_public_buckets to false for %s", c.bucket)
			if access.Resource == nil {
				decision = decision.At(c.bucket.Resource, ownRange(c.bucket.Resource))
			} else {
				decision = decision.At(access.Resource, access.At)
			}
			return decision.
				See(c.answer.Policy.Resource, c.answer.Policy.At.Range, "the public policy is here").
				See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address)
		},
	}.check,
}
