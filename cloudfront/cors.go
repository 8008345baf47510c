package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Preflight returns the origin and the method of a CORS preflight request that
// browsers will send to the behavior, because CORS is set up for more than
// simple requests; both are empty otherwise.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors.
func (b *Behavior) Preflight() (origin, method string) {
	for _, rule := range b.corsRules() {
		if method := rule.needsPreflight(b); method != "" {
			return rule.origin(b.Distribution), method
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

// A corsRule is what is said about CORS in one place.
type corsRule struct {
	resource                  *tf.Resource
	block                     tf.Block
	origins, methods, headers tf.Value
	// managed tells of a managed policy that is made for preflights.
	managed bool
}

// corsRules returns what the response headers policy and the origin say.
func (b *Behavior) corsRules() []corsRule {
	rules := b.policyCORS()
	o, _ := b.Origin()
	if o == nil {
		return rules
	}
	e := o.Endpoint()
	if e.Bucket != nil {
		return append(rules, e.Bucket.corsRules()...)
	}
	r := b.Distribution.model.cfg.Resource(e.Address)
	if r == nil {
		return rules
	}
	for _, name := range []string{"cors", "cors_configuration"} {
		blocks, _ := r.Body.Blocks(name)
		for _, c := range blocks {
			rules = append(rules, corsRule{resource: r, block: c, origins: c.Attr("allow_origins"), methods: c.Attr("allow_methods"), headers: c.Attr("allow_headers")})
		}
	}
	return rules
}

// policyCORS returns what the response headers policy of the behavior says.
func (b *Behavior) policyCORS() []corsRule {
	if id, ok := b.Block.Attr("response_headers_policy_id").Literal(); ok && managedPreflight[id] {
		at := tf.Block{Range: b.Block.Attr("response_headers_policy_id").Range, Path: b.Block.Path}
		return []corsRule{{resource: b.Distribution.Resource, block: at, managed: true}}
	}
	p := b.responseHeadersPolicy()
	if p == nil {
		return nil
	}
	if name, _ := p.Body.Attr("name").Literal(); p.Data && strings.HasPrefix(strings.ToLower(name), "managed-cors-with-preflight") {
		return []corsRule{{resource: p, block: tf.Block{Body: p.Body, Range: p.Range}, managed: true}}
	}
	var rules []corsRule
	configs, _ := p.Body.Blocks("cors_config")
	for _, c := range configs {
		items := func(block string) tf.Value {
			inner, _ := c.Blocks(block)
			for _, i := range inner {
				return i.Attr("items")
			}
			return tf.Value{}
		}
		rules = append(rules, corsRule{
			resource: p, block: c, origins: items("access_control_allow_origins"),
			methods: items("access_control_allow_methods"), headers: items("access_control_allow_headers"),
		})
	}
	return rules
}

// managedPreflight are the managed response headers policies for requests that
// need a preflight, by id.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html.
var managedPreflight = map[string]bool{
	"5cc3b908-e619-4b99-88e5-2cf7f45965bd": true, // CORS-With-Preflight
	"eaab4381-ed33-4a86-88ca-d9558dc6cd63": true, // CORS-with-preflight-and-SecurityHeadersPolicy
}

// corsRules returns what the bucket says, in a resource of its own or inline.
func (b *Bucket) corsRules() []corsRule {
	var rules []corsRule
	configs, _ := b.attached("aws_s3_bucket_cors_configuration")
	for _, c := range append([]*tf.Resource{b.Resource}, configs...) {
		blocks, _ := c.Body.Blocks("cors_rule")
		for _, rule := range blocks {
			rules = append(rules, corsRule{
				resource: c, block: rule, origins: rule.Attr("allowed_origins"),
				methods: rule.Attr("allowed_methods"), headers: rule.Attr("allowed_headers"),
			})
		}
	}
	return rules
}

// needsPreflight returns a method that browsers ask about before they send it
// to the behavior: one that is not simple, or any when extra headers are
// expected. A method that the behavior refuses anyway is not meant for it.
func (c corsRule) needsPreflight(b *Behavior) string {
	if c.managed {
		return "GET"
	}
	if c.onlyFor(b.Distribution) {
		return ""
	}
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

// onlyFor reports whether the rule lets in only the pages of the distribution
// itself, which ask nothing before they call their own host.
func (c corsRule) onlyFor(d *Distribution) bool {
	origins, complete := c.origins.Texts()
	if !complete || len(origins) == 0 {
		return false
	}
	return !slices.ContainsFunc(origins, func(o symbol.Text) bool { return !d.isOrigin(o) })
}

// isOrigin reports whether pages of the distribution have an origin, in the
// sense of CORS.
func (d *Distribution) isOrigin(origin symbol.Text) bool {
	_, host, ok := strings.Cut(origin.Key(), "://")
	return ok && d.Lists(hostName(symbol.Parse(host))) == symbol.True
}

// simpleHeader reports whether browsers send the header without asking.
func simpleHeader(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "accept-language", "content-language", "origin", "range":
		return true
	}
	return false
}

// origin returns an origin that the rule lets in, as browsers send it: not that
// of the distribution's own pages.
func (c corsRule) origin(d *Distribution) string {
	origins, _ := c.origins.Texts()
	for _, t := range origins {
		if o, ok := t.Literal(); ok && o != "*" && symbol.Strip(o) == o && !d.isOrigin(t) {
			return o
		}
	}
	return "https://example.com"
}
