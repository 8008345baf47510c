package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLDefaultBlock reports web ACLs that block whatever no rule allows, when
// no rule allows anything.
var webACLDefaultBlock = &lint.Rule{
	Slug:     "web-acl-default-block",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL},
	Severity: lint.Error,
	Title:    "The web ACL blocks by default and no rule allows anything",
	About: `The default action of a web ACL applies to every request that no rule has ended. With default_action block and no ` +
		`rule that ends in allow (rules that block or count do not, and managed rule groups never allow) every request gets 403. ` +
		`The rule is silent when a rule, a rule group or another resource may allow requests, and when a custom response gives another status.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return webACLDecision(d, r, blocksByDefault, func(a cloudfront.WebACLAnswer) lint.Decision {
			return lint.Deny("%s blocks by default and none of its rules allows anything", a.ACL.Resource.Address).
				ForViewers("viewers get 403 for every request").
				AtBlock(a.ACL.Resource, a.ACL.At).
				FixBy("set default_action to allow {}, or add a rule that allows the requests you want")
		})
	},
}
