package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// publicPathSigned reports behaviors for what everybody asks for, behind a
// signature.
var publicPathSigned = &lint.Rule{
	Slug:     "public-path-signed",
	Stage:    lint.AtSignature,
	Families: []lint.Family{lint.Signed, lint.Behaviors},
	Severity: lint.Warning,
	Title:    "A behavior for public files wants signatures",
	About: `Browsers, crawlers and other machines ask for favicon.ico, robots.txt and what lies below /.well-known/ without any ` +
		`signature, and a path pattern such as "/public/*" says by itself who it is for. A trusted key group on a behavior of ` +
		`its own for such a path answers all of them with 403.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		at, needed := b.TrustedSigners()
		switch {
		case !b.ForEverybody():
			return lint.Skip("nothing says that %s is for everybody", b)
		case needed == symbol.False:
			return lint.Allow("%s needs no signature", b)
		case needed == symbol.Unknown:
			return lint.CannotTell("the trusted key groups of %s are not known from this input%s", b, at.Whence())
		case r.Signed:
			return lint.Skip("the request is signed")
		}
		return lint.Deny("%s serves only signed URLs and cookies", b).
			ForViewers("viewers without a signature get 403 for %s", b.Paths()).
			At(d.Resource, at).
			FixBy("remove the trusted signers of %s", b).
			Answers("CloudFront", "MissingKey")
	},
}
