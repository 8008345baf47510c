package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// entranceGate checks whether an entrance to S3 of one kind lets CloudFront in.
// fix says how to mend a refusal.
func entranceGate(kind cloudfront.Kind, fix func(*cloudfront.Origin, cloudfront.EntranceAnswer, lint.Decision) lint.Decision) func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
	return func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if r.Method != "GET" && r.Method != "HEAD" {
			return lint.Skip("the request does not read an object")
		}
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != kind {
			return otherKind(o, kind)
		}
		answer := o.Enter(b.AtEdge(r).Request)
		switch answer.Verdict {
		case cloudfront.NotKnown:
			return lint.CannotTell("%s", answer.Because)
		case cloudfront.Granted:
			return lint.Allow("%s", answer.Because)
		}
		decision = fix(o, answer, refusedEntrance(d, o, answer)).ForViewers("viewers get 403 for %s", b.Paths())
		if answer.Bucket != "" {
			decision = decision.AtMost(lint.Warning).ForViewers("viewers whose requests go to %s get 403 for %s", answer.Bucket, b.Paths())
		}
		return soften(d, r, b, decision, "S3", b.Paths()).Answers("S3", "AccessDenied")
	}
}

// refusedEntrance places a refusal: at the statement, at the resource, or at the
// origin that is not signed for.
func refusedEntrance(d *cloudfront.Distribution, o *cloudfront.Origin, a cloudfront.EntranceAnswer) lint.Decision {
	if a.Resource == nil {
		return lint.Deny("origin %q has no access control: %s", o.ID(), a.Because).At(d.Resource, o.DomainName())
	}
	decision := lint.Deny("%s does not let CloudFront in: %s", a.Resource.Address, a.Because).At(a.Resource, ownRange(a.Resource))
	if p := a.Policy; p != nil {
		decision = decision.At(p.Resource, p.At)
		if doc, at, ok := p.Statement(a.Statement, a.Condition); ok && !at.Range.IsZero() {
			decision = decision.At(doc, at).On(p.Resource).See(p.Resource, p.At.Range, "%s puts the statement there", p.Resource.Address)
		}
	}
	return decision.See(d.Resource, o.DomainName().Range, "%s reads it here", d.Resource.Address)
}
