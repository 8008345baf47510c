package cloudfront

import (
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// askRoute asks whether a REST API has a resource for anything that the behavior
// is asked for. Which of the paths viewers ask for is not known, so it passes as
// long as one may be there. Other APIs answer 404 to what they have no route for.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
func (c apiCall) askRoute() APIAnswer {
	if !isREST(c.api) {
		return passes(c.api.Address + " does not answer 403 to a path without a route")
	}
	table := c.origin.Distribution.model.routeTable(c.api)
	pattern, ok := c.pathPattern()
	if !ok {
		return APIAnswer{Because: "which paths of the API the behavior leads to is not known from this input"}
	}
	if r := table.first(pattern); r != nil {
		return passes(fmt.Sprintf("%s has %s", c.api.Address, r))
	}
	if !table.complete || len(table.routes) == 0 {
		return APIAnswer{Because: "the methods of " + c.api.Address + " are not all known from this input"}
	}
	return APIAnswer{Passes: symbol.False, Because: fmt.Sprintf("it has no resource for %s, only for %s", pattern, pathsOf(table.routes))}
}

// first returns a route that may serve a path of a pattern, nil without one.
func (t *routeTable) first(pattern string) *route {
	r, asked := t.serving[pattern]
	if asked {
		return r
	}
	for i := range t.routes {
		// Whether a slash at the end makes a difference is not documented.
		if own := t.routes[i].pattern(); meets(own, pattern) || meets(own+"/", pattern) {
			r = &t.routes[i]
			break
		}
	}
	t.serving[pattern] = r
	return r
}

// pathsOf lists the first paths of routes for people.
func pathsOf(routes []route) string {
	const most = 3
	var paths []string
	for _, r := range routes {
		switch {
		case slices.Contains(paths, r.path):
		case len(paths) == most:
			return strings.Join(paths, ", ") + " and others"
		default:
			paths = append(paths, r.path)
		}
	}
	return strings.Join(paths, ", ")
}

func meets(p, q string) bool { return symbol.Intersects(symbol.Literal(p), symbol.Literal(q)) }

// pathPattern returns a pattern of the paths, behind the stage, that the behavior
// leads to.
func (c apiCall) pathPattern() (pattern string, ok bool) {
	full, ok := c.fullPattern()
	if !ok || !c.known || !c.onlyMapping(full) {
		return "", false
	}
	rest, ok := strings.CutPrefix(full, c.prefix+"/")
	return "/" + rest, ok
}

// fullPattern returns a pattern of the paths that the behavior asks the origin for.
func (c apiCall) fullPattern() (pattern string, ok bool) {
	own, literal := c.origin.pattern(c.request).Literal()
	origin, known := c.origin.literalPath()
	if !strings.HasPrefix(own, "/") {
		own = "/" + own // a star in front of it takes the slash as well
	}
	return origin + own, literal && known && c.pathKept()
}
