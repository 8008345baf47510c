package lint

import (
	"slices"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/waf"
)

// webACL adds the requests that the web ACL is written about: one for each of
// its rules that block, and one from a country that it and the geo restriction
// treat differently.
func (g *generator) webACL() {
	acl, _, _ := g.d.WebACL()
	if acl == nil {
		return
	}
	if blocked := g.d.BlockedCountries(); len(blocked) > 0 && !slices.Contains(blocked, g.base.Country) {
		r := g.at("/")
		r.Country = blocked[0]
		g.add(r, false)
	}
	geo, known := g.d.GeoRestriction()
	for _, e := range acl.Examples() {
		if e.Country != "" && (!known || geo != nil && !geo.Admits(e.Country)) {
			continue // the geo restriction comes first
		}
		g.add(g.like(e), false)
	}
}

// like returns the request that an example describes.
func (g *generator) like(e waf.Example) cloudfront.Request {
	path := e.Path
	if path == "" {
		path = "/"
	}
	r := g.at(path)
	if e.Method != "" {
		r.Method = e.Method
	}
	if e.Country != "" {
		r.Country = e.Country
	}
	r.Headers, r.Without, r.Source = e.Headers, e.Without, e.Source
	return r
}
