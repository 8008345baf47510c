package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksBehavior reports rules of a web ACL that block all that a
// behavior is there to serve.
var webACLBlocksBehavior = &lint.Rule{
	Slug:     "web-acl-blocks-behavior",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL, lint.Behaviors},
	Severity: lint.Warning,
	Title:    "The web ACL blocks what a behavior is there for",
	About: `A behavior is made to serve the paths of its pattern, and a rule of the web ACL blocks all of them, or all requests ` +
		`with a method that the origin of the behavior is for. AWS WAF is asked first, so nothing of it is served. One of the ` +
		`two is not needed, or not meant so. The rule is silent where an address, a country or a header decides.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := blocked(d, r)
		if !ok {
			return decision
		}
		if !c.blocksBehavior(r) {
			return lint.Skip("rule %s does not block all that a behavior is for", c.rule.Name)
		}
		b := d.BehaviorFor(r)
		return c.deny("rule %s of %s blocks requests %s, and %s is there to serve them", c.rule.Name, c.acl.Resource.Address, c.rule.Class(), b).
			ForViewers("viewers get 403 for every %s request to %s", r.Method, b.Paths()).
			See(d.Resource, b.Block.Range, "the behavior is here").
			FixBy("let the rule spare them, or delete the behavior")
	},
}
