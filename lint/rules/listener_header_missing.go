package rules

import (
	"regexp"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// listenerHeaderMissing reports load balancers that forward only what carries a
// header which CloudFront does not send.
var listenerHeaderMissing = &lint.Rule{
	Slug:     "listener-header-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.LoadBalancers},
	Severity: lint.Error,
	Title:    "The load balancer wants a header that CloudFront does not send",
	About: `To keep everybody but CloudFront from a load balancer, a listener rule forwards only requests with a secret header, and ` +
		`all others get a fixed 403. The origin in CloudFront must then add this header with this value: its name is compared ` +
		`without regard to case, and each origin of a group needs its own. Two references to one resource count as equal before the ` +
		`value is known. The rule is silent for listeners that are made elsewhere, and when a value or a function may make the ` +
		`difference; a header that viewers are left to send is a note.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
	},
	Check: listenerGate(cloudfront.ListenerWantsHeader, func(r refusal) lint.Decision {
		d := r.origin.Distribution.Resource
		name, sent := r.header()
		wanted := r.answer.Wanted.Address
		if sent == symbol.True {
			value, _ := r.origin.CustomHeader(name)
			decision := lint.Deny("%s wants another value of the header %s than origin %q sends, and %s answers 403", wanted, name, r.origin.ID(), r.refuses()).
				At(d, value).
				FixBy("make the value of %s in the origin and in %s one reference", name, wanted)
			return r.sees(decision)
		}
		decision := lint.Deny("%s wants the header %s, which origin %q does not send, and %s answers 403", wanted, name, r.origin.ID(), r.refuses()).
			AtBlock(d, r.origin.Block).
			FixBy("add a custom_header with name = %q and the value of %s to the origin", name, wanted)
		if r.meantForViewers(name) {
			decision = decision.ByDesign().ForViewers("viewers who do not send the header %s get 403 for %s", name, r.paths())
		}
		return r.sees(decision)
	}),
}

var ownHeader = regexp.MustCompile(`(?i)origin|secret|verify|cloudfront|cdn|edge|cf-|shared`)

// meantForViewers reports whether the header may be one that viewers know of:
// it reaches the load balancer from them, and nothing shows that it is a secret
// between CloudFront and the load balancer.
func (r refusal) meantForViewers(name string) bool {
	values := r.answer.Condition.Attr("values")
	texts, _ := values.Texts()
	for _, t := range texts {
		if _, literal := t.Literal(); !literal {
			return false
		}
	}
	forwarded, _ := r.behavior.Forwards(name)
	return forwarded != symbol.False && !values.Sensitive && !ownHeader.MatchString(name)
}
