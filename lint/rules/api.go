package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// An apiCase is a request that API Gateway refuses for the reason that a rule
// stands for.
type apiCase struct {
	d      *cloudfront.Distribution
	r      cloudfront.Request
	b      *cloudfront.Behavior
	o      *cloudfront.Origin
	answer cloudfront.APIAnswer
}

// apiGate checks a request at one of the gates of API Gateway. deny composes the
// denial.
func apiGate(gate cloudfront.APIGate, deny func(*apiCase) lint.Decision) func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
	return func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != cloudfront.APIGateway {
			return otherKind(o, cloudfront.APIGateway)
		}
		c := &apiCase{d, r, b, o, o.AskAPI(gate, r)}
		switch {
		case c.answer.Moot:
			return lint.Skip("%s", c.answer.Because)
		case c.answer.Passes == symbol.True:
			return lint.Allow("%s", c.answer.Because)
		case c.answer.Passes == symbol.Unknown:
			return lint.CannotTell("%s", c.answer.Because)
		}
		return soften(d, r, b, deny(c), "API Gateway", b.Paths())
	}
}

// atPolicy puts the place of a denial at the resource policy, in a policy document
// at the very statement.
func (c *apiCase) atPolicy(d lint.Decision) lint.Decision {
	p := c.answer.Policy
	if doc, at, ok := p.Statement(c.answer.Statement, c.answer.Condition); ok && !at.Range.IsZero() {
		return d.At(doc, at).On(p.Resource).See(p.Resource, p.At.Range, "%s puts the statement on the API", p.Resource.Address)
	}
	return d.At(p.Resource, p.At)
}

// seeOrigin shows where CloudFront asks the API.
func (c *apiCase) seeOrigin(d lint.Decision) lint.Decision {
	return d.See(c.d.Resource, c.o.DomainName().Range, "%s asks the API here", c.d.Resource.Address)
}
