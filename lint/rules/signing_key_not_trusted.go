package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// signingKeyNotTrusted reports applications that sign with a key which no key
// group has.
var signingKeyNotTrusted = &lint.Rule{
	Slug:     "signing-key-not-trusted",
	Stage:    lint.AtSignature,
	Families: []lint.Family{lint.Signed},
	Severity: lint.Warning,
	Title:    "An application signs with a key that no key group has",
	About: `A signed URL or cookie names the key that it was signed with, and CloudFront answers 403 when no trusted key group ` +
		`of the behavior has it. When the id of a public key goes to an application, in its environment, a parameter or a secret, ` +
		`while no key group of the configuration has the key, what that application signs is refused. It is a warning because a ` +
		`key group can be made elsewhere.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		if r.SigningKey == "" {
			return lint.Skip("the request is not signed with a key of the configuration")
		}
		key := d.SigningKey(r.SigningKey)
		at, needed := b.TrustedSigners()
		switch {
		case key == nil:
			return lint.CannotTell("there is no key %s here", r.SigningKey)
		case needed == symbol.False:
			return lint.Skip("%s needs no signature", b)
		case key.Trusted == symbol.True:
			return lint.Allow("a key group has %s", key.Key.Address)
		case key.Trusted == symbol.Unknown:
			return lint.CannotTell("whether a key group has %s is not known from this input", key.Key.Address)
		}
		return lint.Deny("%s signs with %s, which no key group has", key.Holder.Address, key.Key.Address).
			ForViewers("viewers whose URLs or cookies are signed with %s get 403 for %s", key.Key.Address, b.Paths()).
			At(key.Holder, key.At).
			See(key.Key, key.Key.Range, "the key is here").
			See(d.Resource, at.Range, "%s wants signatures here", b).
			FixBy("add %s.id to the items of the key group, or hand out the id of a key that is in it", key.Key.Address).
			Answers("CloudFront", "Unknown Key").
			AtMost(lint.Warning)
	},
}
