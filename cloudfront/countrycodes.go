package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A WrongCode is an entry of a country list that is no country code.
type WrongCode struct {
	// Written is the entry, Means are the codes of the countries that it is
	// taken to mean and that are not let in otherwise; none when that is not
	// plain.
	Written string
	Means   []string
}

// WrongCodes returns the entries of a list that are no country codes.
func (g *GeoRestriction) WrongCodes() []WrongCode {
	var wrong []WrongCode
	for _, c := range g.Countries {
		if !IsCountry(c) {
			wrong = append(wrong, WrongCode{c, slices.DeleteFunc(meant(c), g.Admits)})
		}
	}
	return wrong
}

// Means reports whether an allow list is meant to let viewers of a country in
// and does not, because of a wrong code.
func (g *GeoRestriction) Means(country string) bool {
	return g.Allow && slices.ContainsFunc(g.WrongCodes(), func(w WrongCode) bool { return slices.Contains(w.Means, country) })
}

// union are the member states of the European Union.
const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

// aliasesOfCountries are codes that people write for countries, which have
// another one.
var aliasesOfCountries = map[string]string{
	"UK": "GB", "EL": "GR", "EN": "GB", "EU": union,
	"USA": "US", "GBR": "GB", "DEU": "DE", "GER": "DE", "FRA": "FR", "ESP": "ES", "ITA": "IT", "CAN": "CA", "MEX": "MX",
	"BRA": "BR", "IND": "IN", "CHN": "CN", "JPN": "JP", "AUS": "AU", "NLD": "NL", "BEL": "BE", "CHE": "CH", "AUT": "AT", "POL": "PL",
}

// meant returns the codes of the countries that an entry is taken to mean.
func meant(entry string) []string {
	entry = strings.ToUpper(strings.TrimSpace(entry))
	if IsCountry(entry) {
		return []string{entry}
	}
	return strings.Fields(aliasesOfCountries[entry])
}

// homes are the top-level domains that are used for their country, and hardly
// for anything else: not those that people choose for their letters, as .io,
// .ai, .tv, .me, .be or .is.
const homes = " ae ar at au br bg ch cl cn cz de dk ee eg es fi fr gr hk hr hu ie il it jp ke kr lt lv ma mx my ng nl no nz pe pl pt ro rs sa se sg si sk th tr tw uk uy vn za "

// atWork are words in names that are for people at work, wherever they are.
const atWork = " dev devel development test testing stage staging stg qa uat int preview preprod sandbox internal intern intranet admin "

// Home returns the country that a name is for by its top-level domain, empty
// when that is not plain.
func Home(host symbol.Text) string {
	name, ok := host.Literal()
	if !ok {
		return ""
	}
	labels := strings.Split(name, ".")
	top := labels[len(labels)-1]
	if len(labels) < 2 || !strings.Contains(homes, " "+top+" ") {
		return ""
	}
	words := strings.FieldsFunc(name, func(c rune) bool { return c == '.' || c == '-' })
	if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(atWork, " "+strings.TrimRight(w, "0123456789")+" ") }) {
		return ""
	}
	if top == "uk" {
		return "GB"
	}
	return strings.ToUpper(top)
}
