package waf

import (
	"slices"
	"strings"

	"github.com/no403/no403/tf"
)

// geoMatch matches by the country of the viewer.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html.
type geoMatch struct {
	countries []string
	complete  bool
	forwarded *forwarded
}

func readGeoMatch(_ *Library, b tf.Block, _ int) statement {
	s := geoMatch{forwarded: readForwarded(b, "forwarded_ip_config")}
	s.countries, s.complete = literals(b.Attr("country_codes"))
	return s
}

// literals returns the strings of a list; complete is false when some are not
// known.
func literals(v tf.Value) (some []string, complete bool) {
	texts, complete := v.Texts()
	for _, t := range texts {
		s, ok := t.Literal()
		if !ok {
			complete = false
			continue
		}
		some = append(some, s)
	}
	return some, complete
}

func (s geoMatch) match(e *evaluation) finding {
	country := e.request.Country
	switch {
	case s.forwarded != nil || country == "":
		return cannotTell("it depends on the country of the viewer")
	case slices.Contains(s.countries, country):
		return certainly(true)
	case !s.complete:
		return cannotTell("the countries of a rule are not all known from this input")
	}
	return certainly(false)
}

func (s geoMatch) words() string { return "from " + strings.Join(s.countries, ", ") }

func (s geoMatch) example(r *Example, not bool) {
	if !not && len(s.countries) > 0 {
		r.Country = s.countries[0]
		return
	}
	for _, c := range []string{"US", "IN", "DE", "BR", "JP"} {
		if not && !slices.Contains(s.countries, c) {
			r.Country = c
			return
		}
	}
}
