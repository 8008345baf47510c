package cloudfront

import (
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
		q.throughPoint(o.Distribution.model.pointARN(e.Point), e.Point)
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
