package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

const multiRegionType = "aws_s3control_multi_region_access_point"

// multiRegionNamed returns the endpoint of the alias of a multi-region access
// point.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html.
func (m *Model) multiRegionNamed(alias symbol.Text) Endpoint {
	e := Endpoint{Kind: MultiRegionPoint}
	if r := m.referred(alias, "alias", multiRegionType); r != nil && !r.Data {
		e.Address = r.Address
	}
	return e
}

// expandMultiRegion composes the ARN of a multi-region access point, which ends
// with its alias.
func (m *Model) expandMultiRegion(s symbol.Symbol, r *tf.Resource) symbol.Text {
	if s.Attr != "arn" {
		return symbol.Of(s)
	}
	return symbol.Concat(symbol.Literal("arn:"+m.partition+":s3::"), m.accountOf(r), symbol.Literal(":accesspoint/"), m.expand(symbol.Symbol{Address: s.Address, Attr: "alias"}))
}

// enterMultiRegion asks the policy of a multi-region access point and those of its
// buckets. It takes no requests of anybody, unless its public access block is off.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html.
func (o *Origin) enterMultiRegion(r Request) EntranceAnswer {
	m := o.Distribution.model
	point := m.cfg.Resource(o.Endpoint().Address)
	if point == nil {
		return unknownEntrance("the multi-region access point is not made in this configuration")
	}
	details, complete := point.Body.Blocks("details")
	if !complete || len(details) != 1 {
		return unknownEntrance("the buckets of " + point.Address + " are not known from this input")
	}
	switch o.signerOfEntrance() {
	case Unsigned:
		if blocksPublic(details[0].Body, "public_access_block") == symbol.True {
			return refusedEntrance(nil, "CloudFront does not sign its requests, and "+point.Address+" blocks public access")
		}
		return unknownEntrance("whether a multi-region access point whose public access block is off takes requests of anybody is not documented for sure")
	case UnknownSigner, Identity:
		return unknownEntrance("how CloudFront signs its requests to the origin is not known from this input")
	}
	q, why := o.signed(r, "s3:GetObject", AccessControl)
	if why != "" {
		return unknownEntrance(why)
	}
	arn := m.expand(symbol.Symbol{Address: point.Address, Attr: "arn"})
	q.throughPoint(arn, point)
	policies, why := m.multiRegionPolicies(point, details[0].Attr("name"))
	answer := q.below(arn.Append(symbol.Literal("/object")), r).entering(point, policies, why)
	if answer.Verdict != Granted {
		return answer
	}
	return q.askRegions(point, details[0], r)
}

// multiRegionPolicies returns the policies of the multi-region access point with a
// name.
func (m *Model) multiRegionPolicies(point *tf.Resource, name tf.Value) (policies []ResourcePolicy, why string) {
	var all []named
	for _, r := range m.cfg.OfType(multiRegionType + "_policy") {
		details, _ := r.Body.Blocks("details")
		for _, d := range details {
			all = append(all, named{d.Attr("name"), written{r, d.Attr("policy")}})
		}
	}
	own, _ := name.Text()
	return m.policiesNaming(point, m.canonical(own), all)
}

// askRegions asks the policies of the buckets behind a multi-region access point.
// A request goes to the nearest bucket, so that one that refuses keeps out the
// viewers near it.
func (q question) askRegions(point *tf.Resource, details tf.Block, r Request) EntranceAnswer {
	regions, complete := details.Blocks("region")
	granted := EntranceAnswer{S3Answer: S3Answer{Verdict: Granted, Because: "every policy lets CloudFront in", Certain: true}}
	var refused, unknown *EntranceAnswer
	admitted := 0
	for _, region := range regions {
		answer := q.askRegion(point, region.Attr("bucket"), r)
		switch {
		case answer.Verdict == Granted:
			admitted++
		case answer.Verdict == NotKnown:
			unknown = &answer
		case refused == nil:
			refused = &answer
		}
	}
	switch {
	case refused != nil && (admitted > 0 || unknown != nil || !complete):
		refused.Bucket = refused.Resource.Address
		return *refused
	case refused != nil:
		return *refused
	case unknown != nil:
		return *unknown
	case !complete:
		return unknownEntrance("the buckets of " + point.Address + " are not known from this input")
	}
	return granted
}

// askRegion asks one of the buckets.
func (q question) askRegion(point *tf.Resource, name tf.Value, r Request) EntranceAnswer {
	m := q.origin.Distribution.model
	t, _ := name.Text()
	bucket := m.byName[m.canonical(t).Key()]
	if bucket == nil {
		return unknownEntrance("a bucket of " + point.Address + " is not made in this configuration")
	}
	policies, complete, why := bucket.Policies()
	if !complete {
		return unknownEntrance(why)
	}
	return q.below(bucket.ARN(), r).entering(bucket.Resource, policies, "")
}
