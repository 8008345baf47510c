package cloudfront

import (
	"cmp"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A Use is a kind of request that the configuration shows viewers to make.
type Use struct {
	Method string
	// Path is one to ask for; empty stands for any path of the behavior.
	Path string
}

// Writes returns the requests, beyond reading, that the configuration shows
// viewers of the behavior to make: its origin is an application behind a load
// balancer, an API with routes for them, a function URL whose CORS rules name
// them, or something that the path or the host calls an API. An origin of these
// kinds alone is no sign: many serve only what is read.
func (b *Behavior) Writes() []Use {
	o, group := b.Origin()
	if o == nil || group != nil {
		return nil // CloudFront takes no writes for a group
	}
	switch e := o.Endpoint(); e.Kind {
	case APIGateway:
		if uses, known := b.routedWrites(o); known {
			return uses
		}
	case LambdaURL:
		if uses := b.Distribution.model.functionWrites(e.Address); len(uses) > 0 {
			return uses
		}
	case LoadBalancer:
		if b.Default && b.Audience() != Assets {
			return []Use{{Method: "POST"}}
		}
	case S3REST:
		return b.uploads(e.Bucket)
	case OtherKind, OtherDistribution:
	default:
		return nil
	}
	if b.namedAPI() {
		return []Use{{Method: "POST"}}
	}
	return nil
}

// uploads returns the requests that the CORS rules of a bucket are for, as far
// as the behavior lets them come that far: many behaviors allow all methods out
// of habit.
func (b *Behavior) uploads(bucket *Bucket) []Use {
	if bucket == nil {
		return nil
	}
	allowed, _, _ := b.AllowedMethods()
	var uses []Use
	for _, method := range []string{"DELETE", "PUT"} {
		names := func(rule corsRule) bool {
			texts, _ := rule.methods.Texts()
			return slices.ContainsFunc(texts, func(t symbol.Text) bool { return t.Key() == method })
		}
		if slices.Contains(allowed, method) && slices.ContainsFunc(bucket.corsRules(), names) {
			uses = append(uses, Use{Method: method})
		}
	}
	return uses
}

// routedWrites returns the requests for the routes of an API that the behavior
// serves. known is false when there may be routes that are not known.
func (b *Behavior) routedWrites(o *Origin) (uses []Use, known bool) {
	api := o.api()
	if api == nil {
		return nil, false
	}
	m := b.Distribution.model
	routes, complete := m.routesOf(api)
	for _, r := range routes {
		if !writes(r.method) {
			continue
		}
		for _, pattern := range m.viewerPaths(api, o, r) {
			if p, ok := b.sample(pattern); ok {
				uses = append(uses, Use{r.method, p})
			}
		}
	}
	slices.SortFunc(uses, func(x, y Use) int {
		return cmp.Or(strings.Compare(x.Method, y.Method), strings.Compare(x.Path, y.Path))
	})
	return slices.Compact(uses), len(uses) > 0 || complete && len(routes) > 0
}

// Reads returns paths to read that an API has routes for, where the behavior
// serves them: one of those that are open to anybody, and all others.
func (b *Behavior) Reads() []string {
	o, group := b.Origin()
	if o == nil || group != nil {
		return nil
	}
	var paths []string
	plain := false
	for _, served := range o.servedRoutes() {
		r := served.route
		open := r.authorization == "NONE" && r.needsKey == symbol.False
		if r.method != "GET" && r.method != "ANY" || open && plain {
			continue
		}
		if p, ok := b.sample(served.pattern); ok && !slices.Contains(paths, p) {
			paths, plain = append(paths, p), plain || open
		}
	}
	return paths
}

// sample returns a path that a pattern matches and the behavior serves.
func (b *Behavior) sample(pattern string) (p string, ok bool) {
	if path, known := b.pattern(); known && !symbol.Intersects(path, symbol.Literal(pattern)) {
		return "", false
	}
	own, _ := b.SamplePath()
	candidates := []string{strings.ReplaceAll(pattern, "*", "1")}
	if symbol.Match(symbol.Literal(pattern), symbol.Literal(own)) == symbol.True {
		candidates = append(candidates, own)
	}
	for _, p := range candidates {
		if b.Distribution.BehaviorFor(Request{Path: p}) == b {
			return p, true
		}
	}
	return "", false
}

// functionWrites returns the requests that the CORS rules of a function URL
// name.
func (m *Model) functionWrites(address string) []Use {
	r := m.cfg.Resource(address)
	if r == nil {
		return nil
	}
	var methods []string
	blocks, _ := r.Body.Blocks("cors")
	for _, cors := range blocks {
		texts, _ := cors.Attr("allow_methods").Texts()
		for _, t := range texts {
			if method := t.String(); writes(method) {
				methods = append(methods, method)
			}
		}
	}
	slices.Sort(methods)
	var uses []Use
	for _, method := range slices.Compact(methods) {
		uses = append(uses, Use{Method: method})
	}
	return uses
}

// writes reports whether a method is for more than reading.
func writes(method string) bool {
	switch method {
	case "POST", "PUT", "PATCH", "DELETE":
		return true
	}
	return false
}
