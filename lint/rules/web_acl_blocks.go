package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocks notes the classes of requests that rules of a web ACL block.
var webACLBlocks = &lint.Rule{
	Slug:     "web-acl-blocks",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL},
	Severity: lint.Note,
	Title:    "A rule of the web ACL blocks some requests",
	About: `A rule that blocks answers 403 to the requests that it is about, unless a custom response gives another status. That is ` +
		`what it is for, so it is a note that says which requests are meant: of some countries, addresses or paths, without a ` +
		`header. Rules are asked in the order of their priorities, as AWS WAF asks them. What managed rule groups do is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := blocked(d, r)
		if !ok {
			return decision
		}
		if certain(c.acl.AskAny()) || c.blocksBehavior(r) || c.blocksAllowedCountry(r) {
			return lint.Skip("the denial is not by design")
		}
		return c.deny("rule %s of %s blocks requests %s", c.rule.Name, c.acl.Resource.Address, c.rule.Class()).
			ForViewers("viewers get 403 for requests %s", c.rule.Class()).
			FixBy("narrow the statement of the rule down, if that is not meant").
			ByDesign()
	},
}
