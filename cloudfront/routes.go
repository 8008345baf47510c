package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A route is one method and path of an API in Amazon API Gateway.
type route struct {
	// method is an HTTP method in capitals, or ANY.
	method string
	// path has its leading slash, and is a pattern: a star stands for a
	// parameter.
	path string
}

// routesOf returns the routes of an API. complete is false when there may be
// others.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
// and https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html.
func (m *Model) routesOf(api *tf.Resource) (routes []route, complete bool) {
	complete = !m.cfg.Partial && api.Body.Attr("body").Unset()
	add := func(r route, ok bool) {
		complete = complete && ok
		if ok {
			routes = append(routes, r)
		}
	}
	for _, r := range m.partsOf(api, "aws_api_gateway_method", "rest_api_id") {
		method, ok := r.Body.Attr("http_method").Literal()
		id, _ := r.Body.Attr("resource_id").Text()
		p, known := m.resourcePath(id, 0)
		add(route{strings.ToUpper(method), p}, ok && known)
	}
	for _, r := range m.partsOf(api, "aws_apigatewayv2_route", "api_id") {
		key, ok := r.Body.Attr("route_key").Literal()
		method, p, _ := strings.Cut(key, " ")
		if key == "$default" {
			method, p = "ANY", "/*"
		}
		add(route{strings.ToUpper(method), parameters(p)}, ok)
	}
	return routes, complete
}

// partsOf returns the resources of a type that belong to an API.
func (m *Model) partsOf(api *tf.Resource, kind, attr string) []*tf.Resource {
	var parts []*tf.Resource
	for _, r := range m.cfg.OfType(kind) {
		if t, ok := r.Body.Attr(attr).Text(); ok && m.referred(t, "id", api.Type) == api {
			parts = append(parts, r)
		}
	}
	return parts
}

// maxResources bounds the path of an API's resource.
const maxResources = 32

// resourcePath composes the path of an aws_api_gateway_resource from those that
// it lies in. The root has the empty path.
func (m *Model) resourcePath(id symbol.Text, depth int) (p string, ok bool) {
	if s, sole := id.Sole(); sole && s.Attr == "root_resource_id" {
		return "", true
	}
	r := m.referred(id, "id", "aws_api_gateway_resource")
	if r == nil {
		api := m.referred(id, "root_resource_id", "aws_api_gateway_rest_api")
		return "", api != nil
	}
	part, ok := r.Body.Attr("path_part").Literal()
	if !ok || depth > maxResources {
		return "", false
	}
	parent, _ := r.Body.Attr("parent_id").Text()
	above, ok := m.resourcePath(parent, depth+1)
	return above + "/" + parameters(part), ok
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
		return []string{r.path}
	}
	var paths []string
	stages, _ := m.stages(api)
	for _, stage := range stages {
		full := "/" + stage + r.path
		if stage == "$default" {
			full = r.path
		}
		if rest, found := strings.CutPrefix(full, origin); found {
			paths = append(paths, "/"+strings.TrimPrefix(rest, "/"))
		}
	}
	if len(paths) == 0 && origin != "" {
		return []string{r.path}
	}
	return paths
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
