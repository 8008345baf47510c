package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// s3WebsiteNotPublic reports website endpoints of buckets that are not public.
var s3WebsiteNotPublic = &lint.Rule{
	Slug:     "s3-website-not-public",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3Website},
	Severity: lint.Error,
	Title:    "A website endpoint serves a bucket that is not public",
	About: `The website endpoint of a bucket knows no signatures: it serves only what anybody may read, so origin access control, ` +
		`identities and statements for them have no effect. Without a public policy (or public ACLs) every object answers 403. ` +
		`Buckets that only redirect need no policy and are left alone.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html",
		"https://repost.aws/knowledge-center/s3-website-cloudfront-error-403",
	},
	Check: s3Gate{
		verdict: cloudfront.NotPublic, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3Website},
		deny: func(c *s3Case) lint.Decision {
			switch c.bucket.RedirectsAll() {
			case symbol.True:
				return lint.Skip("%s only redirects", c.bucket)
			case symbol.Unknown:
				return lint.CannotTell("whether %s only redirects is not known from this input", c.bucket)
			}
			return c.atPolicy(lint.Deny("origin %q is the website endpoint of %s, which serves only public objects, and nothing makes them public: %s", c.o.ID(), c.bucket, c.answer.Because)).
				ForViewers("viewers get 403 for %s", c.objects()).
				FixBy("use %s.bucket_regional_domain_name with origin access control, or make the bucket public", c.bucket)
		},
	}.check,
}
