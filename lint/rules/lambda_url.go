package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// urlGate checks a request for one reason why a Lambda function URL refuses it.
// deny composes the denial.
func urlGate(verdict cloudfront.URLVerdict, deny func(o *cloudfront.Origin, a cloudfront.URLAnswer) lint.Decision) func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
	return func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != cloudfront.LambdaURL {
			return otherKind(o, cloudfront.LambdaURL)
		}
		switch answer := o.InvokeURL(); answer.Verdict {
		case cloudfront.URLNotKnown:
			return lint.CannotTell("%s", answer.Because)
		case cloudfront.URLOpen:
			return lint.Allow("%s", answer.Because)
		case verdict:
			decision = deny(o, answer).
				ForViewers("viewers get 403 for %s", b.Paths()).
				See(d.Resource, o.DomainName().Range, "%s asks it here", d.Resource.Address)
			return soften(d, r, b, decision, "Lambda", b.Paths()).Answers("Lambda", "AccessDeniedException")
		}
		return lint.Skip("not reached: Lambda refuses the request for another reason")
	}
}
