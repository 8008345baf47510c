package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/tf"
)

// A GeoRestriction lets viewers in, or keeps them out, by country.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html.
type GeoRestriction struct {
	// Allow tells that only the listed countries are let in; otherwise they
	// are kept out.
	Allow bool
	// Countries are the codes as written.
	Countries []string
	// Resource has the restriction: the distribution, or a tenant with its own.
	Resource *tf.Resource
	// At is the list, Block the geo_restriction.
	At    tf.Value
	Block tf.Block
}

// GeoRestriction returns the distribution's restriction, nil when it has none.
// known is false when that depends on what is not known.
func (d *Distribution) GeoRestriction() (geo *GeoRestriction, known bool) {
	outer, complete := d.Resource.Body.Blocks("restrictions")
	for _, o := range outer {
		inner, ok := o.Blocks("geo_restriction")
		complete = complete && ok
		for _, b := range inner {
			geo, known = readGeo(b)
			if geo != nil {
				geo.Resource = d.holderOf(o)
			}
			return geo, known
		}
	}
	return nil, complete
}

// holderOf returns the resource that has a block of restrictions.
func (d *Distribution) holderOf(restrictions tf.Block) *tf.Resource {
	if strings.HasPrefix(restrictions.Path, "customizations") {
		return d.Tenant
	}
	return d.Resource
}

func readGeo(b tf.Block) (*GeoRestriction, bool) {
	kind, ok := b.Attr("restriction_type").Literal()
	if !ok {
		return nil, b.Attr("restriction_type").Absent()
	}
	if kind != "whitelist" && kind != "blacklist" {
		return nil, true
	}
	g := &GeoRestriction{Allow: kind == "whitelist", At: b.Attr("locations"), Block: b}
	texts, complete := g.At.Texts()
	for _, t := range texts {
		code, literal := t.Literal()
		if !literal {
			complete = false
			continue
		}
		g.Countries = append(g.Countries, code)
	}
	slices.Sort(g.Countries)
	return g, complete
}

// Admits reports whether the restriction lets viewers of a country in. The
// empty country is one that the restriction does not name; a viewer whose
// country CloudFront cannot tell is let in, but that is not a country.
func (g *GeoRestriction) Admits(country string) bool {
	return slices.Contains(g.Countries, strings.ToUpper(country)) == g.Allow
}

// ValidCountries returns the codes of the list that name a country.
func (g *GeoRestriction) ValidCountries() []string {
	var valid []string
	for _, c := range g.Countries {
		if IsCountry(c) {
			valid = append(valid, c)
		}
	}
	return valid
}

// IsCountry reports whether code is a country code of ISO 3166-1 alpha-2, in
// capitals.
func IsCountry(code string) bool {
	return len(code) == 2 && strings.Contains(countries, " "+code+" ")
}

// Countries returns the country codes of ISO 3166-1 alpha-2 in their order.
func Countries() []string { return strings.Fields(countries) }

const countries = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
