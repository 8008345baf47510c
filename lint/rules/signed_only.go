package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// signedOnly notes behaviors that need a signed URL or cookie.
var signedOnly = &lint.Rule{
	Slug:     "signed-only",
	Stage:    lint.AtSignature,
	Families: []lint.Family{lint.Signed},
	Severity: lint.Note,
	Title:    "A behavior serves only signed requests",
	About: `As soon as a behavior has a trusted key group or a trusted signer, CloudFront answers 403 to every request without a ` +
		`valid signed URL or signed cookie. That is what it is for, so it is a note that says which paths are meant. With ` +
		`trusted_signers the accounts need CloudFront key pairs, which only their root users can make and Terraform cannot show. Where the key group stands on the wrong behavior, signatures-misplaced reports it.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#signed-URLs-cookies-403",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		at, needed := b.TrustedSigners()
		switch {
		case needed == symbol.False:
			return lint.Allow("%s needs no signature", b)
		case needed == symbol.Unknown:
			return lint.CannotTell("the trusted key groups of %s are not known from this input%s", b, at.Whence())
		case r.Signed:
			return lint.Allow("the request is signed")
		case b.ForEverybody():
			return lint.Skip("it is public-path-signed")
		case b.Default && d.UnsignedForMembers() != nil:
			return lint.Skip("it is signatures-misplaced")
		}
		return lint.Deny("%s serves only signed URLs and cookies", b).
			ForViewers("viewers without a signature get 403 for %s", b.Paths()).
			At(d.Resource, at).
			FixBy("sign the URLs or set the cookies, or remove the trusted signers if the content is public").
			Answers("CloudFront", "MissingKey").
			ByDesign()
	},
}
