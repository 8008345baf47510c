package rules

import (
	"fmt"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// listenerHostMismatch reports load balancers that go by a Host header which is
// not the one that CloudFront sends.
var listenerHostMismatch = &lint.Rule{
	Slug:     "listener-host-mismatch",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LoadBalancers},
	Severity: lint.Error,
	Title:    "The load balancer goes by a host that CloudFront does not send",
	About: `CloudFront sends the domain name of the origin as Host, unless a policy forwards the one of the viewer. Where the rules ` +
		`of a listener forward requests for some hosts only, and the rest gets a fixed 403, the host that arrives must be one of them. ` +
		`The rule is silent for listeners that are made elsewhere, and when a host, a value or a function may make the difference.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
	},
	Check: listenerGate(cloudfront.ListenerWantsHost, func(r refusal) lint.Decision {
		d := r.origin.Distribution.Resource
		forwarded, at := r.behavior.Forwards("Host")
		if forwarded == symbol.True {
			names, _, complete := r.origin.Distribution.Aliases()
			own := symbol.Equal(r.request.Host, r.origin.Distribution.DomainName()) == symbol.True
			if own && !complete {
				return lint.CannotTell("the names that viewers use are not all known from this input")
			}
			decision := lint.Deny("%s forwards the host %s, and %s", r.behavior, r.request.Host, r.hostRefused()).
				ForViewers("viewers of %s get 403 for %s", r.request.Host, r.paths()).
				Of(r.request.Host.String()).
				At(r.answer.Listener, r.answer.Listener.Body.Attr("port")).
				FixBy("add %s to the host_header of a rule that forwards", r.request.Host)
			if wanted := r.answer.Wanted; wanted != nil {
				decision = decision.At(wanted, r.answer.Condition.Attr("values"))
			}
			if own && len(names) > 0 {
				decision = decision.ByDesign() // viewers use the other names
			}
			return r.sees(decision).See(d, at.Range, "the host of the viewer is forwarded here")
		}
		decision := lint.Deny("CloudFront sends the host %s, and %s", r.origin.DomainName().Show(), r.hostRefused()).
			AtBlock(d, r.behavior.Block).
			FixBy("forward the host with the origin request policy Managed-AllViewer (216adef6-5c7f-47e4-b989-5492eafa07d3)")
		if !at.Unset() {
			decision = decision.At(d, at)
		}
		return r.sees(decision).See(d, r.origin.DomainName().Range, "the origin is here")
	}),
}

// hostRefused says which hosts get through, or do not.
func (r refusal) hostRefused() string {
	if r.answer.Wanted == nil {
		return fmt.Sprintf("%s answers 403 to %s", r.refuses(), r.wanted())
	}
	return fmt.Sprintf("%s is for %s only: %s answers 403", r.answer.Wanted.Address, r.wanted(), r.refuses())
}
