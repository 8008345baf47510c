package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksEveryone reports rules of a web ACL that match whatever viewers
// ask for.
var webACLBlocksEveryone = &lint.Rule{
	Slug:     "web-acl-blocks-everyone",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL},
	Severity: lint.Error,
	Title:    "A rule of the web ACL blocks every request",
	About: `AWS WAF asks the rules of a web ACL in the order of their priority until one ends the request. A rule that blocks and ` +
		`whose statement matches every request leaves nothing to the rest: a not_statement around an IP set that is empty, or that ` +
		`holds private addresses only, or a path that contains "/". The rule is silent where an earlier rule may allow requests, ` +
		`where what the statement looks at is not known from this input, and where a custom response gives another status.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-not.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return webACLDecision(d, r, blocksEveryone, func(a cloudfront.WebACLAnswer) lint.Decision {
			return denyByWebACL(a).
				ForViewers("viewers get 403 for every request").
				FixBy("narrow the statement of rule %s to what is to be kept out, or let it count", a.Rule.Name)
		})
	},
}
