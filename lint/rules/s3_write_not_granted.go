package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3WriteNotGranted reports uploads to S3 origins that only reading is allowed
// for.
var s3WriteNotGranted = &lint.Rule{
	Slug:     "s3-write-not-granted",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.Methods},
	Severity: lint.Warning,
	Title:    "Uploads reach a bucket that CloudFront may only read",
	About: `A behavior that allows PUT or DELETE passes such requests on to its S3 origin, signed like any other. S3 takes them ` +
		`only when a statement of the bucket policy allows s3:PutObject or s3:DeleteObject too, and with a key of AWS KMS when ` +
		`the key policy allows kms:GenerateDataKey; otherwise it answers 403. The rule speaks about the methods that the CORS ` +
		`rules of the bucket name: many behaviors allow all methods out of habit.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
	},
	Check: s3Gate{
		verdict: cloudfront.NoGrant, also: []cloudfront.Verdict{cloudfront.GrantsAnother, cloudfront.DeniedOutright, cloudfront.KeyRefuses},
		signed: true, writes: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny:  denyWrite,
	}.check,
}

func denyWrite(c *s3Case) lint.Decision {
	// A bucket that may not even be read is reported as that.
	read := c.edge.Request
	read.Method = "GET"
	if a := c.o.S3Read(read); a.Verdict != cloudfront.Granted && a.Verdict != cloudfront.NotKnown {
		return lint.Skip("not reached: S3 refuses reading too")
	}
	action := map[string]string{"PUT": "s3:PutObject", "DELETE": "s3:DeleteObject"}[c.r.Method]
	owner := c.bucket.Resource
	if key := c.answer.Key; c.answer.Verdict == cloudfront.KeyRefuses {
		action, owner = "kms:GenerateDataKey", key
	}
	_, principal := c.howRead()
	decision := c.atPolicy(lint.Deny("%s allows %s, but the policy of %s does not let %s call %s: %s", c.b, c.r.Method, owner.Address, principal, action, c.answer.Because)).
		ForViewers("viewers get 403 for every %s request to %s", c.r.Method, c.b.Paths()).
		Of(c.r.Method).
		FixBy("allow %s %s in the policy of %s, or take %s out of allowed_methods", principal, action, owner.Address, c.r.Method)
	if cors, block := c.b.CORSRule(); cors != nil {
		decision = decision.See(cors, block.Range, "%s expects such requests", cors.Address)
	}
	return decision
}
