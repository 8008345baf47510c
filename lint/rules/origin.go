package rules

import (
	"slices"
	"sync"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// redirected is what becomes of most requests over http.
var redirected = lint.Skip("not reached: the viewer protocol policy is redirect-to-https")

var behaviorNotKnown = lint.CannotTell("which behavior serves the path is not known from this input")

// originOf returns the behavior and the origin that serve a request. When ok
// is false, the decision says why there is nothing to ask.
func originOf(d *cloudfront.Distribution, r cloudfront.Request) (b *cloudfront.Behavior, o *cloudfront.Origin, decision lint.Decision, ok bool) {
	if b = d.BehaviorFor(r); b == nil {
		return nil, nil, behaviorNotKnown, false
	}
	if decision, ok = comesIn(b, r); !ok {
		return nil, nil, decision, false
	}
	o, group := b.Origin()
	switch {
	case o == nil:
		return nil, nil, lint.CannotTell("the origin of %s is not known from this input", b), false
	case group != nil && group.MayFailOver(r):
		refused, because := group.SecondRefuses(b, r)
		switch refused {
		case symbol.False:
			return nil, nil, lint.Skip("after a 403 CloudFront asks origin %q, and %s", group.Secondary.ID(), because), false
		case symbol.Unknown:
			return nil, nil, lint.CannotTell("the origin group of %s may ask another origin", b), false
		}
	}
	if edge := b.AtEdge(r); edge.AlwaysAnswers {
		return nil, nil, notReached(edge), false
	}
	return b, o, decision, true
}

// comesIn tells whether the viewer protocol policy lets a request come in. When
// ok is false, the decision says why it does not.
func comesIn(b *cloudfront.Behavior, r cloudfront.Request) (decision lint.Decision, ok bool) {
	if r.Scheme != "http" {
		return decision, true
	}
	switch policy, known := b.ViewerProtocolPolicy().Literal(); {
	case !known:
		return lint.CannotTell("the viewer protocol policy of %s is not known from this input%s", b, b.ViewerProtocolPolicy().Whence()), false
	case policy == "redirect-to-https":
		return redirected, false
	case policy != "allow-all":
		return lint.Skip("not reached: the viewer protocol policy is %s", policy), false
	}
	return decision, true
}

// notReached is the decision for an origin where a function answers the request.
func notReached(e cloudfront.EdgeOutcome) lint.Decision { return lint.Skip("not reached: %s", e.Step) }

// otherKind is the decision for an origin of another kind than the rule is
// about.
func otherKind(o *cloudfront.Origin, want ...cloudfront.Kind) lint.Decision {
	switch kind := o.Endpoint().Kind; kind {
	case cloudfront.UnknownKind:
		return lint.CannotTell("what the domain name of origin %q leads to is not known from this input%s", o.ID(), o.DomainName().Whence())
	case cloudfront.ObjectLambda, cloudfront.MultiRegionPoint, cloudfront.DirectoryBucket:
		if want[0] == cloudfront.S3REST {
			return lint.CannotTell("of %s only the policies are known", kind)
		}
	}
	return kindsApart()[o.Endpoint().Kind][want[0]]
}

// kindsApart has the decision of a rule about the second kind for an origin of the
// first: most decisions that are made are one of these.
var kindsApart = sync.OnceValue(func() *[cloudfront.OtherKind + 1][cloudfront.OtherKind + 1]lint.Decision {
	var all [cloudfront.OtherKind + 1][cloudfront.OtherKind + 1]lint.Decision
	for is := range all {
		for want := range all[is] {
			all[is][want] = lint.Skip("the origin is %s, not %s", cloudfront.Kind(is), cloudfront.Kind(want))
		}
	}
	return &all
})

// soften lowers the denial of an origin where a function or an error page may
// come between it and the viewer. what says in words what the origin refuses.
func soften(d *cloudfront.Distribution, r cloudfront.Request, b *cloudfront.Behavior, decision lint.Decision, origin, what string) lint.Decision {
	switch edge := b.AtEdge(r); {
	case edge.ChangesOrigin:
		return lint.CannotTell("%s may change the origin or answer itself", edge.Function)
	case edge.Answers:
		decision = decision.AtMost(lint.Warning)
		decision.Because = decision.Because.And(", where %s does not answer itself", edge.Function)
	case edge.Repairs:
		decision = decision.AtMost(lint.Warning)
		decision.Because = decision.Because.And(", unless %s replaces the answer of %s", edge.Function, origin)
	}
	switch replaced, because := d.ReplacesError(r); replaced {
	case symbol.True:
		decision = decision.AtMost(lint.Warning).ForViewers("%s refuses %s with 403, and viewers see an error page instead", origin, what)
		decision.Because = decision.Because.And("; %s", because)
	case symbol.Unknown:
		decision = decision.AtMost(lint.Warning)
	}
	return decision
}

// stoppedByMethod reports whether a behavior certainly refuses the method of a
// request, so that its origin is not asked.
func stoppedByMethod(b *cloudfront.Behavior, r cloudfront.Request) bool {
	methods, _, known := b.AllowedMethods()
	return known && !slices.Contains(methods, r.Method)
}
