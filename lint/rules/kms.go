package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// usable decides for a rule about keys when the key does not refuse. ok is false
// when it does, or when the request does not come so far.
func usable(a cloudfront.S3Answer, bucket *cloudfront.Bucket, v cloudfront.Verdict) (decision lint.Decision, ok bool) {
	switch {
	case a.KeyUsable == symbol.True:
		return lint.Allow("the encryption of %s does not keep CloudFront out", bucket), true
	case a.KeyUnknown == "":
		return decision, false
	case a.Key != nil && v != cloudfront.KeyRefuses:
		return lint.Allow("CloudFront may use %s if the policy of the key lets it", a.Key.Address), true
	}
	return lint.CannotTell("%s", a.KeyUnknown), true
}

// seeEncryption adds the places of the setting that encrypts the objects and of
// the origin that reads them.
func (c *s3Case) seeEncryption(d lint.Decision) lint.Decision {
	e := c.bucket.Encryption()
	return d.
		See(e.Resource, e.At.Range, "%s encrypts with it here", c.bucket).
		See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address)
}

// encrypted says in words which objects a key keeps from viewers.
func (c *s3Case) encrypted() string { return c.objects() + " that the bucket encrypts" }
