package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// WriteMethods returns the methods, beyond reading, that the configuration
// shows viewers of the behavior to use: its origin is an application behind a
// load balancer, an API with routes for them, a function URL whose CORS rules
// name them, or something that the path or the host calls an API. An origin of
// these kinds alone is no sign: many serve only what is read.
func (b *Behavior) WriteMethods() []string {
	o, _ := b.Origin()
	if o == nil {
		return nil
	}
	e := o.Endpoint()
	var methods []string
	switch e.Kind {
	case APIGateway:
		methods = b.Distribution.model.routedMethods()
	case LambdaURL:
		methods = b.Distribution.model.functionMethods(e.Address)
	case LoadBalancer:
		if b.Default && b.Audience() != Assets {
			methods = []string{"POST"}
		}
	case OtherKind:
	default:
		return nil
	}
	if len(methods) == 0 && b.NamedAPI() {
		return []string{"POST"}
	}
	return methods
}

// routedMethods returns the writing methods that the APIs of the configuration
// have routes for.
func (m *Model) routedMethods() []string {
	var methods []string
	for _, route := range append(m.routes("aws_api_gateway_method", "http_method"), m.routes("aws_apigatewayv2_route", "route_key")...) {
		method, _, _ := strings.Cut(route, " ")
		methods = append(methods, method)
	}
	return writing(methods)
}

// functionMethods returns the writing methods that the CORS rules of a
// function URL name.
func (m *Model) functionMethods(address string) []string {
	r := m.cfg.Resource(address)
	if r == nil {
		return nil
	}
	var methods []string
	blocks, _ := r.Body.Blocks("cors")
	for _, cors := range blocks {
		texts, _ := cors.Attr("allow_methods").Texts()
		for _, t := range texts {
			methods = append(methods, t.String())
		}
	}
	return writing(methods)
}

// writing returns those of the methods that write, each once, sorted.
func writing(methods []string) []string {
	var out []string
	for _, m := range methods {
		switch m {
		case "POST", "PUT", "PATCH", "DELETE":
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// routes returns an attribute of all resources of a type, empty where it is
// not known.
func (m *Model) routes(kind, attr string) []string {
	var routes []string
	for _, r := range m.cfg.OfType(kind) {
		route, _ := r.Body.Attr(attr).Literal()
		routes = append(routes, route)
	}
	return routes
}

// Preflight returns the origin and the method of a CORS preflight request that
// browsers will send to the behavior, because CORS is set up for more than
// simple requests; both are empty otherwise.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors.
func (b *Behavior) Preflight() (origin, method string) {
	for _, rule := range b.corsRules() {
		if method := rule.needsPreflight(b); method != "" {
			return rule.origin(), method
		}
	}
	return "", ""
}

// CORSRule returns the place where CORS is set up for more than simple
// requests.
func (b *Behavior) CORSRule() (r *tf.Resource, at tf.Block) {
	for _, rule := range b.corsRules() {
		if rule.needsPreflight(b) != "" {
			return rule.resource, rule.block
		}
	}
	return nil, at
}

// A corsRule is what a response headers policy or a bucket says about CORS.
type corsRule struct {
	resource                  *tf.Resource
	block                     tf.Block
	origins, methods, headers tf.Value
}

func (b *Behavior) corsRules() []corsRule {
	var rules []corsRule
	if p := b.responseHeadersPolicy(); p != nil {
		configs, _ := p.Body.Blocks("cors_config")
		for _, c := range configs {
			items := func(block string) tf.Value {
				inner, _ := c.Blocks(block)
				for _, i := range inner {
					return i.Attr("items")
				}
				return tf.Value{}
			}
			rules = append(rules, corsRule{p, c, items("access_control_allow_origins"), items("access_control_allow_methods"), items("access_control_allow_headers")})
		}
	}
	if o, _ := b.Origin(); o != nil && o.Endpoint().Bucket != nil {
		rules = append(rules, o.Endpoint().Bucket.corsRules()...)
	}
	return rules
}

func (b *Behavior) responseHeadersPolicy() *tf.Resource {
	t, _ := b.Block.Attr("response_headers_policy_id").Text()
	r := b.Distribution.model.referred(t, "id", "aws_cloudfront_response_headers_policy")
	if r == nil || r.Data {
		return nil
	}
	return r
}

func (b *Bucket) corsRules() []corsRule {
	var rules []corsRule
	configs, _ := b.attached("aws_s3_bucket_cors_configuration")
	for _, c := range configs {
		blocks, _ := c.Body.Blocks("cors_rule")
		for _, rule := range blocks {
			rules = append(rules, corsRule{c, rule, rule.Attr("allowed_origins"), rule.Attr("allowed_methods"), rule.Attr("allowed_headers")})
		}
	}
	return rules
}

// needsPreflight returns a method that browsers ask about before they send it
// to the behavior: one that is not simple, or any when extra headers are
// expected. A method that the behavior refuses anyway is not meant for it.
func (c corsRule) needsPreflight(b *Behavior) string {
	allowed, _, _ := b.AllowedMethods()
	methods, _ := c.methods.Texts()
	for _, t := range methods {
		switch m, _ := t.Literal(); m {
		case "PUT", "PATCH", "DELETE":
			if slices.Contains(allowed, m) {
				return m
			}
		case "OPTIONS":
			return "GET"
		}
	}
	headers, _ := c.headers.Texts()
	for _, t := range headers {
		if h, ok := t.Literal(); ok && h != "*" && !simpleHeader(h) {
			return "GET"
		}
	}
	return ""
}

// simpleHeader reports whether browsers send the header without asking.
func simpleHeader(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "accept-language", "content-language", "origin", "range":
		return true
	}
	return false
}

func (c corsRule) origin() string {
	origins, _ := c.origins.Texts()
	for _, t := range origins {
		if o, ok := t.Literal(); ok && o != "*" && symbol.Strip(o) == o {
			return o
		}
	}
	return "https://example.com"
}
