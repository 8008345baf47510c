package cloudfront

import (
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An apiCall is a request of CloudFront as API Gateway sees it.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html.
type apiCall struct {
	origin  *Origin
	request Request
	// domain is the custom domain name that is asked, nil for the default endpoint.
	domain *tf.Resource
	// api is nil when it is not made here.
	api *tf.Resource
	// stage and path are known together. The path begins behind prefix, which
	// stands for the stage or the key of a mapping.
	stage, prefix, path string
	known               bool
}

// apiCall reads a request as the API behind the origin does.
func (o *Origin) apiCall(r Request) apiCall {
	c := apiCall{origin: o, request: r, api: o.api(), domain: o.Endpoint().Domain}
	origin, ok := o.literalPath()
	switch full := origin + o.key(r); {
	case !ok || !c.pathKept():
		return c
	case c.domain != nil:
		return c.throughDomain(full)
	case c.api != nil:
		return c.atEndpoint(full)
	}
	return c
}

// literalPath returns the origin path when it is known to the last character.
func (o *Origin) literalPath() (p string, ok bool) {
	t, known := o.Path()
	p, literal := o.Distribution.model.canonical(t).Literal()
	return p, known && literal
}

// atEndpoint reads a request that comes to the default endpoint of an API.
func (c apiCall) atEndpoint(full string) apiCall {
	first, rest, _ := strings.Cut(strings.TrimPrefix(full, "/"), "/")
	stages, complete := c.origin.Distribution.model.stages(c.api)
	named, byDefault := slices.Contains(stages, first), slices.Contains(stages, "$default")
	switch {
	case named && byDefault:
	case named || !byDefault && isREST(c.api):
		c.stage, c.prefix, c.path, c.known = first, "/"+first, "/"+rest, true
	case byDefault && complete:
		c.stage, c.path, c.known = "$default", full, true
	}
	return c
}

// pathKept reports whether API Gateway sees the path of the request.
func (c apiCall) pathKept() bool {
	b := c.origin.Distribution.BehaviorFor(c.request)
	return b != nil && c.request.behavior == nil && !b.Edge().Rewrites
}

// isREST tells a REST API from an HTTP or WebSocket API.
func isREST(api *tf.Resource) bool { return api.Type == "aws_api_gateway_rest_api" }

// candidates returns the routes of which one serves the call. complete is false
// when another may.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
// and https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html.
func (c apiCall) candidates() (routes []route, complete bool) {
	table := c.origin.Distribution.model.routeTable(c.api)
	among := table.routes
	if c.known && !odd(c.path) {
		// The very path goes before parameters, the method before ANY.
		exact := c.withMethod(table.byPath[c.path])
		if named := slices.IndexFunc(exact, func(r route) bool { return r.method != "ANY" }); named >= 0 {
			return exact[named : named+1], true
		}
		if len(exact) > 0 {
			return exact, table.complete
		}
		among = table.open
	}
	for _, r := range c.withMethod(among) {
		if !c.known || takes(r.path, c.path) != symbol.False {
			routes = append(routes, r)
		}
	}
	return routes, table.complete
}

// withMethod returns the routes that serve the method of the call.
func (c apiCall) withMethod(routes []route) []route {
	var some []route
	for _, r := range routes {
		if r.method == c.request.Method || r.method == "ANY" {
			some = append(some, r)
		}
	}
	return some
}

// everyRoute asks something of the routes of which one serves the call. The answer
// is known when all say the same; at is the first of them.
func (c apiCall) everyRoute(ask func(route) symbol.Truth) (answer symbol.Truth, at route, why string) {
	routes, complete := c.candidates()
	if len(routes) == 0 {
		return symbol.Unknown, at, fmt.Sprintf("which method of %s serves the request is not known from this input", c.api.Address)
	}
	answer = ask(routes[0])
	for _, r := range routes[1:] {
		if ask(r) != answer {
			answer = symbol.Unknown
		}
	}
	if !complete && answer != symbol.Unknown {
		answer = symbol.Unknown
	}
	return answer, routes[0], fmt.Sprintf("which of the methods of %s serves the request is not known from this input", c.api.Address)
}

// takes tells whether a route serves a path. A parameter stands for one part of
// it, one with a plus sign for all that follow. The route of what is left takes
// everything.
func takes(template, path string) symbol.Truth {
	if template == "" {
		return symbol.True
	}
	if odd(path) {
		if symbol.Intersects(symbol.Literal(parameters(template)+"*"), symbol.Literal(path)) {
			return symbol.Unknown
		}
		return symbol.False
	}
	parts, given := strings.Split(template, "/"), strings.Split(path, "/")
	for i, part := range parts {
		switch {
		case i >= len(given):
			return symbol.False
		case strings.HasSuffix(part, "+}"):
			return symbol.TruthOf(given[i] != "")
		case strings.HasPrefix(part, "{"):
			if given[i] == "" {
				return symbol.False
			}
		case part != given[i]:
			return symbol.False
		}
	}
	return symbol.TruthOf(len(parts) == len(given))
}

// odd reports whether it is not documented what API Gateway makes of a path.
func odd(path string) bool {
	return path != "/" && strings.HasSuffix(path, "/") || strings.Contains(path, "//") || strings.Contains(path, "%")
}

// expandAPI writes what a REST API or a stage exports as AWS composes it.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html.
func (m *Model) expandAPI(s symbol.Symbol, kind string, r *tf.Resource) symbol.Text {
	if s.Attr != "execution_arn" || r == nil || r.Data {
		return symbol.Of(s)
	}
	if kind == "aws_api_gateway_stage" {
		id, _ := r.Body.Attr("rest_api_id").Text()
		stage, ok := r.Body.Attr("stage_name").Text()
		api := m.referred(id, "id", "aws_api_gateway_rest_api")
		if !ok || api == nil {
			return symbol.Of(s)
		}
		return symbol.Concat(m.apiARN(api), symbol.Literal("/"), stage)
	}
	region, ok := regionOf(r).Text()
	if !ok {
		region = symbol.Of(symbol.Symbol{Address: r.Address, Attr: "region"})
	}
	id := m.expand(symbol.Symbol{Address: r.Address, Attr: "id"})
	return symbol.Concat(symbol.Literal("arn:"+m.partition+":execute-api:"), m.canonical(region), symbol.Literal(":"), m.accountOf(r), symbol.Literal(":"), id)
}

// apiARN returns the ARN with which policies name a REST API.
func (m *Model) apiARN(api *tf.Resource) symbol.Text {
	return m.expand(symbol.Symbol{Address: api.Address, Attr: "execution_arn"})
}
