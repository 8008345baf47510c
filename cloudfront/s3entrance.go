package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An EntranceAnswer is what an entrance to S3 that is not a bucket's own does with
// CloudFront's request: an access point of Object Lambda, a multi-region access
// point, or a directory bucket. The verdicts are PointRefuses, Granted and
// NotKnown.
type EntranceAnswer struct {
	S3Answer
	// Resource is the one at fault, nil when the origin itself is.
	Resource *tf.Resource
	// Action is what CloudFront may not do, empty when that is not what is wrong.
	Action string
	// Bucket is the one of several that refuses; empty when all requests are
	// refused.
	Bucket string
}

// Enter asks the entrance that the origin's domain name leads to.
func (o *Origin) Enter(r Request) EntranceAnswer {
	switch o.Endpoint().Kind {
	case ObjectLambda:
		return o.enterObjectLambda(r)
	case MultiRegionPoint:
		return o.enterMultiRegion(r)
	case DirectoryBucket:
		return o.enterDirectory()
	}
	return EntranceAnswer{S3Answer: S3Answer{Because: "the origin is no entrance of this kind"}}
}

func refusedEntrance(at *tf.Resource, because string) EntranceAnswer {
	return EntranceAnswer{Resource: at, S3Answer: S3Answer{Verdict: PointRefuses, Because: because, Certain: true}}
}

func unknownEntrance(why string) EntranceAnswer {
	return EntranceAnswer{S3Answer: S3Answer{Because: why}}
}

// entering asks the policies on the entrance itself; the answer is final unless
// they let the request in.
func (q question) entering(point *tf.Resource, policies []ResourcePolicy, why string) EntranceAnswer {
	switch {
	case why != "":
		return unknownEntrance(why)
	case len(policies) == 0:
		answer := refusedEntrance(point, "it has no policy")
		answer.Action = q.request.Action
		return answer
	}
	answer := EntranceAnswer{S3Answer: q.ask(policies), Resource: point, Action: q.request.Action}
	if answer.Verdict != Granted && answer.Verdict != NotKnown {
		answer.Verdict = PointRefuses
	}
	return answer
}

// signerOfEntrance tells how CloudFront signs what it sends to an entrance. Those
// are custom origins too.
func (o *Origin) signerOfEntrance() Signer {
	signer, at, _ := o.Signer()
	if signer != UnknownSigner || at.Unset() {
		return signer
	}
	t, _ := at.Text()
	control := o.Distribution.model.referred(t, "id", "aws_cloudfront_origin_access_control")
	if control == nil || control.Data {
		return UnknownSigner
	}
	return signerOf(control)
}

// enterDirectory answers for a directory bucket, which is never public. What S3
// answers to a request that CloudFront signs is not documented.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-overview.html.
func (o *Origin) enterDirectory() EntranceAnswer {
	if o.signerOfEntrance() == Unsigned {
		return refusedEntrance(nil, "CloudFront does not sign its requests, and a directory bucket is never public")
	}
	return unknownEntrance("what a directory bucket answers to a request that CloudFront signs is not documented")
}

// directoryNamed reports whether a name is that of a directory bucket.
func (m *Model) directoryNamed(name symbol.Text) bool {
	return m.referred(name, "bucket", "aws_s3_directory_bucket") != nil
}
