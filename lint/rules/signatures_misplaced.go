package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// signaturesMisplaced reports sites that are signed-only as a whole, while what
// they keep for members is open.
var signaturesMisplaced = &lint.Rule{
	Slug:     "signatures-misplaced",
	Stage:    lint.AtSignature,
	Families: []lint.Family{lint.Signed, lint.Behaviors},
	Severity: lint.Warning,
	Title:    "The whole site wants signatures, and its part for members does not",
	About: `A trusted key group on the default behavior keeps out everybody without a signature, from the front page on. When ` +
		`another behavior, by its path pattern, is for members, and serves everybody, the key group stands on the wrong one of ` +
		`the two. A default behavior that wants signatures is fine by itself: signed-only notes it.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		open := d.UnsignedForMembers()
		at, needed := b.TrustedSigners()
		switch {
		case !b.Default:
			return lint.Skip("%s is not for the whole site", b)
		case needed == symbol.False:
			return lint.Allow("%s needs no signature", b)
		case open == nil:
			return lint.Skip("no behavior for members is open")
		case needed == symbol.Unknown:
			return lint.CannotTell("the trusted key groups of %s are not known from this input%s", b, at.Whence())
		case r.Signed:
			return lint.Allow("the request is signed")
		}
		return lint.Deny("%s serves only signed URLs and cookies, while %s serves everybody", b, open).
			ForViewers("viewers without a signature get 403 for %s", b.Paths()).
			At(d.Resource, at).
			See(d.Resource, open.Block.Range, "this behavior is open").
			FixBy("move it to %s", open).
			Answers("CloudFront", "MissingKey")
	},
}
