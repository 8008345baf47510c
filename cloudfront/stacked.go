package cloudfront

import (
	"fmt"
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// maxStacked is how many distributions a request may pass on its way to an
// origin.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html.
const maxStacked = 2

// A Stack is the way of a request through a distribution that has another one
// as its origin.
type Stack struct {
	// Inner is the distribution behind the origin.
	Inner *Distribution
	// Chain is all distributions on the way as far as they are known, the outer
	// one first.
	Chain []*Distribution
	// Beyond is the name of one more that this configuration does not make,
	// empty without one.
	Beyond string
	// Refused tells whether Inner answers 403 before it asks its own origin;
	// Because says why. At is what makes it so, in Inner or its web ACL.
	Refused symbol.Truth
	Because string
	Holder  *tf.Resource
	At      tf.Value
	// OverHTTP tells that Inner refuses the request because it comes over http.
	OverHTTP bool
	// ByMethod tells that At are the methods that Inner allows.
	ByMethod bool
	// Everybody tells that Inner refuses all of its viewers.
	Everybody bool
}

// TooLong reports whether the request passes more distributions than CloudFront
// lets it.
func (s *Stack) TooLong() bool {
	return len(s.Chain) > maxStacked || s.Beyond != "" && len(s.Chain) == maxStacked
}

// Stack returns the way of a request to a behavior whose origin is a
// distribution of this configuration, nil for another origin. It is about
// requests that reach the inner distribution by its own name.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#stacked-distributions-403.
func (o *Origin) Stack(b *Behavior, r Request) *Stack {
	inner, next := b.arrival(o, r).within()
	if inner == nil {
		return nil
	}
	s := &Stack{Inner: inner, Chain: []*Distribution{b.Distribution, inner}}
	for d, r := inner, next; d != nil && !s.TooLong(); {
		d, r = s.follow(d, r)
	}
	s.ask(b, next)
	if replaced, because := inner.ReplacesError(next); s.Refused == symbol.True && replaced != symbol.False {
		s.unsure("%s", because)
	}
	return s
}

// follow adds the distribution that the last one of the chain certainly asks for
// a request, and returns it with what it gets; nil without one.
func (s *Stack) follow(d *Distribution, r Request) (*Distribution, Request) {
	b := d.BehaviorFor(r)
	if b == nil || !b.passesOn(r) {
		return nil, r
	}
	o, group := b.Origin()
	if o == nil || group != nil {
		return nil, r
	}
	next, onward := b.arrival(o, r).within()
	if next != nil {
		s.Chain = append(s.Chain, next)
	} else if name, ok := o.DomainName().Literal(); ok && b.namesElsewhere(o) {
		s.Beyond = name
	}
	return next, onward
}

// passesOn reports whether a behavior certainly asks its origin: no function may
// answer in place of it, and it does not redirect.
func (b *Behavior) passesOn(r Request) bool {
	edge := b.Edge()
	policy, _ := b.ViewerProtocolPolicy().Literal()
	return !edge.Answers && !edge.ChangesOrigin && !edge.Repairs && (r.Scheme == "https" || policy == "allow-all")
}

// namesElsewhere reports whether the behavior asks a distribution that this
// configuration does not make.
func (b *Behavior) namesElsewhere(o *Origin) bool {
	e := o.Endpoint()
	forwarded, _ := b.Forwards("Host")
	return e.Kind == OtherDistribution && e.Address == "" && forwarded == symbol.False
}

// within returns the distribution that an origin leads to, and the request that
// comes there; nil where that is not known.
func (a *arrival) within() (inner *Distribution, r Request) {
	o := a.origin
	if o.Endpoint().Kind != OtherDistribution || a.behavior.Edge().ChangesOrigin {
		return nil, r
	}
	name, ok := o.DomainName().Text()
	forwarded, _ := a.behavior.Forwards("Host")
	if !ok || forwarded != symbol.False {
		return nil, r
	}
	m := o.Distribution.model
	host := hostName(m.canonical(name))
	if inner = m.closest(host); inner == nil || inner.Enabled() != symbol.True {
		return nil, r
	}
	_, protocol, ok := o.port(a.request)
	if !ok {
		return nil, r
	}
	r = Request{Method: a.request.Method, Scheme: map[string]string{"HTTP": "http", "HTTPS": "https"}[protocol], Host: host, Headers: a.request.Headers}
	path, literal := a.path.Literal()
	if r.Path = path; !literal || !a.known {
		if len(inner.Behaviors) != 1 {
			return nil, r
		}
		r = r.WithBehavior(inner.Behaviors[0])
	}
	return inner, r
}

// ask asks the gates of the inner distribution. Where its viewers come from is
// not known: for its geo restriction that is the place of an edge location.
func (s *Stack) ask(outer *Behavior, r Request) {
	s.Because = s.Inner.Resource.Address + " lets the request in"
	s.Refused = symbol.False
	acl, at, known := s.Inner.WebACL()
	switch {
	case acl != nil && acl.EvaluateAny().Denied == symbol.True:
		s.refuse(acl.Resource, tf.AbsentValue(acl.At.Range), "its web ACL %s blocks every request", acl.Resource.Address)
		s.Everybody = true
		return
	case !known || acl != nil:
		s.unsure("what its web ACL lets in is not known from this input%s", at.Whence())
	}
	if geo, known := s.Inner.GeoRestriction(); geo != nil || !known {
		s.unsure("its geo restriction goes by where CloudFront asks from")
	}
	b := s.Inner.BehaviorFor(r)
	if b == nil {
		s.unsure("which of its behaviors serves the path is not known from this input")
		return
	}
	s.askBehavior(outer, b, r)
}

func (s *Stack) askBehavior(outer, b *Behavior, r Request) {
	policy := b.ViewerProtocolPolicy()
	protocol, _ := policy.Literal()
	methods, allowed, complete := b.AllowedMethods()
	signers, signed := b.TrustedSigners()
	switch own := s.Inner.Resource; {
	case r.Scheme == "http" && protocol == "https-only":
		s.refuse(own, policy, "it is asked over http, and the viewer protocol policy of %s is https-only", b)
		s.OverHTTP = true
	case r.Scheme == "http" && protocol == "redirect-to-https":
		s.unsure("it redirects requests over http")
	case complete && !slices.Contains(methods, r.Method):
		s.refuse(own, allowed, "%s does not allow %s", b, r.Method)
		s.ByMethod = true
	case signed == symbol.True && outer.passesNoSignature():
		s.refuse(own, signers, "%s wants signed requests, and CloudFront passes no signature on", b)
	case signed != symbol.False:
		s.unsure("a signature may be passed on to it")
	}
}

func (s *Stack) refuse(holder *tf.Resource, at tf.Value, because string, args ...any) {
	s.Refused, s.Holder, s.At, s.Because = symbol.True, holder, at, fmt.Sprintf(because, args...)
}

func (s *Stack) unsure(because string, args ...any) {
	s.Refused, s.Because = symbol.Unknown, fmt.Sprintf(because, args...)
}

// ProtocolPolicy returns the attribute that says over which protocol CloudFront
// asks the origin.
func (o *Origin) ProtocolPolicy() tf.Value {
	config, _ := o.connection()
	return config.Attr("origin_protocol_policy")
}

// passesNoSignature reports whether neither the query string nor cookies reach
// the origin, in one of which a signature would be.
func (b *Behavior) passesNoSignature() bool {
	legacy, complete := b.Block.Blocks("forwarded_values")
	if !complete || len(legacy) > 0 || !b.Block.Attr("origin_request_policy_id").Unset() {
		return false
	}
	m := b.Distribution.model
	t, ok := b.Block.Attr("cache_policy_id").Text()
	id, literal := t.Literal()
	if r := m.referred(t, "id", "aws_cloudfront_cache_policy"); r != nil {
		id, literal = r.Body.Attr("id").Literal()
		if name, ok := r.Body.Attr("name").Literal(); ok && r.Data && !literal {
			return slices.Contains(keepsAll, name)
		}
	}
	return ok && literal && slices.Contains(keepsAll, id)
}

// keepsAll are the managed cache policies that send neither query strings nor
// cookies to the origin, by id and name.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html.
var keepsAll = []string{
	"4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "Managed-CachingDisabled",
	"658327ea-f89d-4fab-a63d-7e88639e58f6", "Managed-CachingOptimized",
	"b2884449-e4de-46a7-ac36-70bc7f1ddd6d", "Managed-CachingOptimizedForUncompressedObjects",
}
