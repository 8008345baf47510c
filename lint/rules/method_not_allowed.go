package rules

import (
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// methodNotAllowed reports behaviors that refuse the methods that their origin
// is for.
var methodNotAllowed = &lint.Rule{
	Slug:     "method-not-allowed",
	Stage:    lint.AtMethod,
	Families: []lint.Family{lint.Methods},
	Severity: lint.Warning,
	Title:    "A behavior in front of an API refuses its methods",
	About: `CloudFront answers 403 to a method that is not among the allowed_methods of the behavior. Reading is enough for ` +
		`files; an API or an application needs more. The rule asks for the methods that the routes of an API or the CORS rules of a ` +
		`function URL name, and for POST in front of a load balancer and wherever the path or the host is called an API. Without ` +
		`such a sign it is silent: an API may well be for reading only.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		methods, at, known := b.AllowedMethods()
		switch {
		case isPreflight(r):
			return lint.Skip("the request is a preflight")
		case slices.Contains(methods, r.Method):
			return lint.Allow("%s allows %s", b, r.Method)
		case !known:
			return lint.CannotTell("the allowed methods of %s are not known from this input%s", b, at.Whence())
		case b.Shadowed(r.Path) != nil:
			return lint.Skip("%s is meant for the path and comes too late", b.Shadowed(r.Path))
		}
		decision := lint.Deny("%s allows only %s", b, strings.Join(methods, ", ")).
			ForViewers("viewers get 403 for every %s request to %s", r.Method, b.Paths()).
			Of(r.Method).
			At(d.Resource, at).
			FixBy("set allowed_methods to [\"DELETE\", \"GET\", \"HEAD\", \"OPTIONS\", \"PATCH\", \"POST\", \"PUT\"]").
			Answers("CloudFront", "InvalidRequestMethod")
		if o, _ := b.Origin(); o != nil {
			decision = decision.See(d.Resource, o.DomainName().Range, "the origin is %s", o.Endpoint().Kind)
		}
		if !slices.ContainsFunc(b.Writes(), func(u cloudfront.Use) bool { return u.Method == r.Method }) {
			decision = decision.ByDesign()
		}
		return decision
	},
}

// isPreflight tells a CORS preflight from another OPTIONS request.
func isPreflight(r cloudfront.Request) bool {
	return r.Method == "OPTIONS" && r.Headers["access-control-request-method"] != ""
}
