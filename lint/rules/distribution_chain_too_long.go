package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// distributionChainTooLong reports requests that pass more distributions than
// CloudFront lets them.
var distributionChainTooLong = &lint.Rule{
	Slug:     "distribution-chain-too-long",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.Stacked},
	Severity: lint.Error,
	Title:    "A request passes more than two distributions",
	About: `One distribution may have another as its origin, but a request may pass no more than two on its way: CloudFront answers ` +
		`403 to what comes to a third, and so to a distribution that leads back to itself. The rule follows the origins that are ` +
		`distributions of the configuration, and is silent where an origin or a behavior is not known, and where a distribution on ` +
		`the way may answer or redirect itself.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#stacked-distributions-403",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, stack, decision := stackOf(d, r)
		if stack == nil {
			return decision
		}
		if !stack.TooLong() {
			return lint.Allow("no more than two distributions are on the way")
		}
		var names []string
		for _, d := range stack.Chain {
			names = append(names, d.Resource.Address)
		}
		if stack.Beyond != "" {
			names = append(names, stack.Beyond)
		}
		decision = lint.Deny("the request passes %s, and CloudFront takes no more than two distributions", strings.Join(names, ", then ")).
			ForViewers("viewers get 403 for %s", b.Paths()).
			At(d.Resource, o.DomainName()).
			FixBy("ask the real origin in place of %s", stack.Inner.Resource.Address)
		for _, inner := range stack.Chain[1:] {
			decision = decision.See(inner.Resource, inner.Resource.Range, "%s is here", inner.Resource.Address)
		}
		return soften(d, r, b, decision, "CloudFront", b.Paths()).Answers("CloudFront", `"The request could not be satisfied"`)
	},
}

// stackOf returns the way of a request through another distribution. When it is
// nil, the decision says why.
func stackOf(d *cloudfront.Distribution, r cloudfront.Request) (b *cloudfront.Behavior, o *cloudfront.Origin, stack *cloudfront.Stack, decision lint.Decision) {
	b, o, decision, ok := originOf(d, r)
	if !ok {
		return b, o, nil, decision
	}
	if o.Endpoint().Kind != cloudfront.OtherDistribution {
		return b, o, nil, otherKind(o, cloudfront.OtherDistribution)
	}
	if stoppedByMethod(b, r) {
		return b, o, nil, lint.Skip("not reached: %s does not allow %s", b, r.Method)
	}
	if stack = o.Stack(b, r); stack == nil {
		return b, o, nil, lint.CannotTell("what comes to which distribution is not known from this input")
	}
	return b, o, stack, decision
}
