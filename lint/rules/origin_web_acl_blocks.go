package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/waf"
)

// originWebACLBlocks reports web ACLs of origins that block what CloudFront
// sends.
var originWebACLBlocks = &lint.Rule{
	Slug:     "origin-web-acl-blocks",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.WebACL, lint.LoadBalancers, lint.APIGateway},
	Severity: lint.Error,
	Title:    "The web ACL in front of the origin blocks what CloudFront sends",
	About: `A web ACL can stand in front of a load balancer or an API too, often so that only CloudFront gets through: a rule blocks ` +
		`what lacks a secret header. It sees the request that CloudFront makes, with the custom headers of the origin, and of the ` +
		`viewer's headers those that are passed on. Values that refer to the same thing are equal, even when nobody knows them ` +
		`yet. The rule is silent where the address or the country decides.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#aws-waf-configured-on-distribution-origin",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-403-issues",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		shield := o.Shield()
		switch edge := b.AtEdge(r); {
		case shield == nil:
			return lint.Skip("no web ACL is in front of origin %q", o.ID())
		case edge.AlwaysAnswers:
			return notReached(edge)
		case stoppedByMethod(b, r):
			return lint.Skip("not reached: %s does not allow %s", b, r.Method)
		}
		name := shield.ACL.Resource.Address
		answer := o.AskShield(shield, b, r)
		switch answer.Verdict {
		case waf.Unknown:
			return lint.CannotTell("whether %s blocks what CloudFront sends is not known: %s", name, answer.Because)
		case waf.Allowed, waf.Answered:
			return lint.Allow("%s does not block what CloudFront sends", name)
		case waf.Blocked:
		}
		decision = lint.Deny("%s blocks by default, and no rule of it allows what CloudFront sends to %s", name, shield.Target.Address).
			AtBlock(shield.ACL.Resource, shield.ACL.At)
		if answer.Rule != nil {
			decision = lint.Deny("rule %s of %s blocks requests %s, as those are that CloudFront sends to %s", answer.Rule.Name, name, answer.Rule.Class(), shield.Target.Address).
				AtBlock(answer.Rule.Resource, answer.Rule.Block)
		}
		decision = decision.ForViewers("viewers get 403 for %s", b.Paths()).
			See(shield.Association, shield.Association.Range, "it stands in front of the origin here").
			See(d.Resource, o.Block.Range, "CloudFront asks the origin here").
			FixBy("send what the web ACL wants with a custom_header of origin %q, or let it spare such requests", o.ID())
		return soften(d, r, b, decision, "the origin", b.Paths()).Answers("AWS WAF at the origin", "Forbidden")
	},
}
