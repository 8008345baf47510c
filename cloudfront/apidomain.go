package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// apiDomains are the kinds of custom domain names of APIs.
var apiDomains = []string{"aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"}

// apiDomain returns the custom domain name of APIs that a text names, nil when it
// is not made here.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html.
func (m *Model) apiDomain(t symbol.Text) *tf.Resource {
	for _, kind := range apiDomains {
		if s, sole := t.Sole(); sole && (s.Attr == "domain_name" || s.Attr == "id") {
			if r := m.referred(t, s.Attr, kind); r != nil {
				return r
			}
			continue
		}
		for _, r := range m.cfg.OfType(kind) {
			if name, ok := r.Body.Attr("domain_name").Text(); ok && symbol.Equal(hostName(m.canonical(name)), hostName(t)) == symbol.True {
				return r
			}
		}
	}
	return nil
}

// A mapping leads from a custom domain name to a stage of an API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html.
type mapping struct {
	// key is the path in front, without a slash at either end; empty for all paths
	// without another.
	key string
	// api is nil when it is not made here.
	api *tf.Resource
	// stage is empty when it is not known, or when the path names it.
	stage string
}

// takes reports whether the mapping may lead a path to its API.
func (p mapping) takes(path string) bool {
	return p.key == "" || path == "/"+p.key || strings.HasPrefix(path, "/"+p.key+"/")
}

// meets reports whether the mapping may take a path of a pattern.
func (p mapping) meets(pattern string) bool {
	return p.key == "" || meets("/"+p.key, pattern) || meets("/"+p.key+"/*", pattern)
}

// A mappingTable is the mappings of a custom domain name. It is not complete when
// there may be others.
type mappingTable struct {
	mappings []mapping
	complete bool
}

// mappingsOf returns the mappings of a custom domain name. complete is false when
// there may be others.
func (m *Model) mappingsOf(domain *tf.Resource) (mappings []mapping, complete bool) {
	table, read := m.mappings[domain]
	if !read {
		table.mappings, table.complete = m.readMappings(domain)
		m.mappings[domain] = table
	}
	return table.mappings, table.complete
}

func (m *Model) readMappings(domain *tf.Resource) (mappings []mapping, complete bool) {
	complete = !m.cfg.Partial && !domain.Data && m.passedTo(domain.Address) == "" && len(m.cfg.OfType("aws_apigatewayv2_routing_rule")) == 0
	if mode := domain.Body.Attr("routing_mode"); !mode.Unset() {
		name, _ := mode.Literal()
		complete = complete && name == "API_MAPPING_ONLY"
	}
	for _, kind := range []struct{ mapping, key, stage string }{
		{"aws_api_gateway_base_path_mapping", "base_path", "stage_name"},
		{"aws_apigatewayv2_api_mapping", "api_mapping_key", "stage"},
	} {
		for _, r := range m.cfg.OfType(kind.mapping) {
			name, ok := r.Body.Attr("domain_name").Text()
			owner := m.apiDomain(m.canonical(name))
			if ok && owner != nil && owner != domain {
				continue
			}
			key, known := r.Body.Attr(kind.key).Literal()
			known = known || r.Body.Attr(kind.key).Unset()
			if owner == nil || !known || r.Maybe {
				complete = false
				continue
			}
			if key == "(none)" {
				key = ""
			}
			id, _ := r.Body.Attr("api_id").Text()
			stage, _ := m.stageNamed(r.Body.Attr(kind.stage))
			mappings = append(mappings, mapping{
				key:   strings.Trim(key, "/"),
				api:   m.referred(id, "id", "aws_api_gateway_rest_api", "aws_apigatewayv2_api"),
				stage: stage,
			})
		}
	}
	return mappings, complete
}

// stageNamed returns the name of the stage that a mapping leads to. The id of a
// stage of an HTTP API is its name.
func (m *Model) stageNamed(v tf.Value) (name string, ok bool) {
	t, _ := v.Text()
	if stage := m.referred(t, "id", "aws_apigatewayv2_stage"); stage != nil {
		return stage.Body.Attr("name").Literal()
	}
	return v.Literal()
}

// throughDomain reads a request that comes to a custom domain name.
func (c apiCall) throughDomain(full string) apiCall {
	mappings, complete := c.origin.Distribution.model.mappingsOf(c.domain)
	var best *mapping
	for i := range mappings {
		if p := &mappings[i]; p.takes(full) && (best == nil || len(p.key) > len(best.key)) {
			best = p
		}
	}
	if best == nil || !complete || best.api == nil || best.api.Data {
		return c
	}
	c.api = best.api
	if best.key != "" {
		c.prefix = "/" + best.key
	}
	c.stage, c.path = best.stage, "/"+strings.TrimPrefix(strings.TrimPrefix(full, c.prefix), "/")
	c.known = best.stage != ""
	return c
}

// askMapping asks whether a custom domain name has a mapping for anything that the
// behavior is asked for.
// See https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden.
func (c apiCall) askMapping() APIAnswer {
	if c.domain == nil {
		return APIAnswer{Moot: true, Because: "the origin is no custom domain name of an API"}
	}
	mappings, complete := c.origin.Distribution.model.mappingsOf(c.domain)
	pattern, ok := c.fullPattern()
	for _, p := range mappings {
		if !ok || p.meets(pattern) {
			return passes(c.domain.Address + " has a mapping for it")
		}
	}
	if !complete {
		return APIAnswer{Because: "the mappings of " + c.domain.Address + " are not all known from this input"}
	}
	if len(mappings) == 0 {
		return APIAnswer{Passes: symbol.False, Because: "it has no mapping to an API"}
	}
	return APIAnswer{Passes: symbol.False, Because: "it has no mapping for " + pattern}
}

// onlyMapping reports whether all paths of a pattern go to the API that is called.
func (c apiCall) onlyMapping(pattern string) bool {
	if c.domain == nil {
		return true
	}
	mappings, _ := c.origin.Distribution.model.mappingsOf(c.domain)
	for _, p := range mappings {
		if own := strings.TrimPrefix(c.prefix, "/"); p.key != own && len(p.key) > len(own) && p.meets(pattern) {
			return false
		}
	}
	return true
}
