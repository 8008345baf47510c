package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocks notes which requests a web ACL keeps out.
var webACLBlocks = &lint.Rule{
	Slug:     "web-acl-blocks",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL},
	Severity: lint.Note,
	Title:    "A rule of the web ACL blocks some requests",
	About: `Rules of a web ACL keep requests out by country, address, header, method or path. That is what they are for, so it is ` +
		`a note: it says in words which requests get 403, for the day when somebody asks.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return webACLDecision(d, r, blocksSome, func(a cloudfront.WebACLAnswer) lint.Decision {
			if geo, known := d.GeoRestriction(); known && geo != nil && a.Reach == cloudfront.Country && !geo.Admits(r.Country) {
				return lint.Skip("the geo restriction keeps viewers from %s out already", r.Country)
			}
			decision := denyByWebACL(a).
				ForViewers("requests %s get 403", a.ACL.Words(a.Rule)).
				FixBy("change the rule if that is not meant").
				ByDesign()
			if a.Within != nil && a.Rule.Resource == nil {
				decision = decision.FixBy("if that is not meant, add rule_action_override with the name %s and action_to_use { count {} }", a.Rule.Name)
			}
			return decision
		})
	},
}
