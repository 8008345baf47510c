package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksEverything reports rules of a web ACL that block whatever comes.
var webACLBlocksEverything = &lint.Rule{
	Slug:     "web-acl-blocks-everything",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL},
	Severity: lint.Error,
	Title:    "A rule of the web ACL blocks every request",
	About: `A rule that blocks whoever is not in an IP set blocks everybody as long as the set is empty, or holds only addresses ` +
		`that nobody has on the internet; a rule that looks for a slash in the path finds one in every path. The rule speaks only ` +
		`where nothing about a request can change the answer: not its address, country, path or headers.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := blocked(d, r)
		if !ok {
			return decision
		}
		if !certain(c.acl.AskAny()) {
			return lint.Skip("rule %s blocks some requests only", c.rule.Name)
		}
		return c.deny("rule %s of %s blocks requests %s, which all are", c.rule.Name, c.acl.Resource.Address, c.rule.Class()).
			ForViewers("viewers get 403 for every request").
			FixBy("narrow the statement of the rule down, fill its IP set, or let it only count")
	},
}
