package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// listenerSourceIP reports load balancers that forward only what comes from
// addresses that are not CloudFront's.
var listenerSourceIP = &lint.Rule{
	Slug:     "listener-source-ip",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LoadBalancers},
	Severity: lint.Error,
	Title:    "The load balancer forwards only requests from addresses that are not CloudFront's",
	About: `A load balancer is asked by CloudFront, so the source address that its rules see is that of an edge location, never ` +
		`that of the viewer, which stands in X-Forwarded-For. A rule for private addresses is met by nobody, and one ` +
		`for single hosts, such as those of an office, by none of the many addresses of CloudFront, which is a warning. The rule is ` +
		`silent for wider public ranges, which may be CloudFront's, for VPC origins, and for listeners that are made elsewhere.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomIPAddresses",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#source-ip-conditions",
	},
	Check: listenerGate(cloudfront.ListenerWantsAddress, func(r refusal) lint.Decision {
		values := r.answer.Condition.Attr("values")
		decision := lint.Deny("%s wants requests from addresses that are not CloudFront's, and %s answers 403", r.answer.Wanted.Address, r.refuses()).
			At(r.answer.Wanted, values).
			FixBy("match a header that the origin adds instead, and keep viewers out with a web ACL of the distribution")
		if !r.answer.Private() {
			decision = decision.AtMost(lint.Warning)
		}
		return decision.See(r.answer.Holder(), r.answer.Response.Range, "the 403 is here").
			See(r.origin.Distribution.Resource, r.origin.DomainName().Range, "the origin is here")
	}),
}
