package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
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
	Check: func(d *cloudfront.Distribution, _ cloudfront.Request) lint.Decision {
		acl, at, known := d.WebACL()
		switch {
		case !known:
			return lint.CannotTell("the web ACL is not made in this configuration%s", at.Whence())
		case acl == nil:
			return lint.Allow("no web ACL")
		}
		name := acl.Resource.Address
		switch blocks := acl.Blocks; {
		case blocks == symbol.False:
			return lint.Allow("%s does not answer 403 by default", name)
		case blocks == symbol.Unknown:
			return lint.CannotTell("the default action of %s is not known from this input", name)
		case acl.Allows != symbol.False:
			return lint.CannotTell("%s blocks by default, but %s", name, acl.Because)
		}
		return lint.Deny("%s blocks by default and none of its rules allows anything", name).
			ForViewers("viewers get 403 for every request").
			AtBlock(acl.Resource, acl.At).
			See(d.Resource, at.Range, "%s uses it", d.Resource.Address).
			FixBy("set default_action to allow {}, or add a rule that allows the requests you want").
			Answers("CloudFront", `"Request blocked"`)
	},
}
