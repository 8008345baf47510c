package rules

import (
	"fmt"
	"regexp"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// signInPageSigned reports pages that people need before they have a
// signature, behind a behavior that wants one.
var signInPageSigned = &lint.Rule{
	Slug:     "sign-in-page-signed",
	Stage:    lint.AtSignature,
	Families: []lint.Family{lint.Signed},
	Severity: lint.Warning,
	Title:    "The page that people need in order to sign in is signed-only",
	About: `A signed-only behavior answers 403 to whoever has no signature yet. When the page for that 403, or a path that is ` +
		`plainly a sign-in page, is served by such a behavior, nobody can get to it in order to sign in. Give these paths a ` +
		`behavior of their own without trusted key groups, before the others.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		what := signInPage(d, r)
		if what == "" {
			return lint.Skip("%s is no page that people need in order to sign in", r.Path)
		}
		at, needed := b.TrustedSigners()
		switch {
		case needed == symbol.False:
			return lint.Allow("%s needs no signature", b)
		case needed == symbol.Unknown:
			return lint.CannotTell("the trusted key groups of %s are not known from this input%s", b, at.Whence())
		case r.Signed:
			return lint.Skip("the request is signed")
		}
		return lint.Deny("%s is %s, and %s serves only signed requests", r.Path, what, b).
			ForViewers("viewers who have yet to sign in get 403 for %s", r.Path).
			Of(r.Path).
			At(d.Resource, at).
			FixBy("add an ordered_cache_behavior for %s without trusted key groups", r.Path).
			Answers("CloudFront", "MissingKey")
	},
}

var signInPath = regexp.MustCompile(`(?i)^/(log-?in|sign-?in|sso|oauth2?)(/.*|\.[a-z]+)?$`)

// signInPage says in words why people need a page before they can sign in,
// empty when they do not.
func signInPage(d *cloudfront.Distribution, r cloudfront.Request) string {
	for _, page := range d.ErrorPages() {
		if path, ok := page.Path.Literal(); ok && path == r.Path && (page.Code == 403 || page.Code == 401) {
			return fmt.Sprintf("the page for status %d", page.Code)
		}
	}
	if signInPath.MatchString(r.Path) {
		return "a sign-in page"
	}
	return ""
}
