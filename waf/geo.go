package waf

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A geoMatch looks at the country of the source address.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html.
type geoMatch struct {
	countries []string
	complete  bool   // there are no others
	header    string // what holds the address, empty for the source address
}

func (s geoMatch) match(r *Request, _ *context) (symbol.Truth, string) {
	switch {
	case s.header != "":
		return symbol.Unknown, "it looks at the address in the header " + s.header
	case r.Country == "":
		return symbol.Unknown, "it depends on the country"
	case slices.Contains(s.countries, r.Country):
		return symbol.True, ""
	case !s.complete:
		return symbol.Unknown, "its countries are not all known from this input"
	}
	return symbol.False, ""
}

func (s geoMatch) words(want bool) string {
	list := strings.Join(s.countries, ", ")
	if want {
		return "from " + list
	}
	return "from countries other than " + list
}

func (s geoMatch) shape(want bool, v *Variation) bool {
	if s.header != "" || len(s.countries) == 0 {
		return false
	}
	if want {
		if v.Country == "" {
			v.Country = s.countries[0]
		}
		return slices.Contains(s.countries, v.Country)
	}
	if v.Country == "" {
		for _, c := range []string{"US", "IN", "DE", "BR", "JP", "AU"} {
			if !slices.Contains(s.countries, c) {
				v.Country = c
				break
			}
		}
	}
	return s.complete && v.Country != "" && !slices.Contains(s.countries, v.Country)
}
