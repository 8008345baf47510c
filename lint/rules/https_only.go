package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// httpsOnly reports behaviors that refuse plain HTTP instead of redirecting.
var httpsOnly = &lint.Rule{
	Slug:     "https-only",
	Stage:    lint.AtProtocol,
	Families: []lint.Family{lint.ViewerProtocol},
	Severity: lint.Warning,
	Title:    "Requests over plain HTTP are refused, not redirected",
	About: `With viewer_protocol_policy "https-only" a request over HTTP gets 403. People who type a name or follow an old link ` +
		`come over HTTP first; "redirect-to-https" takes them on. The rule warns on behaviors that people navigate to, and notes ` +
		`it on behaviors for assets and APIs, where it is common practice, and where the response headers policy asks browsers ` +
		`to preload the name, so that they begin with https. A redirect of the configuration that leads to http:// makes it a ` +
		`warning everywhere.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
		"https://repost.aws/knowledge-center/resolve-cloudfront-bad-request-error",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		policy := b.ViewerProtocolPolicy()
		value, ok := policy.Literal()
		switch {
		case r.Scheme != "http":
			return lint.Skip("the request comes over https")
		case !ok:
			return lint.CannotTell("the viewer protocol policy of %s is not known from this input%s", b, policy.Whence())
		case value != "https-only":
			return lint.Allow("the viewer protocol policy of %s is %s", b, value)
		}
		decision := lint.Deny("the viewer protocol policy of %s is https-only", b).
			ForViewers("viewers who come over http:// get 403 for %s", b.Paths()).
			At(d.Resource, policy).
			FixBy("set viewer_protocol_policy to \"redirect-to-https\"").
			Answers("CloudFront", `"Bad request"`)
		if link := d.HTTPLink(); link != nil {
			return decision.See(link.Resource, link.At.Range, "%s sends people here by http", link.Resource.Address)
		}
		if b.Audience() != cloudfront.Pages || b.PreloadsHTTPS() == symbol.True {
			decision = decision.ByDesign()
		}
		return decision
	},
}
