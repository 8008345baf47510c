package cloudfront

import (
	"cmp"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

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
	described, complete := readBody(api)
	complete = complete && !m.cfg.Partial && m.passedTo(api.Address) == ""
	read := m.httpRoutes
	if isREST(api) {
		read = m.methods
	}
	written, all := read(api)
	// The body overwrites what other resources make, or they it.
	complete = complete && all && (len(written) == 0 || api.Body.Attr("body").Unset())
	return append(described, written...), complete
}

// methods reads the methods of a REST API that are resources.
func (m *Model) methods(api *tf.Resource) (routes []route, complete bool) {
	imports, known := m.partsOf(api, "aws_api_gateway_rest_api_put", "rest_api_id")
	methods, complete := m.partsOf(api, "aws_api_gateway_method", "rest_api_id")
	complete = complete && known && len(imports) == 0
	for _, r := range methods {
		method, ok := r.Body.Attr("http_method").Literal()
		id, _ := r.Body.Attr("resource_id").Text()
		p, known := m.resourcePath(id, 0)
		if !ok || !known || r.Maybe {
			complete = false
			continue
		}
		auth, _ := r.Body.Attr("authorization").Literal()
		routes = append(routes, route{strings.ToUpper(method), cmp.Or(p, "/"), r, auth, r.Body.Attr("api_key_required").Bool(false)})
	}
	return routes, complete
}

// httpRoutes reads the routes of an HTTP API.
func (m *Model) httpRoutes(api *tf.Resource) (routes []route, complete bool) {
	parts, complete := m.partsOf(api, "aws_apigatewayv2_route", "api_id")
	for _, more := range []string{"target", "route_key"} {
		complete = complete && api.Body.Attr(more).Unset()
	}
	for _, r := range parts {
		key, ok := r.Body.Attr("route_key").Literal()
		if !ok || r.Maybe {
			complete = false
			continue
		}
		method, p, _ := strings.Cut(key, " ")
		if key == "$default" {
			method = "ANY"
		}
		auth, _ := r.Body.Attr("authorization_type").Literal()
		if r.Body.Attr("authorization_type").Unset() {
			auth = "NONE"
		}
		routes = append(routes, route{strings.ToUpper(method), p, r, auth, symbol.False})
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
