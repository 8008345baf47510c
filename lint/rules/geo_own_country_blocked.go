package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// geoOwnCountryBlocked reports geo restrictions that keep out the country that
// a name of the distribution is for.
var geoOwnCountryBlocked = &lint.Rule{
	Slug:     "geo-own-country-blocked",
	Stage:    lint.AtCountry,
	Families: []lint.Family{lint.Geo},
	Severity: lint.Warning,
	Title:    "A geo restriction keeps out the country that a name is for",
	About: `A geo restriction applies to every request, under every name. A distribution with an alias such as www.example.de ` +
		`is for people in Germany; a restriction that keeps them out is seldom meant. The rule knows the top-level domains that ` +
		`are used for their country alone, not those that are chosen for their letters, as .io or .tv, and leaves out names such ` +
		`as dev.example.de that are for people at work.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		geo, known := d.GeoRestriction()
		home := cloudfront.Home(r.Host)
		switch {
		case !known:
			return lint.CannotTell("the geo restriction is not known from this input")
		case geo == nil:
			return lint.Allow("no geo restriction")
		case geo.Allow && len(geo.ValidCountries()) == 0:
			return lint.Skip("the allow list names no country")
		case home == "" || d.Lists(r.Host) != symbol.True:
			return lint.Skip("%s is not for one country", r.Host)
		case r.Country != home:
			return lint.Skip("the viewer is not from the country of %s", r.Host)
		case geo.Admits(home):
			return lint.Allow("viewers from %s may come in", home)
		case geo.Means(home):
			return lint.Skip("the allow list means %s, with a wrong code", home)
		}
		decision := lint.Deny("%s is for people in %s, and %s", r.Host, home, listOf(geo)).
			ForViewers("viewers from %s get 403 for %s", home, r.Host).
			Of(home+" "+r.Host.String()).
			At(geo.Resource, geo.At).
			Answers("CloudFront", `"configured to block access from your country"`)
		if geo.Allow {
			return decision.FixBy("add %q to the list, unless people in the country of the name are not to see the site", home)
		}
		return decision.FixBy("delete %q from the list, unless people in the country of the name are not to see the site", home)
	},
}
