package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksAllowedCountry reports countries that the geo restriction lets in
// and the web ACL keeps out.
var webACLBlocksAllowedCountry = &lint.Rule{
	Slug:     "web-acl-blocks-allowed-country",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL, lint.Geo},
	Severity: lint.Warning,
	Title:    "The web ACL keeps out a country that the geo restriction lets in",
	About: `The allow list of the geo restriction names the countries that the site is for. A rule of the web ACL that blocks ` +
		`viewers of one of them contradicts it: both have to let a request through.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := blocked(d, r)
		if !ok {
			return decision
		}
		if !c.blocksAllowedCountry(r) {
			return lint.Skip("the geo restriction and rule %s do not contradict each other", c.rule.Name)
		}
		geo, _ := d.GeoRestriction()
		return c.deny("the geo restriction lets %s in, and rule %s of %s blocks requests %s", r.Country, c.rule.Name, c.acl.Resource.Address, c.rule.Class()).
			ForViewers("viewers in %s get 403 for every request", r.Country).
			See(d.Resource, geo.At.Range, "the geo restriction lets them in").
			FixBy("take %s out of locations, or let the rule spare it", r.Country)
	},
}
