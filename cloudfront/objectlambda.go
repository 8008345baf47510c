package cloudfront

import (
	"slices"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

const objectLambdaType = "aws_s3control_object_lambda_access_point"

// objectLambdaNamed returns the endpoint of the alias of an access point of Object
// Lambda, with the supporting access point and its bucket as far as they are here.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html#using-S3-Object-Lambda.
func (m *Model) objectLambdaNamed(alias symbol.Text) Endpoint {
	e := Endpoint{Kind: ObjectLambda}
	r := m.referred(alias, "alias", objectLambdaType)
	if r == nil || r.Data {
		return e
	}
	e.Address = r.Address
	for _, c := range objectLambdaConfigs(r) {
		arn, _ := c.Attr("supporting_access_point").Text()
		if e.Point = m.pointWithARN(arn); e.Point != nil {
			e.Bucket, _ = m.bucketBehind(e.Point)
		}
	}
	return e
}

func objectLambdaConfigs(r *tf.Resource) []tf.Block {
	configs, _ := r.Body.Blocks("configuration")
	return configs
}

// pointWithARN returns the access point of this configuration with an ARN.
func (m *Model) pointWithARN(arn symbol.Text) *tf.Resource {
	for _, r := range m.cfg.OfType("aws_s3_access_point") {
		if symbol.Equal(m.canonical(arn), m.pointARN(r)) == symbol.True {
			return r
		}
	}
	return nil
}

// enterObjectLambda asks the four that have to let CloudFront in: the access point
// of Object Lambda, the one that supports it, the bucket, and the function. S3
// Object Lambda takes no requests of anybody.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-security.html.
func (o *Origin) enterObjectLambda(r Request) EntranceAnswer {
	switch o.signerOfEntrance() {
	case Unsigned:
		return refusedEntrance(nil, "CloudFront does not sign its requests, and Object Lambda takes signed requests only")
	case UnknownSigner, Identity:
		return unknownEntrance("how CloudFront signs its requests to the origin is not known from this input")
	}
	m, e := o.Distribution.model, o.Endpoint()
	point := m.cfg.Resource(e.Address)
	if point == nil {
		return unknownEntrance("the access point of Object Lambda is not made in this configuration")
	}
	q, why := o.signed(r, "s3-object-lambda:GetObject", AccessControl)
	if why != "" {
		return unknownEntrance(why)
	}
	if answer := q.askObjectLambda(point); answer.Verdict != Granted {
		return answer
	}
	if answer := o.askTransformer(point, r); answer.Verdict != Granted {
		return answer
	}
	if e.Point == nil || e.Bucket == nil {
		return unknownEntrance("the supporting access point of " + point.Address + " or its bucket is not made in this configuration")
	}
	return q.throughObjectLambda(e, r)
}

// askObjectLambda asks the policy of the access point of Object Lambda. It names
// the access point; what it means where it names objects is not documented.
func (q question) askObjectLambda(point *tf.Resource) EntranceAnswer {
	m := q.origin.Distribution.model
	own, _ := point.Body.Attr("name").Text()
	var all []named
	for _, r := range m.cfg.OfType(objectLambdaType + "_policy") {
		all = append(all, named{r.Body.Attr("name"), writtenBy(r)[0]})
	}
	policies, why := m.policiesNaming(point, m.canonical(own), all)
	q.request.Resource = m.pointARN(point)
	q.objects = q.request.Resource.Append(symbol.Literal("*"))
	return q.entering(point, policies, why)
}

// throughObjectLambda asks the supporting access point and the bucket. AWS does not
// say which keys of the distribution they get to see.
func (q question) throughObjectLambda(e Endpoint, r Request) EntranceAnswer {
	m := q.origin.Distribution.model
	q.request.Action = "s3:GetObject"
	q.request.Context["aws:calledvia"] = iam.ContextValue{Values: []symbol.Text{symbol.Literal("s3-object-lambda.amazonaws.com")}}
	for _, key := range []string{"aws:sourcearn", "aws:sourceaccount", "aws:viaawsservice"} {
		q.request.Context[key] = iam.ContextValue{Unknown: true}
	}
	arn := m.pointARN(e.Point)
	q.throughPoint(arn, e.Point)
	policies, why := m.pointPolicies(e.Point)
	answer := q.below(arn.Append(symbol.Literal("/object")), r).entering(e.Point, policies, why)
	if answer.Verdict != Granted {
		return answer
	}
	policies, complete, why := e.Bucket.Policies()
	if !complete {
		return unknownEntrance(why)
	}
	return q.below(e.Bucket.ARN(), r).entering(e.Bucket.Resource, policies, "")
}

// askTransformer asks for the permission to invoke the function that transforms
// what the request gets, if there is one for requests that read.
func (o *Origin) askTransformer(point *tf.Resource, r Request) EntranceAnswer {
	const action = "lambda:InvokeFunction"
	m := o.Distribution.model
	granted := EntranceAnswer{S3Answer: S3Answer{Verdict: Granted, Because: "every policy lets CloudFront in", Certain: true}}
	for _, config := range objectLambdaConfigs(point) {
		transformations, _ := config.Blocks("transformation_configuration")
		for _, t := range transformations {
			if !transforms(t, r) {
				continue
			}
			function := m.transformer(t)
			if function == nil || m.cfg.Partial || m.passedTo(function.Address, o.Distribution.Resource.Address) != "" {
				return unknownEntrance("the function of " + point.Address + " or a permission of it is not known from this input")
			}
			name, _ := m.functionName(function)
			allowed, why, nearest := o.permitted(invocation{function: name, action: action, through: point})
			switch allowed {
			case symbol.Unknown:
				return unknownEntrance(why)
			case symbol.False:
				answer := refusedEntrance(function, why)
				if nearest != nil {
					answer.Resource = nearest
				}
				answer.Action = action
				return answer
			}
		}
	}
	return granted
}

// transforms reports whether a transformation is for requests of the method.
func transforms(t tf.Block, r Request) bool {
	want := "GetObject"
	if r.Method == "HEAD" {
		want = "HeadObject"
	}
	actions, _ := t.Attr("actions").Texts()
	return slices.ContainsFunc(actions, func(a symbol.Text) bool { return a.String() == want })
}

// transformer returns the function of a transformation; nil when that is not made
// here, or is called by a version or alias.
func (m *Model) transformer(t tf.Block) *tf.Resource {
	contents, _ := t.Blocks("content_transformation")
	for _, c := range contents {
		functions, _ := c.Blocks("aws_lambda")
		for _, f := range functions {
			arn, _ := f.Attr("function_arn").Text()
			if s, sole := arn.Sole(); !sole || s.Attr == "arn" {
				return m.referred(arn, "arn", "aws_lambda_function")
			}
		}
	}
	return nil
}
