package lint

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// stated adds the requests of a class that people state to be made: ordinary
// requests, each with what the class states in its place.
func (g *generator) stated(c *Class) {
	for _, r := range g.vary(c) {
		g.probes = append(g.probes, probe{request: r, stated: c})
	}
}

// vary returns the requests of a class, its lists multiplied with each other.
func (g *generator) vary(c *Class) []cloudfront.Request {
	requests := g.subjects(c)
	if len(c.Hosts) > 0 {
		requests = multiply(requests, c.Hosts, func(r *cloudfront.Request, host string) { r.Host = sampleHost(symbol.Literal(host)) })
	}
	if len(c.Methods) > 0 {
		requests = multiply(requests, c.Methods, func(r *cloudfront.Request, method string) { r.Method = method })
	}
	if len(c.Schemes) > 0 {
		requests = multiply(requests, c.Schemes, func(r *cloudfront.Request, scheme string) { r.Scheme = scheme })
	}
	if len(c.Countries) > 0 {
		requests = multiply(requests, c.Countries, func(r *cloudfront.Request, country string) { r.Country = country })
	}
	for i := range requests {
		if len(c.Headers) > 0 {
			requests[i].Headers = c.Headers
		}
		if c.Signed != symbol.Unknown {
			requests[i].Signed = c.Signed == symbol.True
		}
	}
	return requests
}

func multiply(requests []cloudfront.Request, values []string, set func(*cloudfront.Request, string)) []cloudfront.Request {
	product := make([]cloudfront.Request, 0, len(requests)*len(values))
	for _, r := range requests {
		for _, value := range values {
			set(&r, value)
			product = append(product, r)
		}
	}
	return product
}

// subjects returns ordinary requests for what a class is about: for its paths,
// else for the root and for every behavior.
func (g *generator) subjects(c *Class) []cloudfront.Request {
	if len(c.Paths) == 0 {
		return append(g.ordinary(nil), g.at("/"))
	}
	var requests []cloudfront.Request
	for _, path := range c.Paths {
		if !strings.ContainsAny(path, "*?") {
			requests = append(requests, g.at(path))
			continue
		}
		below := g.ordinary([]string{path})
		if len(below) == 0 {
			below = append(below, g.at(strings.NewReplacer("*", "any", "?", "a").Replace(path)))
		}
		requests = append(requests, below...)
	}
	return requests
}

// ordinary returns the ordinary requests to the behaviors whose path one of the
// patterns matches.
func (g *generator) ordinary(patterns []string) []cloudfront.Request {
	var requests []cloudfront.Request
	for _, b := range g.d.Behaviors {
		if b.Reachable() == symbol.False {
			continue
		}
		if r := g.to(b); matchesIfStated(patterns, symbol.Literal(r.Path)) {
			requests = append(requests, r)
		}
	}
	return requests
}
