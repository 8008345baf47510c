package cloudfront

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Verdict is what S3 does with CloudFront's request, and why.
type Verdict int

// The verdicts. All but Granted end in 403.
const (
	// NotKnown: this input does not decide.
	NotKnown Verdict = iota
	// Granted: S3 hands the object over.
	Granted
	// NoGrant: CloudFront signs, and no statement lets it read.
	NoGrant
	// GrantsAnother: a statement grants it to another distribution or
	// identity, or to the other way of signing.
	GrantsAnother
	// DeniedOutright: a Deny statement matches.
	DeniedOutright
	// NotPublic: CloudFront does not sign, and nothing is public.
	NotPublic
	// PublicBlocked: a statement makes the bucket public, and a public access
	// block takes that back.
	PublicBlocked
	// KeyRefuses: the objects are encrypted with a key whose policy does not let
	// CloudFront decrypt.
	KeyRefuses
	// KeyOfAWS: they are encrypted with the key that AWS manages.
	KeyOfAWS
	// KeyUnusable: they are encrypted with a key, and CloudFront does not sign
	// with origin access control.
	KeyUnusable
	// PoliciesDiffer: several resources write the one policy of the bucket, and
	// not all of what they write grants it.
	PoliciesDiffer
	// RequesterPays: the bucket charges whoever asks, which CloudFront does not
	// agree to.
	RequesterPays
	// PointRefuses: the origin is an access point that does not let CloudFront
	// in, or one that it cannot reach.
	PointRefuses
)

// An S3Answer is a verdict with its evidence.
type S3Answer struct {
	Verdict Verdict
	Because string
	// Policy is the one that decides or comes nearest; nil without any.
	Policy *ResourcePolicy
	// Other is the policy that would grant it, when Policy may overwrite it.
	Other *ResourcePolicy
	// Statement is the one in it that denies the request, or that comes nearest
	// to granting it; nil without any. Condition is what of it is not met.
	Statement *iam.Statement
	Condition *iam.Condition
	// Certain is false when a setting that only the account knows may change
	// the verdict; Unless says which.
	Certain bool
	Unless  string
	// KeyUsable tells whether the request may use the key that the object is
	// encrypted with, if any. KeyUnknown says why that is not known. Key is the key
	// that refuses, or may.
	KeyUsable  symbol.Truth
	KeyUnknown string
	Key        *tf.Resource
	// PolicyUnknown says what is not known of the bucket policy when the key
	// refuses whatever the policy says.
	PolicyUnknown string
	// Then is what S3 would answer if the policies let the request in, when a
	// key keeps it out as well; nil otherwise.
	Then *S3Answer
}

// S3Read answers whether S3 hands over an existing object to the origin's
// distribution for a request of a viewer.
func (o *Origin) S3Read(r Request) S3Answer {
	if len(r.Headers) > 0 || len(r.Without) > 0 {
		return o.askS3(r, "s3:GetObject")
	}
	// Every rule about S3 asks about the same few requests.
	key := readKey{r.Method, r.Scheme, r.Path, r.behavior, r.rewritten}
	answer, known := o.reads[key]
	if !known {
		answer = o.askS3(r, "s3:GetObject")
		if o.reads == nil {
			o.reads = make(map[readKey]S3Answer)
		}
		o.reads[key] = answer
	}
	return answer
}

// A readKey is what the answer to a read depends on, for a request without
// headers of its own.
type readKey struct {
	method, scheme, path string
	behavior             *Behavior
	rewritten            bool
}

// S3Write answers whether S3 takes what a viewer puts or deletes.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.
func (o *Origin) S3Write(r Request) S3Answer {
	if r.Method == "DELETE" {
		return o.askS3(r, "s3:DeleteObject")
	}
	return o.askS3(r, "s3:PutObject")
}

func (o *Origin) askS3(r Request, action string) S3Answer {
	e := o.Endpoint()
	switch {
	case e.Kind != S3REST && e.Kind != S3Website:
		return S3Answer{Because: "the origin is not S3"}
	case e.Bucket == nil:
		return S3Answer{Because: "the bucket is not made in this configuration, so its policy is not known"}
	}
	if payer := e.Bucket.RequesterPays(); payer.Charges == symbol.True {
		return S3Answer{Verdict: RequesterPays, Because: payer.Resource.Address + " makes requesters pay", Certain: true}
	}
	policies, complete, whyPolicies := e.Bucket.Policies()
	q, why := o.question(r, action)
	switch {
	case q.signer == UnknownSigner && complete && len(policies) == 0 && !e.Bucket.usesACLs() && e.Bucket.objectACLsCount() == symbol.False:
		return S3Answer{Verdict: NoGrant, Because: "the bucket has no policy", Certain: true} // however CloudFront signs
	case why != "":
		return S3Answer{Because: why}
	}
	if e.Point != nil {
		q.throughPoint(e.Point)
		switch point := q.askPoint(e.Point, r); point.Verdict {
		case PointRefuses:
			return point
		case NotKnown:
			complete, whyPolicies = false, point.Because
		}
	}
	answer := S3Answer{Because: whyPolicies}
	if complete {
		answer = q.askPolicies(e.Bucket, policies)
	}
	return o.withKey(q, r, answer)
}

// withKey adds to what the policies answer what the key does.
func (o *Origin) withKey(q question, r Request, answer S3Answer) S3Answer {
	switch refused := answer.Verdict != Granted && answer.Verdict != NotKnown; {
	case refused && q.reads():
		if then := o.decrypted(q, r, S3Answer{Verdict: Granted, Certain: true}); then.Verdict == KeyRefuses || then.Verdict == KeyOfAWS {
			answer.Then = &then
		}
		return answer
	case refused:
		return answer
	case q.request.Action == "s3:DeleteObject":
		answer.KeyUsable = symbol.True // nothing is decrypted
		return answer
	}
	return o.decrypted(q, r, answer)
}

// askPolicies evaluates the policies of the bucket together with its ACLs and
// its public access block.
func (q question) askPolicies(b *Bucket, policies []ResourcePolicy) S3Answer {
	answer := q.ask(policies)
	switch {
	case q.signer == Unsigned:
		return q.origin.public(b, answer)
	case !q.reads():
	case answer.Verdict != Granted && answer.Verdict != DeniedOutright && b.usesACLs() && b.objectACLsCount() != symbol.False:
		return S3Answer{Because: "objects may be public by their ACL, which whoever uploads them sets"}
	case q.signer == Identity && answer.Verdict == Granted && answer.Policy.Policy.Public() == symbol.True && b.PublicAccess().Policies != symbol.False:
		// AWS does not say whether an identity, which is of no account, counts
		// as one of another account.
		return S3Answer{Because: "whether the public access block of the bucket, whose policy is public, keeps out an origin access identity is not documented"}
	}
	return answer
}

// reads tells whether the question is about reading an object.
func (q question) reads() bool { return q.request.Action == "s3:GetObject" }

// S3List answers whether the origin's signer may list the bucket. If so, S3
// answers 404 for a key that does not exist, otherwise 403.
// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
func (o *Origin) S3List(r Request) symbol.Truth {
	b := o.Endpoint().Bucket
	if b == nil {
		return symbol.Unknown
	}
	q, why := o.question(r, "s3:ListBucket")
	if why != "" {
		return symbol.Unknown
	}
	q.request.Resource, q.objects = b.ARN(), b.ARN()
	policies, complete, _ := b.Policies()
	if !complete {
		return symbol.Unknown
	}
	answer := q.ask(policies)
	granted := symbol.TruthOf(answer.Verdict == Granted)
	if answer.Verdict == NotKnown {
		granted = symbol.Unknown
	}
	if q.signer == Unsigned && granted == symbol.True {
		granted = b.PublicAccess().Policies.Not()
	}
	return granted.Or(b.publicACL())
}

// cloudFront is who asks when CloudFront signs with origin access control.
var cloudFront = iam.Principal{Kind: iam.Service, ID: symbol.Literal("cloudfront.amazonaws.com")}

// A question is one request of CloudFront to S3.
type question struct {
	origin  *Origin
	signer  Signer
	request iam.Request
	objects symbol.Text // a pattern of all objects that the behavior asks for
}

// question composes the request; why says what of it is not known.
func (o *Origin) question(r Request, action string) (q question, why string) {
	e := o.Endpoint()
	q = question{origin: o, signer: Unsigned}
	var identity symbol.Text
	if e.Kind == S3REST {
		var at tf.Value
		if q.signer, at, identity = o.Signer(); q.signer == UnknownSigner {
			return q, "how CloudFront signs its requests to the origin is not known from this input" + at.Whence()
		}
	}
	if q.signer == AccessControl && r.Headers["authorization"] != "" && o.leavesAuthorization() {
		return q, "the request brings its own Authorization, which CloudFront may pass on instead of signing"
	}
	prefix, ok := o.Path()
	if !ok {
		return q, "the origin path is not known from this input" + o.Block.Attr("origin_path").Whence()
	}
	base := symbol.Concat(e.Bucket.ARN(), o.Distribution.model.canonical(prefix))
	q.request = iam.Request{
		Action:   action,
		Resource: base.Append(symbol.Literal(o.key(r))),
		Context:  o.context(r, q.signer),
	}
	q.objects = base.Append(o.pattern(r))
	switch q.signer {
	case AccessControl:
		q.request.Principals = []iam.Principal{cloudFront}
	case Identity:
		q.request.Principals = o.identityPrincipals(identity)
	}
	return q, ""
}

// key returns the path that CloudFront asks the origin for.
func (o *Origin) key(r Request) string {
	if r.Path == "/" {
		if object, set := o.Distribution.DefaultRootObject(); set == symbol.True {
			if s, ok := object.Literal(); ok {
				return "/" + s
			}
		}
	}
	return r.Path
}

// pattern matches every path that the request's behavior asks for.
func (o *Origin) pattern(r Request) symbol.Text {
	if b := o.Distribution.BehaviorFor(r); b != nil {
		p, ok := b.pattern()
		if ok && (!r.rewritten || b.matches(symbol.Literal(r.Path)) == symbol.True) {
			return p
		}
	}
	return symbol.Literal("/*")
}

func (o *Origin) identityPrincipals(id symbol.Text) []iam.Principal {
	ps := []iam.Principal{{Kind: iam.AWS, ID: o.Distribution.model.identityARN(id)}}
	m := o.Distribution.model
	if r := m.referred(id, "id", "aws_cloudfront_origin_access_identity"); r != nil {
		ps = append(ps, iam.Principal{Kind: iam.CanonicalUser, ID: m.expand(symbol.Symbol{Address: r.Address, Attr: "s3_canonical_user_id"})})
	}
	return ps
}

// context returns the condition keys of the request.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
func (o *Origin) context(r Request, signer Signer) map[string]iam.ContextValue {
	literal := func(s string) iam.ContextValue { return iam.ContextValue{Values: []symbol.Text{symbol.Literal(s)}} }
	ctx := map[string]iam.ContextValue{
		"aws:securetransport": literal(strconv.FormatBool(r.Scheme == "https" && o.Endpoint().Kind != S3Website)),
		"aws:sourceip":        {Unknown: true, Values: []symbol.Text{iam.PublicAddress}}, // that of an edge location
		"aws:currenttime":     {Unknown: true},
		"aws:epochtime":       {Unknown: true},
		"aws:requestedregion": {Unknown: true},
		"aws:resourceaccount": {Values: []symbol.Text{o.Distribution.account()}},
		"s3:resourceaccount":  {Values: []symbol.Text{o.Distribution.account()}},
	}
	if o.Endpoint().Kind == S3REST {
		ctx["s3:tlsversion"] = literal("1.3")
	}
	switch signer {
	case AccessControl:
		ctx["aws:securetransport"] = literal("true")
		ctx["aws:sourcearn"] = iam.ContextValue{Values: []symbol.Text{o.Distribution.ARN()}}
		ctx["aws:sourceaccount"] = iam.ContextValue{Values: []symbol.Text{o.Distribution.account()}}
		ctx["aws:principalisawsservice"] = literal("true")
		ctx["aws:principalservicename"] = literal("cloudfront.amazonaws.com")
		ctx["aws:principaltype"] = iam.ContextValue{Unknown: true}
		ctx["aws:principalarn"] = iam.ContextValue{Unknown: true}
		ctx["aws:principalaccount"] = iam.ContextValue{Unknown: true}
		ctx["aws:userid"] = iam.ContextValue{Unknown: true}
		ctx["aws:sourceorgid"] = iam.ContextValue{Unknown: true}
		ctx["aws:sourceorgpaths"] = iam.ContextValue{Unknown: true}
		ctx["aws:viaawsservice"] = literal("false")
	case Identity:
		ctx["aws:principalisawsservice"] = literal("false")
		ctx["aws:principalarn"] = iam.ContextValue{Unknown: true}
		ctx["aws:principalaccount"] = iam.ContextValue{Unknown: true}
		ctx["aws:principaltype"] = iam.ContextValue{Unknown: true}
		ctx["aws:userid"] = iam.ContextValue{Unknown: true}
	}
	o.addHeaders(ctx, r)
	return ctx
}

// addHeaders adds the condition keys that come from headers.
func (o *Origin) addHeaders(ctx map[string]iam.ContextValue, r Request) {
	for key, header := range map[string]string{"aws:referer": "Referer", "aws:useragent": "User-Agent"} {
		if v, present := o.headerToOrigin(r, header); present {
			ctx[key] = v
		}
	}
}

// headerToOrigin returns what the origin sees of a header.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
func (o *Origin) headerToOrigin(r Request, name string) (v iam.ContextValue, present bool) {
	switch value, set := o.CustomHeader(name); set {
	case symbol.True:
		t, ok := value.Text()
		return iam.ContextValue{Values: []symbol.Text{o.Distribution.model.canonical(t)}, Unknown: !ok}, true
	case symbol.Unknown:
		return iam.ContextValue{Unknown: true}, true
	}
	b := o.Distribution.BehaviorFor(r)
	if b == nil {
		return iam.ContextValue{Unknown: true}, true
	}
	if forwarded, _ := b.Forwards(name); forwarded != symbol.False {
		return iam.ContextValue{Unknown: true}, true
	}
	if strings.EqualFold(name, "User-Agent") {
		return iam.ContextValue{Values: []symbol.Text{symbol.Literal("Amazon CloudFront")}}, true
	}
	return v, false
}

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
