package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// innerDistributionRefuses reports distributions that are the origin of another
// one and do not let it in.
var innerDistributionRefuses = &lint.Rule{
	Slug:     "inner-distribution-refuses",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.Stacked},
	Severity: lint.Error,
	Title:    "A distribution that is the origin of another refuses what that asks",
	About: `A distribution treats another one that asks it like any viewer. So it answers 403 where its web ACL blocks, where it ` +
		`takes https only and is asked over http, where the method is not allowed, and where it wants signed requests: a ` +
		`distribution does not sign, and passes no signature on unless it forwards query strings or cookies. The rule is silent for ` +
		`distributions that are made elsewhere or may show an error page instead, and leaves the geo restriction out, which goes by ` +
		`where CloudFront asks from.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#stacked-distributions-403",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-overview.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, stack, decision := stackOf(d, r)
		switch {
		case stack == nil:
			return decision
		case stack.TooLong():
			return lint.Skip("not reached: too many distributions are on the way")
		case stack.Refused == symbol.False:
			return lint.Allow("%s", stack.Because)
		case stack.Refused == symbol.Unknown:
			return lint.CannotTell("whether %s lets the request in: %s", stack.Inner.Resource.Address, stack.Because)
		}
		decision, evidence := refusedInside(o, stack)
		what := r.Method + " requests to " + b.Paths()
		decision = decision.ForViewers("viewers get 403 for %s", what)
		return soften(d, r, b, decision, stack.Inner.Resource.Address, what).Answers("CloudFront", evidence)
	},
}

// refusedInside composes the denial of a distribution behind the origin, and what
// its answer shows.
func refusedInside(o *cloudfront.Origin, stack *cloudfront.Stack) (decision lint.Decision, evidence string) {
	outer, inner := o.Distribution.Resource, stack.Inner.Resource
	decision = lint.Deny("origin %q is %s, which answers 403: %s", o.ID(), inner.Address, stack.Because)
	evidence = `"The request could not be satisfied"`
	if stack.ByMethod {
		return decision.At(stack.Holder, stack.At).
			See(outer, o.DomainName().Range, "%s asks it here", outer.Address).
			FixBy("set allowed_methods to [\"DELETE\", \"GET\", \"HEAD\", \"OPTIONS\", \"PATCH\", \"POST\", \"PUT\"]"), "InvalidRequestMethod"
	}
	decision = decision.At(outer, o.DomainName()).
		See(stack.Holder, stack.At.Range, "this refuses the request").
		FixBy("ask the real origin in place of %s, or let its viewers in", inner.Address)
	switch {
	case stack.OverHTTP:
		decision = decision.At(outer, o.ProtocolPolicy()).FixBy("set origin_protocol_policy = \"https-only\" in origin %q", o.ID())
	case stack.Everybody:
		decision = decision.ByDesign() // it is reported as such
	}
	return decision, evidence
}
