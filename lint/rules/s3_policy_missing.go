package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3PolicyMissing reports S3 origins that CloudFront signs for while no
// statement of the bucket policy lets it read.
var s3PolicyMissing = &lint.Rule{
	Slug:     "s3-policy-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "No bucket policy lets CloudFront read its S3 origin",
	About: `With origin access control CloudFront asks S3 as the service principal cloudfront.amazonaws.com, with an origin access ` +
		`identity as that identity. Neither may read anything until a statement of the bucket policy allows s3:GetObject on the ` +
		`objects (the ARN of the bucket with /* behind it); S3 answers 403 to every request. The rule is silent for buckets that ` +
		`are made elsewhere, and when a policy is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://repost.aws/knowledge-center/s3-rest-api-cloudfront-error-403",
	},
	Check: s3Gate{
		verdict: cloudfront.NoGrant, signed: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			how, principal := c.howRead()
			decision := lint.Deny("origin %q is read %s, but no policy on %s lets %s call s3:GetObject", c.o.ID(), how, c.bucket, principal)
			if c.answer.Policy != nil {
				decision = lint.Deny("origin %q is read %s, but the policy of %s does not let %s call s3:GetObject: %s", c.o.ID(), how, c.bucket, principal, c.answer.Because)
			}
			return c.atPolicy(decision).
				ForViewers("viewers get 403 for %s", c.objects()).
				FixBy("add a statement to the bucket policy that allows %s s3:GetObject on \"${%s.arn}/*\"", principal, c.bucket)
		},
	}.check,
}
