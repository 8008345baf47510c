package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// listenerDefault403 reports load balancers whose default action answers 403
// while no rule forwards what CloudFront sends.
var listenerDefault403 = &lint.Rule{
	Slug:     "listener-default-403",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LoadBalancers},
	Severity: lint.Warning,
	Title:    "The load balancer answers a fixed 403, and no rule forwards",
	About: `A listener does what its default action says unless a rule is for the request. Where that is a fixed 403 and the ` +
		`configuration has no rule that forwards, nobody gets through. Rules can also be made elsewhere, such as where a service is ` +
		`deployed, so this is a warning. The rule is silent for listeners that are made elsewhere or given to a module that is not ` +
		`at hand.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
	},
	Check: listenerGate(cloudfront.ListenerRefuses, func(r refusal) lint.Decision {
		decision := lint.Deny("%s answers 403, and no rule of this configuration forwards what CloudFront sends", r.refuses())
		if wanted := r.answer.Wanted; wanted != nil {
			decision = lint.Deny("%s is for other methods, and %s answers 403", wanted.Address, r.refuses()).
				ForViewers("viewers get 403 for %s requests to %s", r.request.Method, r.paths())
		}
		decision = decision.At(r.answer.Holder(), r.answer.Response.Attr("status_code")).
			Of(r.request.Method).
			See(r.origin.Distribution.Resource, r.origin.DomainName().Range, "CloudFront asks it here").
			FixBy("add an aws_lb_listener_rule that forwards, or make the default action forward")
		if r.answer.Rule != nil {
			decision = decision.ByDesign()
		}
		return decision
	}),
}
