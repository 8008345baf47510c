package cloudfront

import (
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// apiPolicies are the resource policies that are put on a REST API; why says what
// is not known of them.
type apiPolicies struct {
	list []ResourcePolicy
	why  string
}

// policiesOf returns the resource policies of a REST API.
func (m *Model) policiesOf(api *tf.Resource) apiPolicies {
	p, read := m.apiPolicies[api]
	if !read {
		p.list, p.why = m.readAPIPolicies(api)
		for i := range p.list {
			m.expandResources(api, p.list[i].Policy)
		}
		m.apiPolicies[api] = p
	}
	return p
}

func (m *Model) readAPIPolicies(api *tf.Resource) (policies []ResourcePolicy, why string) {
	writers, complete := m.partsOf(api, "aws_api_gateway_rest_api_policy", "rest_api_id")
	imports, known := m.partsOf(api, "aws_api_gateway_rest_api_put", "rest_api_id")
	doc, read := openAPIOf(api)
	switch {
	case !complete || !known:
		return nil, "the API of a resource policy is not known from this input"
	case len(imports) > 0 || !read || doc.Policy != nil:
		return nil, fmt.Sprintf("the body of %s may hold a resource policy", api.Address)
	case m.passedTo(api.Address) != "":
		return nil, fmt.Sprintf("%s gets the API and may put a policy on it, and its source is not at hand", m.passedTo(api.Address))
	case slices.ContainsFunc(writers, func(r *tf.Resource) bool { return r.Maybe }):
		return nil, fmt.Sprintf("whether %s has a resource policy is not known from this input", api.Address)
	}
	return m.writtenPolicies(api, writtenBy(writers...))
}

// askPolicy asks the resource policy of a REST API, which other APIs do not have.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html.
func (c apiCall) askPolicy() APIAnswer {
	if !isREST(c.api) {
		return passes(c.api.Address + " has no resource policy")
	}
	policies := c.origin.Distribution.model.policiesOf(c.api)
	switch {
	case policies.why != "":
		return APIAnswer{Because: policies.why}
	case len(policies.list) == 0:
		return passes(c.api.Address + " has no resource policy")
	}
	first := &policies.list[0]
	answer := c.askOnePolicy(first)
	for i := range policies.list[1:] {
		second := &policies.list[i+1]
		if c.askOnePolicy(second).Passes != answer.Passes {
			return APIAnswer{Because: fmt.Sprintf("%s and %s both write the policy of the API, and which one is applied last is not known", first.Resource.Address, second.Resource.Address)}
		}
	}
	return answer
}

func (c apiCall) askOnePolicy(p *ResourcePolicy) APIAnswer {
	request, paths := c.question()
	d := p.Policy.Evaluate(request)
	answer := APIAnswer{Policy: p, Because: d.Because}
	switch d.Outcome {
	case iam.Allow:
		return passes(fmt.Sprintf("%s of %s allows it", d.Statements[0], p.Resource.Address))
	case iam.ExplicitDeny:
		// An authorizer of Lambda is asked after the denials.
		if why := c.mayBeAuthorized("NONE", "CUSTOM"); why != "" {
			return APIAnswer{Because: why}
		}
		answer.Passes, answer.Statement = symbol.False, d.Statements[0]
		answer.Because = fmt.Sprintf("%s denies it%s", d.Statements[0], p.conditions(d.Statements[0].Conditions))
	case iam.ImplicitDeny:
		near := nearestAllow(p, request, paths)
		if near.rank > 4 {
			return APIAnswer{Because: near.because}
		}
		if why := c.mayBeAuthorized("NONE"); why != "" {
			return APIAnswer{Because: why}
		}
		answer.Passes, answer.Because = symbol.False, near.because
		answer.Statement, answer.Condition = near.statement, near.condition
	}
	return answer
}

// mayBeAuthorized says why an authorizer may decide before the policy, or let in
// what the policy neither allows nor denies; it is empty when all routes have one of
// the given kinds of authorization.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html.
func (c apiCall) mayBeAuthorized(kinds ...string) string {
	routes, complete := c.candidates()
	if len(routes) == 0 { // what is asked for is not known
		routes, complete = c.origin.Distribution.model.routesOf(c.api)
	}
	for _, r := range routes {
		if !slices.Contains(kinds, r.authorization) {
			return fmt.Sprintf("the authorizer of %s may have a say", r)
		}
	}
	if !complete {
		return fmt.Sprintf("whether %s has an authorizer is not known from this input", c.api.Address)
	}
	return ""
}

// question composes what the policy is asked: CloudFront calls as anybody does, from
// an address of its own. paths are all that viewers may ask for in this way, unless
// the very path is that of a route.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html.
func (c apiCall) question() (request iam.Request, paths callPaths) {
	text := func(s string) iam.ContextValue { return iam.ContextValue{Values: []symbol.Text{symbol.Literal(s)}} }
	unknown := iam.ContextValue{Unknown: true}
	base := c.origin.Distribution.model.apiARN(c.api).Append(symbol.Literal("/"))
	request = iam.Request{
		Action: "execute-api:Invoke",
		Context: map[string]iam.ContextValue{
			"aws:securetransport": text("true"), // API Gateway knows https only
			"aws:sourceip":        {Unknown: true, Values: []symbol.Text{iam.PublicAddress}},
			"aws:currenttime":     unknown,
			"aws:epochtime":       unknown,
			"aws:principaltype":   unknown,
			"aws:userid":          unknown,
			"aws:viaawsservice":   unknown,
			"aws:requestedregion": unknown,
			"aws:resourceaccount": {Values: []symbol.Text{c.origin.Distribution.model.accountOf(c.api)}},
		},
	}
	c.origin.addHeaders(request.Context, c.request)
	if !c.known {
		some := func(what string) symbol.Text { return symbol.Of(symbol.Symbol{Address: c.api.Address, Attr: what}) }
		request.Resource = symbol.Concat(base, some("requested stage"), symbol.Literal("/"+c.request.Method+"/"), some("requested path"))
		return request, callPaths{base, "*"}
	}
	asked := c.stage + "/" + c.request.Method
	request.Resource = base.Append(symbol.Literal(asked + c.path))
	if routes, _ := c.candidates(); slices.ContainsFunc(routes, func(r route) bool { return r.path == c.path }) {
		return request, callPaths{base, asked + c.path}
	}
	return request, callPaths{base, asked + "/*"}
}

// callPaths is a pattern of resources of one API.
type callPaths struct {
	api     symbol.Text // its ARN with a slash
	pattern string
}

// meets reports whether a resource of a policy may be one of them.
func (p callPaths) meets(resource symbol.Text) bool {
	if rest, same := strings.CutPrefix(resource.Key(), p.api.Key()); same {
		return symbol.Intersects(symbol.Parse(rest), symbol.Literal(p.pattern))
	}
	return symbol.Intersects(resource, p.api.Append(symbol.Literal(p.pattern)))
}

// expandResources replaces the short form of resources as API Gateway does when it
// takes a policy.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html.
func (m *Model) expandResources(api *tf.Resource, p *iam.Policy) {
	arn := m.apiARN(api)
	for _, s := range p.Statements {
		for i, r := range s.Resources {
			text := r.Key()
			switch rest, short := strings.CutPrefix(text, "execute-api:/"); {
			case short:
				s.Resources[i] = arn.Append(symbol.Literal("/")).Append(symbol.Parse(rest))
			case strings.HasPrefix(text, "execute-api"):
				p.Incomplete = true // a form that is not documented
			}
		}
	}
}

// A nearMiss is why the statement that comes nearest to allowing a request does
// not.
type nearMiss struct {
	because   string
	statement *iam.Statement
	condition *iam.Condition
	// rank is the higher, the nearer the statement comes; 5 for one that allows
	// some of the paths.
	rank int
}

// nearestAllow explains why no statement allows a request.
func nearestAllow(p *ResourcePolicy, request iam.Request, paths callPaths) nearMiss {
	best := nearMiss{because: "no statement allows it"}
	for _, s := range p.Policy.Statements {
		if !s.Allow {
			continue
		}
		if near := p.missOf(s, request, paths); near.rank > best.rank {
			near.statement = s
			best = near
		}
	}
	return best
}

// missOf tells what keeps an allowing statement from matching.
func (p *ResourcePolicy) missOf(s *iam.Statement, request iam.Request, paths callPaths) nearMiss {
	m := s.Match(request)
	some := s.NotResource || slices.ContainsFunc(s.Resources, paths.meets)
	switch {
	case m.Action == symbol.False:
		return nearMiss{because: fmt.Sprintf("%s allows only %s", s, p.show(s.Actions)), rank: 1}
	case m.Resource == symbol.False && !some:
		return nearMiss{because: fmt.Sprintf("%s allows it for %s only", s, p.show(s.Resources)), rank: 2}
	case m.Principal == symbol.False:
		return nearMiss{because: fmt.Sprintf("%s allows it for some callers, and CloudFront calls without a name", s), rank: 3}
	case m.Conditions == symbol.False && m.FailedCondition != nil:
		c := m.FailedCondition
		return nearMiss{because: fmt.Sprintf("%s allows it only under a condition that CloudFront does not meet%s", s, p.conditions([]iam.Condition{*c})), condition: c, rank: 4}
	case m.Resource == symbol.False:
		return nearMiss{because: fmt.Sprintf("%s allows only %s: whether viewers ask for other paths is not known", s, p.show(s.Resources)), rank: 5}
	}
	return nearMiss{}
}
