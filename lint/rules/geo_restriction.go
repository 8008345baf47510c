package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// geoRestriction notes which countries a distribution keeps out.
var geoRestriction = &lint.Rule{
	Slug:     "geo-restriction",
	Stage:    lint.AtCountry,
	Families: []lint.Family{lint.Geo},
	Severity: lint.Note,
	Title:    "A geo restriction keeps viewers of some countries out",
	About: `A geo restriction applies to every request of the distribution: viewers from a country outside an allow list, ` +
		`or on a block list, get 403. That is what it is for, so it is a note. A viewer whose country CloudFront cannot tell is served.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		geo, known := d.GeoRestriction()
		switch {
		case !known:
			return lint.CannotTell("the geo restriction is not known from this input")
		case geo == nil:
			return lint.Allow("no geo restriction")
		case geo.Allow && len(geo.ValidCountries()) == 0:
			return lint.Skip("the allow list names no country")
		case r.Country == "":
			return lint.CannotTell("it depends on the country of the viewer: %s", listOf(geo))
		case geo.Admits(r.Country):
			return lint.Allow("viewers from %s may come in: %s", r.Country, listOf(geo))
		}
		return lint.Deny("%s", listOf(geo)).
			ForViewers("viewers from %s get 403 for every request", outside(geo)).
			Of(outside(geo)).
			At(geo.Resource, geo.At).
			FixBy("change locations, or set restriction_type to \"none\", if that is not meant").
			Answers("CloudFront", `"configured to block access from your country"`).
			ByDesign()
	},
}

func listOf(geo *cloudfront.GeoRestriction) string {
	if geo.Allow {
		return "the allow list is " + strings.Join(geo.Countries, ", ")
	}
	return "the block list is " + strings.Join(geo.Countries, ", ")
}

func outside(geo *cloudfront.GeoRestriction) string {
	if geo.Allow {
		return "countries other than " + strings.Join(geo.Countries, ", ")
	}
	return strings.Join(geo.Countries, ", ")
}
