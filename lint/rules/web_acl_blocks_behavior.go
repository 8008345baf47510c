package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksBehavior reports web ACLs that take from a cache behavior all that
// it is there for.
var webACLBlocksBehavior = &lint.Rule{
	Slug:     "web-acl-blocks-behavior",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL, lint.Behaviors},
	Severity: lint.Warning,
	Title:    "The web ACL blocks what a cache behavior serves",
	About: `A web ACL is asked before any cache behavior. When its rules block, whoever the viewer is, every path of a behavior, a ` +
		`method that the origin has routes for, or a name of the distribution, nothing of it is ever served: the web ACL and the ` +
		`distribution disagree. The rule is silent where the viewer's country, address or headers may let a request through.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return webACLDecision(d, r, blocksBehavior, func(a cloudfront.WebACLAnswer) lint.Decision {
			b := d.BehaviorFor(r)
			decision := denyByWebACL(a).
				ForViewers("viewers get 403 for every %s request to %s", r.Method, b.Paths()).
				Of(r.Method).
				FixBy("let %s through in the web ACL, or remove what the distribution has for it", b.Paths())
			if r.Path == "/" {
				decision = decision.ForViewers("viewers get 403 for %s", r.URL()).
					FixBy("let / through in the web ACL, or remove what the distribution has for it")
			}
			return decision.See(d.Resource, b.Block.Range, "%s serves it", b)
		})
	},
}
