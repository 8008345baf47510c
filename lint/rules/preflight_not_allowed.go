package rules

import (
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// preflightNotAllowed reports behaviors that refuse the preflight requests of
// the CORS rules that are set up for them.
var preflightNotAllowed = &lint.Rule{
	Slug:     "preflight-not-allowed",
	Stage:    lint.AtMethod,
	Families: []lint.Family{lint.Methods},
	Severity: lint.Warning,
	Title:    "CORS is set up, but preflight requests are refused",
	About: `Browsers ask with OPTIONS before they send a request that is not simple. CloudFront answers 403 when OPTIONS is not ` +
		`among the allowed_methods of the behavior, whatever the bucket or a response headers policy says about CORS. The rule ` +
		`speaks where CORS is set up for pages of another host, and for methods or headers that need a preflight.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if !isPreflight(r) {
			return lint.Skip("the request is no preflight")
		}
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		methods, at, known := b.AllowedMethods()
		switch {
		case slices.Contains(methods, "OPTIONS"):
			return lint.Allow("%s allows OPTIONS", b)
		case !known:
			return lint.CannotTell("the allowed methods of %s are not known from this input%s", b, at.Whence())
		}
		decision := lint.Deny("%s allows only %s", b, strings.Join(methods, ", ")).
			ForViewers("browsers get 403 when they ask whether a page of another site may call %s", b.Paths()).
			At(d.Resource, at).
			FixBy("add \"OPTIONS\" to allowed_methods").
			Answers("CloudFront", "InvalidRequestMethod")
		cors, block := b.CORSRule()
		if cors == nil {
			return decision.ByDesign()
		}
		return decision.See(cors, block.Range, "%s sets up CORS", cors.Address)
	},
}
