package cloudfront

import (
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// A Shield is a web ACL in front of an origin, which sees what CloudFront sends:
// the addresses of CloudFront, and of the viewer's headers those that are passed
// on.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html.
type Shield struct {
	ACL *WebACL
	// Association puts the web ACL in front of Target.
	Association, Target *tf.Resource
}

// Shield returns the web ACL in front of the load balancer or the API behind the
// origin, nil when none is known.
// See https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html.
func (o *Origin) Shield() *Shield {
	m := o.Distribution.model
	if m.shields == nil {
		m.shields = m.readShields()
	}
	if balancer := o.balancer(); balancer != nil {
		return m.shields[balancer.Address]
	}
	if api := o.api(); api != nil {
		if stages, complete := m.stages(api); complete && len(stages) == 1 {
			return m.shields[api.Address]
		}
	}
	return nil
}

// readShields returns the web ACLs by the address of the load balancer or the API
// that they are in front of.
func (m *Model) readShields() map[string]*Shield {
	shields := make(map[string]*Shield)
	for _, a := range m.cfg.OfType("aws_wafv2_web_acl_association") {
		acl := m.byARN(a.Body.Attr("web_acl_arn"), "aws_wafv2_web_acl")
		target := m.byARN(a.Body.Attr("resource_arn"), append(slices.Clone(balancerTypes), "aws_api_gateway_stage")...)
		if acl == nil || acl.Data || target == nil || target.Data {
			continue
		}
		shield := &Shield{m.webACL(acl), a, target}
		shields[target.Address] = shield
		if target.Type == "aws_api_gateway_stage" {
			id, _ := target.Body.Attr("rest_api_id").Text()
			if api := m.referred(id, "id", "aws_api_gateway_rest_api"); api != nil {
				shields[api.Address] = shield
			}
		}
	}
	return shields
}

// AskShield evaluates the web ACL in front of the origin for every request to a
// behavior that is like r: of the same method, and with the same headers.
func (o *Origin) AskShield(s *Shield, b *Behavior, r Request) WebACLAnswer {
	a := b.arrival(o, r)
	a.headers = make(map[string]header)
	sent := &waf.Request{Method: r.Method, Query: waf.Absent(), Solved: true, Header: func(name string) waf.Part { return a.part(name) }}
	if a.whereTo {
		sent.Path = anyPath(a.served)
	}
	return s.ACL.ask(sent)
}

// part returns a header as AWS WAF sees it.
func (a *arrival) part(name string) waf.Part {
	if name == "host" {
		if host, ok := a.host(); ok {
			return waf.Holding(host)
		}
		return waf.Part{}
	}
	h := a.header(name)
	switch {
	case h.sent == symbol.False:
		return waf.Absent()
	case h.sent == symbol.True && h.known:
		return waf.Holding(h.value)
	}
	return waf.Part{}
}
