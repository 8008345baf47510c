package rules

import (
	"fmt"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An s3Case is a request that S3 refuses for the reason that a rule stands
// for.
type s3Case struct {
	d      *cloudfront.Distribution
	r      cloudfront.Request
	b      *cloudfront.Behavior
	o      *cloudfront.Origin
	bucket *cloudfront.Bucket
	answer cloudfront.S3Answer
}

// s3Refusal answers for a rule that stands for one verdict of S3 on origins of
// some kinds; deny composes the denial.
func s3Refusal(d *cloudfront.Distribution, r cloudfront.Request, verdict cloudfront.Verdict, deny func(s3Case) lint.Decision, kinds ...cloudfront.Kind) lint.Decision {
	c, decision, ok := s3Ask(d, r, kinds...)
	switch {
	case !ok:
		return decision
	case c.answer.Verdict == cloudfront.Granted:
		return lint.Allow("%s", c.answer.Because)
	case c.answer.Verdict != verdict:
		return lint.Skip("not reached: S3 refuses the request for another reason")
	}
	return c.temper(deny(c))
}

// s3Ask asks S3 about a request that reads. When ok is false, the decision
// says why there is no answer.
func s3Ask(d *cloudfront.Distribution, r cloudfront.Request, kinds ...cloudfront.Kind) (c s3Case, decision lint.Decision, ok bool) {
	if r.Method != "GET" && r.Method != "HEAD" {
		return c, lint.Skip("the request does not read an object"), false
	}
	b, o, decision, ok := originOf(d, r)
	if !ok {
		return c, decision, false
	}
	e := o.Endpoint()
	if e.Kind != kinds[0] && (len(kinds) < 2 || e.Kind != kinds[1]) {
		return c, otherKind(o, kinds...), false
	}
	if edge := b.Edge(); edge.AlwaysAnswers {
		return c, lint.Skip("%s answers every request itself", edge.Function), false
	}
	c = s3Case{d: d, r: r, b: b, o: o, bucket: e.Bucket, answer: o.S3Read(r)}
	if c.answer.Verdict == cloudfront.NotKnown {
		return c, lint.CannotTell("%s", c.answer.Because), false
	}
	return c, decision, true
}

// temper lowers a denial that something else may cure.
func (c s3Case) temper(d lint.Decision) lint.Decision {
	if !c.answer.Certain {
		d = d.AtMost(lint.Warning)
		d.Because += ", unless " + c.answer.Unless
	}
	switch edge := c.b.Edge(); {
	case edge.ChangesOrigin:
		return lint.CannotTell("%s may change the origin or answer itself", edge.Function)
	case edge.Answers:
		d = d.AtMost(lint.Warning)
		d.Because += fmt.Sprintf(", where %s does not answer itself", edge.Function)
	}
	switch replaced, because := c.d.ReplacesError(c.r); replaced {
	case symbol.True:
		d = d.AtMost(lint.Warning).ForViewers("S3 refuses %s with 403, and viewers see an error page instead", c.objects())
		d.Because += "; " + because
	case symbol.Unknown:
		d = d.AtMost(lint.Warning)
	}
	return d.Answers("S3", "AccessDenied")
}

// objects says in words what S3 refuses.
func (c s3Case) objects() string {
	if len(c.d.Behaviors) == 1 {
		return "every object of this distribution"
	}
	if len(c.d.Origins) > 1 && c.b.Default {
		return fmt.Sprintf("every object of origin %q", c.o.ID())
	}
	return c.b.Paths()
}

// atPolicy puts the place of a denial at the policy of the bucket, or at the
// origin when there is none.
func (c s3Case) atPolicy(d lint.Decision) lint.Decision {
	if p := c.answer.Policy; p != nil {
		return d.At(p.Resource, p.At).
			See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address)
	}
	return d.At(c.d.Resource, c.o.DomainName()).
		On(c.bucket.Resource).
		See(c.bucket.Resource, c.bucket.Resource.Range, "the bucket is here")
}

// howRead says in words how CloudFront reads the origin.
func (c s3Case) howRead() (how, principal string) {
	who, _, identity := c.o.Signer()
	if who == cloudfront.Identity {
		return "with an origin access identity", fmt.Sprintf("the identity %s", identityName(identity))
	}
	return "with origin access control", "cloudfront.amazonaws.com"
}

func identityName(id symbol.Text) string {
	if s, ok := id.Sole(); ok {
		return s.Address
	}
	return id.String()
}

// ownRange is the place of a resource as a whole.
func ownRange(r *tf.Resource) tf.Value { return tf.AbsentValue(r.Range) }
