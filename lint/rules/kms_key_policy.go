package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// kmsKeyPolicy reports buckets encrypted with a key whose policy does not let
// CloudFront decrypt.
var kmsKeyPolicy = &lint.Rule{
	Slug:     "kms-key-policy",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.KMS},
	Severity: lint.Error,
	Title:    "The policy of the KMS key does not let CloudFront decrypt the objects",
	About: `S3 hands over an object that is encrypted with a key of AWS KMS only to those who may use the key. With origin access ` +
		`control that is the service principal cloudfront.amazonaws.com, and only the policy of the key can let it in: the ` +
		`usual statement for the root of the account is about its users and roles, not about services. The rule is silent for ` +
		`keys that are made elsewhere, when the policy is not known, and when a grant may let CloudFront in.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-sse-kms",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
		"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
	},
	Check: s3Gate{
		verdict: cloudfront.KeyRefuses, signed: true, kms: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			key := c.answer.Key
			decision := lint.Deny("%s encrypts with %s, whose policy does not let cloudfront.amazonaws.com call kms:Decrypt: %s", c.bucket, key.Address, c.answer.Because).
				ForViewers("viewers get 403 for %s", c.encrypted()).
				FixBy("let cloudfront.amazonaws.com call kms:Decrypt in the policy of %s, with the condition StringEquals AWS:SourceArn = the ARN of %s", key.Address, c.d.Resource.Address)
			if s := c.answer.Statement; s != nil && !s.Allow {
				decision = decision.FixBy("exempt CloudFront from %s of the policy of %s, for example with the condition StringNotEquals AWS:SourceArn = the ARN of %s", s, key.Address, c.d.Resource.Address)
			}
			decision = decision.At(key, ownRange(key))
			if p := c.answer.Policy; p != nil {
				decision = decision.At(p.Resource, p.At)
				if doc, at, ok := p.Statement(c.answer.Statement, c.answer.Condition); ok && !at.Range.IsZero() {
					decision = decision.At(doc, at).See(p.Resource, p.At.Range, "%s puts the statement on the key", p.Resource.Address)
				}
			}
			return c.seeEncryption(decision.On(key))
		},
	}.check,
}
