package cloudfront

import (
	"strconv"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

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
	signer := Unsigned
	var identity symbol.Text
	if e.Kind == S3REST {
		var at tf.Value
		if signer, at, identity = o.Signer(); signer == UnknownSigner {
			return question{origin: o}, "how CloudFront signs its requests to the origin is not known from this input" + at.Whence()
		}
	}
	if q, why = o.signed(r, action, signer); why != "" {
		return q, why
	}
	if signer == Identity {
		q.request.Principals = o.identityPrincipals(identity)
	}
	return q.below(e.Bucket.ARN(), r), ""
}

// signed composes a request but for its resource.
func (o *Origin) signed(r Request, action string, signer Signer) (q question, why string) {
	q = question{origin: o, signer: signer}
	if signer == AccessControl && r.Headers["authorization"] != "" && o.leavesAuthorization() {
		return q, "the request brings its own Authorization, which CloudFront may pass on instead of signing"
	}
	if _, ok := o.Path(); !ok {
		return q, "the origin path is not known from this input" + o.Block.Attr("origin_path").Whence()
	}
	q.request = iam.Request{Action: action, Context: o.context(r, signer)}
	if signer == AccessControl {
		q.request.Principals = []iam.Principal{cloudFront}
	}
	return q, ""
}

// below returns the question for the objects below an ARN.
func (q question) below(arn symbol.Text, r Request) question {
	prefix, _ := q.origin.Path()
	base := symbol.Concat(arn, q.origin.Distribution.model.canonical(prefix))
	q.request.Resource = base.Append(symbol.Literal(q.origin.key(r)))
	q.objects = base.Append(q.origin.pattern(r))
	return q
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
	const keys = 24 // are about as many as there will be
	ctx := make(map[string]iam.ContextValue, keys)
	ctx["aws:securetransport"] = literal(strconv.FormatBool(r.Scheme == "https" && o.Endpoint().Kind != S3Website))
	ctx["aws:sourceip"] = iam.ContextValue{Unknown: true, Values: []symbol.Text{iam.PublicAddress}} // that of an edge location
	for _, key := range [...]string{"aws:currenttime", "aws:epochtime", "aws:requestedregion", "aws:resourceaccount", "s3:resourceaccount"} {
		ctx[key] = iam.ContextValue{Unknown: true}
	}
	if b := o.Endpoint().Bucket; b != nil {
		owner := iam.ContextValue{Values: []symbol.Text{o.Distribution.model.accountOf(b.Resource)}}
		ctx["aws:resourceaccount"], ctx["s3:resourceaccount"] = owner, owner
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
	b := o.Distribution.BehaviorFor(r)
	for key, name := range map[string]string{"aws:referer": "referer", "aws:useragent": "user-agent"} {
		var h header
		if b != nil {
			h = b.headerTo(o, r, name)
		}
		switch {
		case h.sent == symbol.False:
		case h.sent == symbol.True && h.known:
			ctx[key] = iam.ContextValue{Values: []symbol.Text{h.value}}
		default:
			ctx[key] = iam.ContextValue{Unknown: true}
		}
	}
}
