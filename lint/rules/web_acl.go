package rules

import (
	"slices"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// A webACLCause tells which of the rules about web ACLs a denial belongs to.
type webACLCause int

const (
	blocksByDefault webACLCause = iota + 1
	blocksEveryone
	blocksAllowedCountry
	blocksBehavior
	blocksSome
)

func causeOf(d *cloudfront.Distribution, r cloudfront.Request, a cloudfront.WebACLAnswer) webACLCause {
	switch {
	case a.Reach == cloudfront.Everyone && a.Rule == nil:
		return blocksByDefault
	case a.Reach == cloudfront.Everyone:
		return blocksEveryone
	case a.Reach == cloudfront.Country && slices.Contains(d.BlockedCountries(), r.Country):
		return blocksAllowedCountry
	case a.Meant:
		return blocksBehavior
	}
	return blocksSome
}

// webACLDecision asks the web ACL for the rule that reports one cause; deny
// makes its denial.
func webACLDecision(d *cloudfront.Distribution, r cloudfront.Request, own webACLCause, deny func(cloudfront.WebACLAnswer) lint.Decision) lint.Decision {
	answer, known := d.AskWebACL(r)
	switch {
	case !known:
		return lint.CannotTell("the web ACL is not made in this configuration%s", answer.At.Whence())
	case answer.ACL == nil && own == blocksByDefault:
		return lint.Allow("no web ACL") // said once
	case answer.ACL == nil:
		return lint.Skip("no web ACL")
	}
	name := answer.ACL.Resource.Address
	switch {
	case answer.Denied == symbol.Unknown:
		return lint.CannotTell("what %s does with the request is not known: %s", name, answer.Because)
	case answer.Outcome == waf.Blocked && answer.Denied == symbol.False:
		return lint.Allow("%s answers %d, not 403", name, answer.Status)
	case answer.Denied == symbol.False:
		return lint.Allow("%s does not block the request", name)
	case causeOf(d, r, answer) != own:
		return lint.Skip("%s blocks the request for another reason", name)
	}
	decision := deny(answer).See(d.Resource, answer.At.Range, "%s uses it", d.Resource.Address).Answers("CloudFront", `"Request blocked"`)
	// See https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html.
	switch replaced, because := d.ReplacesError(r); replaced {
	case symbol.True:
		decision = decision.AtMost(lint.Warning).ForViewers("%s, behind an error page", decision.Viewers)
		decision.Because = decision.Because.And("; %s", because)
	case symbol.Unknown:
		decision = decision.AtMost(lint.Warning)
	}
	return decision
}

// denyByWebACL places a denial at the rule that blocks, or at the default
// action.
func denyByWebACL(a cloudfront.WebACLAnswer) lint.Decision {
	acl := a.ACL.Resource
	if a.Rule == nil {
		return lint.Deny("%s blocks by default, and no rule allows requests %s", acl.Address, a.ACL.Words(nil)).AtBlock(acl, a.ACL.At)
	}
	at := a.Rule
	if at.Resource == nil {
		at = a.Within // a managed group has no place of its own
	}
	d := lint.Deny("rule %s of %s blocks requests %s", a.Rule.Name, at.Resource.Address, a.ACL.Words(a.Rule)).AtBlock(at.Resource, at.At)
	if at.Resource != acl {
		d = d.See(acl, placeOf(acl, a.ACL), "%s asks it", acl.Address)
	}
	return d
}

func placeOf(r *tf.Resource, acl *waf.ACL) tf.Range {
	if r.Range.IsZero() {
		return acl.At.Range
	}
	return r.Range
}
