package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// An aclCase is a request that a rule of the web ACL blocks.
type aclCase struct {
	d    *cloudfront.Distribution
	acl  *cloudfront.WebACL
	at   tf.Value
	rule *waf.Rule
}

// blocked finds the rule of the web ACL that blocks a request. When ok is
// false, the decision says why there is none.
func blocked(d *cloudfront.Distribution, r cloudfront.Request) (c *aclCase, decision lint.Decision, ok bool) {
	acl, at, known := d.WebACL()
	switch {
	case !known:
		return nil, lint.CannotTell("the web ACL is not made in this configuration%s", at.Whence()), false
	case acl == nil:
		return nil, lint.Skip("no web ACL"), false
	}
	name := acl.Resource.Address
	switch answer := acl.Ask(r); {
	case answer.Verdict == waf.Unknown:
		return nil, lint.CannotTell("whether %s blocks the request is not known: %s", name, answer.Because), false
	case answer.Verdict != waf.Blocked:
		return nil, lint.Allow("%s does not block the request", name), false
	case answer.Rule == nil:
		return nil, lint.Skip("the default action of %s decides", name), false
	default:
		return &aclCase{d, acl, at, answer.Rule}, decision, true
	}
}

// deny begins a denial by the rule.
func (c *aclCase) deny(because string, args ...any) lint.Decision {
	return lint.Deny(because, args...).
		AtBlock(c.rule.Resource, c.rule.Block).
		See(c.d.Resource, c.at.Range, "%s uses %s", c.d.Resource.Address, c.acl.Resource.Address).
		Answers("CloudFront", `"Request blocked"`)
}

// certain reports whether an answer says that a rule certainly blocks.
func certain(a cloudfront.WebACLAnswer) bool { return a.Verdict == waf.Blocked && a.Rule != nil }

// blocksBehavior reports whether the web ACL blocks every request with the
// method to the behavior, and not all others as well.
func (c *aclCase) blocksBehavior(r cloudfront.Request) bool {
	b := c.d.BehaviorFor(r)
	return b != nil && !certain(c.acl.AskAny()) && certain(c.acl.AskAnyTo(b, r.Method))
}

// blocksAllowedCountry reports whether the geo restriction names the country of
// the request as one to let in, and the web ACL keeps out whoever is there.
func (c *aclCase) blocksAllowedCountry(r cloudfront.Request) bool {
	geo, known := c.d.GeoRestriction()
	return known && geo != nil && geo.Allow && r.Country != "" && geo.Admits(r.Country) &&
		!certain(c.acl.AskAny()) && certain(c.acl.AskAnyFrom(r.Country))
}
