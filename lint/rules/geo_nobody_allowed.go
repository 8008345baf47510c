package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// geoNobodyAllowed reports allow lists that hold no country.
var geoNobodyAllowed = &lint.Rule{
	Slug:     "geo-nobody-allowed",
	Stage:    lint.AtCountry,
	Families: []lint.Family{lint.Geo},
	Severity: lint.Warning,
	Title:    "A geo allow list holds no valid country",
	About: `With restriction_type "whitelist" only viewers of the listed countries are served. A list that is empty, or whose ` +
		`entries are no ISO 3166-1 alpha-2 codes in capitals ("UK" for "GB", "eu"), lets nobody in whose country CloudFront can tell. ` +
		`AWS may refuse such a list when it is applied; that is not documented, so this is a warning.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
		"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution#restrictions-arguments",
	},
	Check: func(d *cloudfront.Distribution, _ cloudfront.Request) lint.Decision {
		geo, known := d.GeoRestriction()
		switch {
		case !known:
			return lint.CannotTell("the geo restriction is not known from this input")
		case geo == nil:
			return lint.Allow("no geo restriction")
		case !geo.Allow:
			return lint.Skip("the restriction is a block list")
		}
		if valid := geo.ValidCountries(); len(valid) > 0 {
			return lint.Allow("the allow list holds %s", strings.Join(valid, ", "))
		}
		because := "the allow list is empty"
		if len(geo.Countries) > 0 {
			because = "the allow list (" + strings.Join(geo.Countries, ", ") + ") holds no country code of ISO 3166-1"
		}
		return lint.Deny("%s", because).
			ForViewers("viewers of every country get 403").
			At(geo.Resource, geo.At).
			FixBy("list countries by their two capital letters, such as \"GB\", or set restriction_type to \"none\"").
			Answers("CloudFront", `"configured to block access from your country"`)
	},
}
