package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// geoCodeWrong reports entries of an allow list that do not let the country in
// that they mean.
var geoCodeWrong = &lint.Rule{
	Slug:     "geo-code-wrong",
	Stage:    lint.AtCountry,
	Families: []lint.Family{lint.Geo},
	Severity: lint.Warning,
	Title:    "A geo allow list has an entry that is no country code",
	About: `The entries of a geo restriction are the codes of ISO 3166-1 alpha-2 in capitals: "GB" and not "UK", "DE" and not ` +
		`"de", each member state and not "EU". An entry that is no code lets nobody in, so viewers of the country that it means ` +
		`get 403. AWS may refuse such a list when it is applied; that is not documented, so this is a warning. The rule is silent ` +
		`where the right code is listed too, and for block lists, which then block too little.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
		"https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GeoRestriction.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		geo, known := d.GeoRestriction()
		switch {
		case !known:
			return lint.CannotTell("the geo restriction is not known from this input")
		case geo == nil:
			return lint.Allow("no geo restriction")
		case !geo.Allow:
			return lint.Skip("the restriction is a block list")
		case len(geo.ValidCountries()) == 0:
			return lint.Skip("the allow list names no country")
		}
		if !geo.Means(r.Country) {
			return lint.Allow("no entry of the allow list is a wrong code for the country of the viewer")
		}
		return lint.Deny("%s", wrongCodes(geo)).
			ForViewers("viewers from %s get 403 for every request", keptOut(geo)).
			Of(keptOut(geo)).
			At(geo.Resource, geo.At).
			FixBy("%s", rightCodes(geo)).
			Answers("CloudFront", `"configured to block access from your country"`)
	},
}

// wrongCodes says which entries are wrong.
func wrongCodes(geo *cloudfront.GeoRestriction) string {
	var each []string
	for _, wrong := range geo.WrongCodes() {
		each = append(each, strconv.Quote(wrong.Written))
	}
	if len(each) == 1 {
		return each[0] + " in the allow list is no country code"
	}
	return strings.Join(each, " and ") + " in the allow list are no country codes"
}

// keptOut lists the countries that wrong codes keep out.
func keptOut(geo *cloudfront.GeoRestriction) string {
	var all []string
	for _, wrong := range geo.WrongCodes() {
		all = append(all, wrong.Means...)
	}
	return strings.Join(all, ", ")
}

// rightCodes says what to write.
func rightCodes(geo *cloudfront.GeoRestriction) string {
	var each []string
	for _, wrong := range geo.WrongCodes() {
		switch {
		case len(wrong.Means) == 1:
			each = append(each, fmt.Sprintf("%q in place of %q", wrong.Means[0], wrong.Written))
		case len(wrong.Means) > 1:
			each = append(each, fmt.Sprintf("the codes of the countries in place of %q", wrong.Written))
		}
	}
	return "write " + strings.Join(each, " and ")
}
