package rules

import (
	"fmt"
	"slices"

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
	edge   cloudfront.EdgeOutcome // what functions make of the request
	b      *cloudfront.Behavior
	o      *cloudfront.Origin
	bucket *cloudfront.Bucket
	answer cloudfront.S3Answer
}

// An s3Gate is what a rule stands for: one reason why S3 refuses a request.
type s3Gate struct {
	verdict cloudfront.Verdict
	also    []cloudfront.Verdict // others that the rule reports
	kinds   []cloudfront.Kind
	// signed and unsigned tell which requests of CloudFront the reason can hit.
	signed, unsigned bool
	// kms tells that the reason is the key of AWS KMS.
	kms bool
	// writes tells that the requests write instead of reading.
	writes bool
	// deny composes the denial.
	deny func(*s3Case) lint.Decision
}

// check answers for one request.
func (g s3Gate) check(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
	if isWrite(r) != g.writes {
		return lint.Skip("the request is of another kind")
	}
	b, o, decision, ok := originAtS3(d, r, g.kinds...)
	if !ok {
		return decision
	}
	switch who := signerOf(o); {
	case who == cloudfront.Unsigned && !g.unsigned:
		return lint.Skip("CloudFront does not sign its requests to origin %q", o.ID())
	case who != cloudfront.Unsigned && who != cloudfront.UnknownSigner && !g.signed:
		return lint.Skip("CloudFront signs its requests to origin %q", o.ID())
	}
	answer := askS3(b, o, r)
	first, because := answer.Verdict, answer.Because
	if g.kms {
		if answer.Then != nil {
			answer = *answer.Then // one cure leads to the next 403: both are reported
		}
		if decision, ok := usable(answer, o.Endpoint().Bucket, g.verdict); ok {
			return decision
		}
	}
	switch v := answer.Verdict; {
	case !g.kms && answer.PolicyUnknown != "":
		return lint.CannotTell("%s", answer.PolicyUnknown)
	case first == cloudfront.NotKnown:
		return lint.CannotTell("%s", because)
	case v == cloudfront.Granted:
		return lint.Allow("%s", answer.Because)
	case v == g.verdict || slices.Contains(g.also, v):
		c := newS3Case(d, r, b, o)
		c.answer = answer
		if decision = g.deny(c); decision.Answer != lint.Denied {
			return decision
		}
		return c.temper(decision)
	}
	return lint.Skip("not reached: S3 refuses the request for another reason")
}

// askS3 asks S3 about what the edge functions make of a request.
func askS3(b *cloudfront.Behavior, o *cloudfront.Origin, r cloudfront.Request) cloudfront.S3Answer {
	passed := b.AtEdge(r).Request
	if isWrite(r) {
		return o.S3Write(passed)
	}
	return o.S3Read(passed)
}

// s3Origin finds the S3 origin that a request reads from. When ok is false,
// the decision says why there is none.
func s3Origin(d *cloudfront.Distribution, r cloudfront.Request, kinds ...cloudfront.Kind) (c *s3Case, decision lint.Decision, ok bool) {
	if isWrite(r) {
		return nil, lint.Skip("the request does not read an object"), false
	}
	return atS3(d, r, kinds...)
}

// isWrite tells requests that put or delete an object.
func isWrite(r cloudfront.Request) bool { return r.Method == "PUT" || r.Method == "DELETE" }

// atS3 finds the S3 origin that a request comes to.
func atS3(d *cloudfront.Distribution, r cloudfront.Request, kinds ...cloudfront.Kind) (c *s3Case, decision lint.Decision, ok bool) {
	b, o, decision, ok := originAtS3(d, r, kinds...)
	if !ok {
		return nil, decision, false
	}
	return newS3Case(d, r, b, o), decision, true
}

// originAtS3 finds the behavior and the S3 origin that a request comes to.
func originAtS3(d *cloudfront.Distribution, r cloudfront.Request, kinds ...cloudfront.Kind) (b *cloudfront.Behavior, o *cloudfront.Origin, decision lint.Decision, ok bool) {
	if r.Method != "GET" && r.Method != "HEAD" && !isWrite(r) {
		return nil, nil, lint.Skip("the request neither reads nor writes an object"), false
	}
	if b, o, decision, ok = originOf(d, r); !ok {
		return nil, nil, decision, false
	}
	if !slices.Contains(kinds, o.Endpoint().Kind) {
		return nil, nil, otherKind(o, kinds...), false
	}
	return b, o, decision, true
}

func newS3Case(d *cloudfront.Distribution, r cloudfront.Request, b *cloudfront.Behavior, o *cloudfront.Origin) *s3Case {
	return &s3Case{d: d, r: r, edge: b.AtEdge(r), b: b, o: o, bucket: o.Endpoint().Bucket}
}

// signerOf returns how CloudFront signs. A website endpoint knows no signatures.
func signerOf(o *cloudfront.Origin) cloudfront.Signer {
	if o.Endpoint().Kind == cloudfront.S3Website {
		return cloudfront.Unsigned
	}
	who, _, _ := o.Signer()
	return who
}

// ask asks S3. When ok is false, there is no answer, and the decision says why.
func (c *s3Case) ask() (decision lint.Decision, ok bool) {
	c.answer = askS3(c.b, c.o, c.r)
	if c.answer.Verdict == cloudfront.NotKnown {
		return lint.CannotTell("%s", c.answer.Because), false
	}
	return decision, true
}

// temper lowers a denial that something else may cure.
func (c *s3Case) temper(d lint.Decision) lint.Decision {
	if !c.answer.Certain {
		d = d.AtMost(lint.Warning)
		d.Because = d.Because.And(", unless %s", c.answer.Unless)
	}
	if d.Evidence == "" {
		d = d.Answers("S3", "AccessDenied")
	}
	return soften(c.d, c.r, c.b, d, "S3", c.objects())
}

// objects says in words what S3 refuses.
func (c *s3Case) objects() string {
	if len(c.d.Behaviors) == 1 {
		return "every object of this distribution"
	}
	if len(c.d.Origins) > 1 && c.b.Default {
		return fmt.Sprintf("every object of origin %q", c.o.ID())
	}
	return c.b.Paths()
}

// atPolicy puts the place of a denial at the policy of the bucket, or at the
// origin when there is none. In a policy document it is the very statement.
func (c *s3Case) atPolicy(d lint.Decision) lint.Decision {
	p := c.answer.Policy
	if p == nil {
		return d.At(c.d.Resource, c.o.DomainName()).
			On(c.bucket.Resource).
			See(c.bucket.Resource, c.bucket.Resource.Range, "the bucket is here")
	}
	if doc, at, ok := p.Statement(c.answer.Statement, c.answer.Condition); ok && !at.Range.IsZero() {
		d = d.At(doc, at).On(p.Resource).See(p.Resource, p.At.Range, "%s puts the statement on the bucket", p.Resource.Address)
	} else {
		d = d.At(p.Resource, p.At)
	}
	return d.See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address)
}

// howRead says in words how CloudFront reads the origin.
func (c *s3Case) howRead() (how, principal string) {
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
