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

// A routeTable is the routes of an API. It is not complete when there may be
// others.
type routeTable struct {
	routes   []route
	complete bool

	byPath map[string][]route
	open   []route // those that take more than one path
	// serving are routes that serve a path of a pattern, by the patterns that were
	// asked about.
	serving map[string]*route
	// document is the body of the API, empty without one that can be read.
	document openAPI
}

// routesOf returns the routes of an API. complete is false when there may be
// others.
func (m *Model) routesOf(api *tf.Resource) (routes []route, complete bool) {
	table := m.routeTable(api)
	return table.routes, table.complete
}

func (m *Model) routeTable(api *tf.Resource) *routeTable {
	if table := m.routes[api]; table != nil {
		return table
	}
	table := &routeTable{byPath: make(map[string][]route), serving: make(map[string]*route)}
	m.routes[api] = table
	table.document, _ = openAPIOf(api)
	table.routes, table.complete = m.readRoutes(api)
	for _, r := range table.routes {
		if r.path == "" || strings.Contains(r.path, "{") {
			table.open = append(table.open, r)
			continue
		}
		table.byPath[r.path] = append(table.byPath[r.path], r)
	}
	return table
}

// readRoutes reads the routes of an API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
// and https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html.
func (m *Model) readRoutes(api *tf.Resource) (routes []route, complete bool) {
	imports, known := m.partsOf(api, "aws_api_gateway_rest_api_put", "rest_api_id")
	complete = known && len(imports) == 0 && !m.cfg.Partial && m.passedTo(api.Address) == ""
	for _, more := range []string{"target", "route_key"} {
		complete = complete && api.Body.Attr(more).Unset()
	}
	described, all := readBody(api)
	routes, complete = append(routes, described...), complete && all
	add := func(r route, ok bool) {
		complete = complete && ok
		if ok {
			routes = append(routes, r)
		}
	}
	methods, known := m.partsOf(api, "aws_api_gateway_method", "rest_api_id")
	// The body overwrites what other resources make, or they it.
	complete = complete && known && (len(methods) == 0 || api.Body.Attr("body").Unset())
	for _, r := range methods {
		method, ok := r.Body.Attr("http_method").Literal()
		id, _ := r.Body.Attr("resource_id").Text()
		p, known := m.resourcePath(id, 0)
		auth, _ := r.Body.Attr("authorization").Literal()
		add(route{strings.ToUpper(method), cmp.Or(p, "/"), r, auth, r.Body.Attr("api_key_required").Bool(false)}, ok && known && !r.Maybe)
	}
	parts, known := m.partsOf(api, "aws_apigatewayv2_route", "api_id")
	complete = complete && known
	for _, r := range parts {
		key, ok := r.Body.Attr("route_key").Literal()
		method, p, _ := strings.Cut(key, " ")
		if key == "$default" {
			method = "ANY"
		}
		auth, _ := r.Body.Attr("authorization_type").Literal()
		if r.Body.Attr("authorization_type").Unset() {
			auth = "NONE"
		}
		add(route{strings.ToUpper(method), p, r, auth, symbol.False}, ok && !r.Maybe)
	}
	return routes, complete
}

// readBody reads the routes that the body of an API describes.
func readBody(api *tf.Resource) (routes []route, complete bool) {
	if !isREST(api) {
		return nil, api.Body.Attr("body").Unset()
	}
	doc, ok := openAPIOf(api)
	if !ok {
		return nil, false
	}
	return doc.routes(api)
}

// partsOf returns the resources of a type that belong to an API. complete is
// false when others may.
func (m *Model) partsOf(api *tf.Resource, kind, attr string) (parts []*tf.Resource, complete bool) {
	complete = true
	for _, r := range m.cfg.OfType(kind) {
		t, ok := r.Body.Attr(attr).Text()
		owner := m.referred(t, "id", api.Type)
		switch {
		case ok && owner == api:
			parts = append(parts, r)
		case !ok || owner == nil && m.mayBe(t, api):
			complete = false
		}
	}
	return parts, complete
}

// mayBe reports whether an id that belongs to no API of the configuration may
// turn out to be that of one.
func (m *Model) mayBe(id symbol.Text, api *tf.Resource) bool {
	return symbol.Equal(m.canonical(id), m.expand(symbol.Symbol{Address: api.Address, Attr: "id"})) != symbol.False
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
	return above + "/" + part, ok
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
