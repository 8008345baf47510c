package cloudfront

import (
	"fmt"
	"slices"

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

// pointARN composes the ARN of an access point of S3 or of Object Lambda.
func (m *Model) pointARN(r *tf.Resource) symbol.Text {
	service := "s3"
	if r.Type == objectLambdaType {
		service = "s3-object-lambda"
	}
	name, ok := r.Body.Attr("name").Text()
	region, known := regionOf(r).Text()
	if !ok || !known {
		return symbol.Of(symbol.Symbol{Address: r.Address, Attr: "arn"})
	}
	return symbol.Concat(symbol.Literal("arn:"+m.partition+":"+service+":"), m.canonical(region), symbol.Literal(":"), m.accountOf(r),
		symbol.Literal(":accesspoint/"), m.canonical(name))
}

// pointPolicies returns the policies that are put on an access point; why says
// what is not known of them.
func (m *Model) pointPolicies(point *tf.Resource) (policies []ResourcePolicy, why string) {
	var all []named
	for _, r := range m.cfg.OfType("aws_s3control_access_point_policy") {
		all = append(all, named{r.Body.Attr("access_point_arn"), writtenBy(r)[0]})
	}
	return m.policiesNaming(point, m.pointARN(point), all)
}

// A named policy tells whose it is.
type named struct {
	name tf.Value
	written
}

// policiesNaming returns those of some policies that are on an access point, which
// is called own; why says what is not known of them.
func (m *Model) policiesNaming(point *tf.Resource, own symbol.Text, all []named) (policies []ResourcePolicy, why string) {
	var on []written
	for _, n := range all {
		name, ok := n.name.Text()
		same := symbol.Equal(m.canonical(name), own)
		switch {
		case !ok && madeFrom(n.name, point), ok && same == symbol.True:
			on = append(on, n.written)
		case !ok || same == symbol.Unknown:
			return nil, fmt.Sprintf("the access point of %s is not known from this input", n.by.Address)
		}
	}
	if module := m.passedTo(point.Address); module != "" && len(on) == 0 {
		return nil, fmt.Sprintf("%s gets the access point and may put a policy on it, and its source is not at hand", module)
	}
	return m.writtenPolicies(point, on)
}

// madeFrom reports whether a value that is not known is made from attributes of one
// resource and nothing else, as a part of its id is.
func madeFrom(v tf.Value, r *tf.Resource) bool {
	return len(v.Refs) > 0 && !slices.ContainsFunc(v.Refs, func(s symbol.Symbol) bool { return s.Address != r.Address })
}

// throughPoint adds to a question about a bucket what S3 knows of the access
// point that it comes through.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html.
func (q question) throughPoint(arn symbol.Text, point *tf.Resource) {
	account := q.origin.Distribution.model.accountOf(point)
	q.request.Context["s3:dataaccesspointarn"] = iam.ContextValue{Values: []symbol.Text{arn}}
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
	if q.signer == Unsigned && blocksPublic(point.Body, "public_access_block_configuration") == symbol.True {
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

// blocksPublic tells whether the access point's own public access block is on, as
// it is unless it is switched off when the access point is made.
func blocksPublic(point tf.Body, block string) symbol.Truth {
	blocks, known := point.Blocks(block)
	if !known {
		return symbol.Unknown
	}
	on := symbol.TruthOf(len(blocks) == 0)
	for _, b := range blocks {
		on = on.Or(b.Attr("restrict_public_buckets").Bool(true)).Or(b.Attr("block_public_policy").Bool(true))
	}
	return on
}
