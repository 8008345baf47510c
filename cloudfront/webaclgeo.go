package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/waf"
)

// BlockedCountries returns those countries on the allow list of the geo
// restriction that the web ACL denies everything.
func (d *Distribution) BlockedCountries() []string {
	if d.blockedKnown {
		return d.blocked
	}
	d.blockedKnown = true
	geo, known := d.GeoRestriction()
	acl, _, _ := d.WebACL()
	if acl == nil || geo == nil || !known || !geo.Allow || acl.EvaluateAny().Denied == symbol.True {
		return nil
	}
	for _, c := range geo.ValidCountries() {
		if acl.Evaluate(waf.Request{Path: "/", Country: c}).Denied == symbol.True {
			d.blocked = append(d.blocked, c)
		}
	}
	return d.blocked
}
