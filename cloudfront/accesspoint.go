package cloudfront

import (
	"fmt"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// pointNamed returns the access point of S3 with an alias, nil when it is not
// made here. Only by its alias can one be an origin.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html#using-S3-Access-Point.
func (m *Model) pointNamed(alias symbol.Text) *tf.Resource {
	r := m.referred(alias, "alias", "aws_s3_access_point")
	if r == nil || r.Data {
		return nil
	}
	return r
}

func (m *Model) expandPoint(s symbol.Symbol, r *tf.Resource) symbol.Text {
	if s.Attr == "arn" && r != nil && !r.Data {
		return m.pointARN(r)
	}
	return symbol.Of(s)
}

// pointARN composes the ARN of an access point.
func (m *Model) pointARN(r *tf.Resource) symbol.Text {
	name, ok := r.Body.Attr("name").Text()
	region, known := regionOf(r).Text()
	if !ok || !known {
		return symbol.Of(symbol.Symbol{Address: r.Address, Attr: "arn"})
	}
	return symbol.Concat(symbol.Literal("arn:"+m.partition+":s3:"), m.canonical(region), symbol.Literal(":"), account,
		symbol.Literal(":accesspoint/"), m.canonical(name))
}

// pointPolicies returns the policies that are put on an access point; why says
// what is not known of them.
func (m *Model) pointPolicies(point *tf.Resource) (policies []ResourcePolicy, why string) {
	var writers []*tf.Resource
	for _, r := range m.cfg.OfType("aws_s3control_access_point_policy") {
		arn, ok := r.Body.Attr("access_point_arn").Text()
		same := symbol.Equal(m.canonical(arn), m.pointARN(point))
		switch {
		case !ok || same == symbol.Unknown:
			return nil, fmt.Sprintf("the access point of %s is not known from this input", r.Address)
		case same == symbol.True:
			writers = append(writers, r)
		}
	}
	return m.writtenPolicies(point, writers)
}

// throughPoint adds to a question about a bucket what S3 knows of the access
// point that it comes through.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html.
func (q question) throughPoint(point *tf.Resource) {
	m := q.origin.Distribution.model
	q.request.Context["s3:dataaccesspointarn"] = iam.ContextValue{Values: []symbol.Text{m.pointARN(point)}}
	q.request.Context["s3:dataaccesspointaccount"] = iam.ContextValue{Values: []symbol.Text{account}}
	q.request.Context["s3:accesspointnetworkorigin"] = iam.ContextValue{Values: []symbol.Text{symbol.Literal("Internet")}}
}

// askPoint asks the access point itself. The bucket has to let the request in
// too.
func (q question) askPoint(point *tf.Resource, r Request) S3Answer {
	m := q.origin.Distribution.model
	refused := S3Answer{Verdict: PointRefuses, Certain: true}
	switch network, known := point.Body.Blocks("vpc_configuration"); {
	case len(network) > 0:
		refused.Because = "it takes requests from a VPC only"
		return refused
	case !known:
		return S3Answer{Because: fmt.Sprintf("from where %s takes requests is not known from this input", point.Address)}
	}
	if q.signer == Unsigned && pointBlocksPublic(point) == symbol.True {
		refused.Because = "CloudFront does not sign, and its own public access block is on"
		return refused
	}
	policies, why := m.pointPolicies(point)
	switch {
	case why != "":
		return S3Answer{Because: why}
	case len(policies) == 0:
		refused.Because = "it has no policy"
		return refused
	}
	answer := q.below(m.pointARN(point).Append(symbol.Literal("/object")), r).ask(policies)
	switch answer.Verdict {
	case Granted, NotKnown:
		return answer
	}
	answer.Verdict = PointRefuses
	return answer
}

// pointBlocksPublic tells whether the access point's own block is on, as it is
// unless it is switched off when the access point is made.
func pointBlocksPublic(point *tf.Resource) symbol.Truth {
	blocks, known := point.Body.Blocks("public_access_block_configuration")
	if !known {
		return symbol.Unknown
	}
	on := symbol.TruthOf(len(blocks) == 0)
	for _, b := range blocks {
		on = on.Or(b.Attr("restrict_public_buckets").Bool(true)).Or(b.Attr("block_public_policy").Bool(true))
	}
	return on
}
