package cloudfront

import (
	"fmt"

	"github.com/no403/no403/iam"
)

// ask evaluates the policies of the bucket. A bucket has one; when several
// resources write it, the last to be applied wins, so only an answer that all
// give counts.
func (q question) ask(policies []ResourcePolicy) S3Answer {
	if len(policies) == 0 {
		return S3Answer{Verdict: q.refusal(), Because: "the bucket has no policy", Certain: true}
	}
	first := q.askOne(&policies[0])
	for i := range policies[1:] {
		if other := q.askOne(&policies[i+1]); other.Verdict != first.Verdict {
			return differing(first, other)
		}
	}
	return first
}

// differing is the answer of two policies that do not agree.
func differing(first, second S3Answer) S3Answer {
	because := fmt.Sprintf("%s and %s both write the policy of the bucket, and which one is applied last is not known", first.Policy.Resource.Address, second.Policy.Resource.Address)
	if first.Verdict == Granted {
		first, second = second, first
	}
	if second.Verdict != Granted || first.Verdict == NotKnown {
		return S3Answer{Because: because}
	}
	first.Because = fmt.Sprintf("%s: of the two %s does not let CloudFront in (%s)", because, first.Policy.Resource.Address, first.Because)
	first.Verdict, first.Other = PoliciesDiffer, second.Policy
	return first
}

func (q question) refusal() Verdict {
	if q.signer == Unsigned {
		return NotPublic
	}
	return NoGrant
}

func (q question) askOne(p *ResourcePolicy) S3Answer {
	d := p.Policy.Evaluate(q.request)
	a := S3Answer{Policy: p, Certain: true}
	switch d.Outcome {
	case iam.Allow:
		a.Verdict = Granted
		a.Because = fmt.Sprintf("%s of %s allows it", d.Statements[0], p.Resource.Address)
	case iam.ExplicitDeny:
		a.Verdict, a.Statement = DeniedOutright, d.Statements[0]
		a.Because = fmt.Sprintf("%s denies it%s", d.Statements[0], p.conditions(d.Statements[0].Conditions))
	case iam.ImplicitDeny:
		near := q.nearest(p)
		a.Verdict, a.Because, a.Statement, a.Condition = near.verdict, near.because, near.statement, near.condition
	default:
		a.Because = d.Because
	}
	return a
}
