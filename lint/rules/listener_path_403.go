package rules

import (
	"fmt"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// listenerPath403 reports paths that the listener of a load balancer answers
// with a fixed 403.
var listenerPath403 = &lint.Rule{
	Slug:     "listener-path-403",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LoadBalancers},
	Severity: lint.Error,
	Title:    "The load balancer answers 403 to these paths",
	About: `A rule of a listener answers a fixed 403 to some paths, or the default action does so to what no rule forwards. Path ` +
		`patterns of a load balancer compare case, know nothing of the query string, and see the path with the origin path of ` +
		`CloudFront before it. Where a cache behavior leads nowhere else, viewers get 403 for all of it: an error, or a ` +
		`warning when a rule says so in as many words. Where other paths come through, this is taken for meant, and is a note. The rule is silent for listeners that are made elsewhere.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions",
	},
	Check: listenerGate(cloudfront.ListenerRefusesPath, func(r refusal) lint.Decision {
		why, refused := fmt.Sprintf("no rule of %s forwards %s, and %s answers 403", r.answer.Listener.Address, r.paths(), r.refuses()), r.paths()
		if r.answer.Rule != nil {
			refused = r.wanted()
			why = fmt.Sprintf("%s answers 403 to %s", r.answer.Rule.Address, refused)
		}
		decision := lint.Deny("%s", why).
			At(r.answer.Holder(), r.answer.Response.Attr("status_code")).
			See(r.origin.Distribution.Resource, r.behavior.Block.Range, "%s asks the load balancer for %s", r.behavior, r.behavior.Paths())
		if r.answer.Rule != nil {
			decision = decision.AtMost(lint.Warning) // somebody wrote it down
		}
		if r.answer.Wanted != nil {
			decision = decision.See(r.answer.Wanted, r.answer.Condition.Range, "what is forwarded is here")
		}
		if !r.answer.Whole {
			return decision.ByDesign().ForViewers("viewers get 403 for %s", refused)
		}
		return decision.FixBy("forward %s in a listener rule of %s, or give the behavior another origin", r.behavior.Paths(), r.answer.Listener.Address)
	}),
}
