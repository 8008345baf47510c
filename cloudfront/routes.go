package cloudfront

import (
	"cmp"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A route is one method and path of an API in Amazon API Gateway.
type route struct {
	// method is an HTTP method in capitals, or ANY.
	method string
	// path has its leading slash, and parameters in braces. It is empty for the
	// route of an HTTP API that takes what no other does.
	path string
	// resource is the method or route, or the API whose body describes it.
	resource *tf.Resource
	// authorization is what the route asks of callers, as authorization of a
	// method or authorization_type of a route has it; empty when not known.
	authorization string
	// needsKey tells whether it wants an API key.
	needsKey symbol.Truth
}

// String names the route for people.
func (r route) String() string { return r.method + " " + cmp.Or(r.path, "$default") }

// subject names what the route is of: its resource, or the API whose body
// describes it.
func (r route) subject() string {
	if isREST(r.resource) {
		return r.String() + " of " + r.resource.Address
	}
	return r.resource.Address
}

// at is where an argument of the route is written.
func (r route) at(argument string) tf.Value {
	if isREST(r.resource) {
		argument = "body"
	}
	return r.resource.Body.Attr(argument)
}

// pattern is the path with a star for each parameter.
func (r route) pattern() string {
	if r.path == "" {
		return "/*"
	}
	return parameters(r.path)
}

// parameters turns the parameters of a path into stars.
func parameters(p string) string {
	for {
		before, rest, found := strings.Cut(p, "{")
		_, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return p
		}
		p = before + "*" + after
	}
}

// stages returns the names of an API's stages.
func (m *Model) stages(api *tf.Resource) (names []string, complete bool) {
	complete = true
	if !api.Body.Attr("target").Unset() {
		names = append(names, "$default") // AWS makes it with the route
	}
	for _, kind := range []struct{ stage, owner, name string }{
		{"aws_api_gateway_stage", "rest_api_id", "stage_name"},
		{"aws_api_gateway_deployment", "rest_api_id", "stage_name"},
		{"aws_apigatewayv2_stage", "api_id", "name"},
	} {
		for _, r := range m.cfg.OfType(kind.stage) {
			id, ok := r.Body.Attr(kind.owner).Text()
			owner := m.referred(id, "id", "aws_api_gateway_rest_api", "aws_apigatewayv2_api")
			name := r.Body.Attr(kind.name)
			text, literal := name.Literal()
			switch {
			case !ok || owner == nil || owner == api && !literal && !name.Unset():
				complete = false
			case owner == api && literal && text != "" && !slices.Contains(names, text):
				names = append(names, text)
			}
		}
	}
	return names, complete
}

// viewerPaths returns the paths, as viewers ask for them, of a route: with the
// name of the stage in front, unless that is the default one, and without the
// origin path.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html.
func (m *Model) viewerPaths(api *tf.Resource, o *Origin, r route) []string {
	prefix, ok := o.Path()
	origin, known := prefix.Literal()
	if !ok || !known {
		return []string{r.pattern()}
	}
	var paths []string
	stages, _ := m.stages(api)
	for _, stage := range stages {
		full := "/" + stage + r.pattern()
		if stage == "$default" {
			full = r.pattern()
		}
		if rest, found := strings.CutPrefix(full, origin); found {
			paths = append(paths, "/"+strings.TrimPrefix(rest, "/"))
		}
	}
	if len(paths) == 0 && origin != "" {
		return []string{r.pattern()}
	}
	return paths
}

// A servedRoute is a route of an API behind an origin, with a pattern of the paths
// under which viewers ask for it.
type servedRoute struct {
	route   route
	pattern string
}

// servedRoutes returns the routes of the APIs behind an origin.
func (o *Origin) servedRoutes() []servedRoute {
	m := o.Distribution.model
	var all []servedRoute
	if api := o.api(); api != nil {
		routes, _ := m.routesOf(api)
		for _, r := range routes {
			for _, pattern := range m.viewerPaths(api, o, r) {
				all = append(all, servedRoute{r, pattern})
			}
		}
	}
	domain := o.Endpoint().Domain
	if domain == nil {
		return all
	}
	origin, _ := o.literalPath()
	mappings, _ := m.mappingsOf(domain)
	for _, p := range mappings {
		if p.api == nil {
			continue
		}
		routes, _ := m.routesOf(p.api)
		for _, r := range routes {
			full := strings.TrimSuffix("/"+p.key, "/") + r.pattern()
			if rest, found := strings.CutPrefix(full, origin); found {
				all = append(all, servedRoute{r, "/" + strings.TrimPrefix(rest, "/")})
			}
		}
	}
	return all
}

// api returns the API behind an origin when this configuration makes it.
func (o *Origin) api() *tf.Resource {
	r := o.Distribution.model.cfg.Resource(o.Endpoint().Address)
	if o.Endpoint().Kind != APIGateway || r == nil || r.Data {
		return nil
	}
	return r
}

// apiBehind returns the address of the API that a value belongs to: its own id,
// or that of one of its stages or deployments.
func (m *Model) apiBehind(s symbol.Symbol) string {
	r := m.cfg.Resource(s.Address)
	if r == nil {
		return s.Address
	}
	for _, attr := range []string{"rest_api_id", "api_id"} {
		t, ok := r.Body.Attr(attr).Text()
		if api := m.referred(t, "id", "aws_api_gateway_rest_api", "aws_apigatewayv2_api"); ok && api != nil {
			return api.Address
		}
	}
	return s.Address
}
