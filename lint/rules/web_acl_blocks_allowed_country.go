package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// webACLBlocksAllowedCountry reports countries that the geo restriction lets in
// and the web ACL keeps out.
var webACLBlocksAllowedCountry = &lint.Rule{
	Slug:     "web-acl-blocks-allowed-country",
	Stage:    lint.AtWebACL,
	Families: []lint.Family{lint.WebACL, lint.Geo},
	Severity: lint.Error,
	Title:    "The web ACL blocks a country that the geo restriction allows",
	About: `A viewer has to pass both the geo restriction of the distribution and the web ACL. A country on the allow list of the ` +
		`one that a rule of the other blocks gets 403 for every request, so one of the two lists is not what it was meant to be. ` +
		`It is a warning, and an error when no country of the allow list is left.`,
	Sources: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		return webACLDecision(d, r, blocksAllowedCountry, func(a cloudfront.WebACLAnswer) lint.Decision {
			geo, _ := d.GeoRestriction()
			blocked := d.BlockedCountries()
			countries := strings.Join(blocked, ", ")
			decision := denyByWebACL(a).
				ForViewers("viewers from %s get 403 for every request", countries).
				Of(countries).
				FixBy("let %s through in the web ACL, or remove it from locations of the geo restriction", countries).
				See(d.Resource, geo.At.Range, "the geo restriction allows %s", countries)
			if len(blocked) < len(geo.ValidCountries()) {
				decision = decision.AtMost(lint.Warning)
			}
			return decision
		})
	},
}
