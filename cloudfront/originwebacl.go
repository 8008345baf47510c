package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// An OriginWebACLAnswer is what the web ACL in front of an origin does with the
// request that CloudFront sends.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html.
type OriginWebACLAnswer struct {
	waf.Answer
	// ACL is the web ACL, nil when none is known; Association ties it to Target,
	// the load balancer or the stage of an API.
	ACL                 *waf.ACL
	Association, Target *tf.Resource
}

// AskWebACL tells what the web ACL in front of the origin of a behavior does
// with the request that CloudFront makes of the viewer's.
func (o *Origin) AskWebACL(b *Behavior, r Request) OriginWebACLAnswer {
	answer := OriginWebACLAnswer{Target: o.guarded()}
	if answer.Target == nil {
		return answer
	}
	m := o.Distribution.model
	answer.Association = m.guards()[answer.Target.Address]
	if answer.Association == nil {
		return answer
	}
	t, _ := answer.Association.Body.Attr("web_acl_arn").Text()
	acl := m.referred(t, "arn", "aws_wafv2_web_acl")
	if acl == nil || acl.Data {
		return answer
	}
	answer.ACL = m.firewall.ACL(acl)
	answer.Answer = answer.ACL.Evaluate(o.sends(b, r))
	if answer.Association.Maybe && answer.Denied == symbol.True {
		answer.Answer = waf.Answer{Because: "whether the web ACL guards the origin is not known from this input"}
	}
	return answer
}

// guarded returns the resource behind the origin that a web ACL can guard: a
// load balancer, or the stage of a REST API that the origin path names.
// See https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html.
func (o *Origin) guarded() *tf.Resource {
	m := o.Distribution.model
	e := o.Endpoint()
	switch r := m.cfg.Resource(e.Address); {
	case r == nil || r.Data:
		return nil
	case e.Kind == LoadBalancer && (r.Type == "aws_lb" || r.Type == "aws_alb"):
		return r
	case e.Kind == APIGateway && r.Type == "aws_api_gateway_rest_api":
		prefix, _ := o.Path()
		for _, stage := range m.cfg.OfType("aws_api_gateway_stage") {
			api, _ := stage.Body.Attr("rest_api_id").Text()
			name, _ := stage.Body.Attr("stage_name").Text()
			if m.referred(api, "id", r.Type) == r && symbol.Equal(symbol.Literal("/").Append(name), prefix) == symbol.True {
				return stage
			}
		}
	}
	return nil
}

// guards returns the associations of web ACLs by what they guard, found once.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association.
func (m *Model) guards() map[string]*tf.Resource {
	if m.guardedBy != nil {
		return m.guardedBy
	}
	m.guardedBy = make(map[string]*tf.Resource)
	for _, a := range m.cfg.OfType("aws_wafv2_web_acl_association") {
		t, _ := a.Body.Attr("resource_arn").Text()
		if r := m.referred(t, "arn", "aws_lb", "aws_alb", "aws_api_gateway_stage"); r != nil {
			m.guardedBy[r.Address] = a
		}
	}
	return m.guardedBy
}

// sends returns what is known of the request that CloudFront sends. It comes
// from an address of CloudFront, which is a public one.
func (o *Origin) sends(b *Behavior, r Request) waf.Request {
	edge := b.Edge()
	sent := waf.Request{Method: r.Method, Path: "/"}
	prefix, known := o.Path()
	before, literal := o.Distribution.model.canonical(prefix).Literal()
	_, root := o.Distribution.DefaultRootObject()
	if path, whole := r.knownPath(); known && literal && whole && edge.Function == "" && (path != "/" || root == symbol.False) {
		sent.Path, sent.PathKnown = before+path, true
	} else if known && literal && strings.HasPrefix(before, "/") && edge.Function == "" {
		sent.Path = before + "/"
	}
	sent.QueryKnown = r.Query == "" && edge.Function == ""
	sent.Header = func(name string) waf.Header {
		switch h := b.headerTo(o, r, name); {
		case h.sent == symbol.False && !h.left:
			return waf.Header{Presence: waf.Absent}
		case h.sent == symbol.True && h.known:
			return waf.Header{Presence: waf.Known, Value: h.value}
		case h.sent == symbol.True:
			return waf.Header{Presence: waf.Present}
		}
		return waf.Header{}
	}
	return sent
}
