package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
)

// An arrival is a request as the origin gets it from a behavior: path is behind
// the origin path, and served a pattern for all paths of the behavior.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
type arrival struct {
	origin   *Origin
	behavior *Behavior
	request  Request

	headers        map[string]header // those that were asked for
	path, served   symbol.Text
	known, whereTo bool // path and served are
}

func (b *Behavior) arrival(o *Origin, r Request) *arrival {
	a := &arrival{origin: o, behavior: b, request: r, headers: make(map[string]header)}
	prefix, ok := o.Path()
	if !ok || b.Edge().Rewrites {
		return a
	}
	prefix = o.Distribution.model.canonical(prefix)
	if _, known := b.pattern(); known || b.Default {
		a.served, a.whereTo = prefix.Append(o.pattern(r)), true
	}
	if r.behavior == nil {
		a.path, a.known = prefix.Append(symbol.Literal(o.key(r))), true
	}
	return a
}

// host returns the Host header: the origin's name, or the viewer's host where
// that is forwarded.
func (a *arrival) host() (host symbol.Text, ok bool) {
	m := a.origin.Distribution.model
	switch forwarded, _ := a.behavior.Forwards("Host"); forwarded {
	case symbol.True:
		return m.hostText(a.request.Host), true
	case symbol.False:
		t, ok := a.origin.DomainName().Text()
		return m.hostText(t), ok
	}
	return host, false
}

// hostText writes a host so that names that AWS will choose show the domain that
// they are in.
func (m *Model) hostText(t symbol.Text) symbol.Text {
	return hostName(m.canonical(t)).Expand(func(s symbol.Symbol) symbol.Text {
		kind, _ := s.Type()
		switch {
		case s.Attr == "dns_name" && slices.Contains(balancerTypes, kind):
			domain := ".elb.amazonaws.com"
			if m.partition == "aws-cn" {
				domain += ".cn"
			}
			return symbol.Of(s).Append(symbol.Literal(domain))
		case s.Attr == "domain_name" && kind == "aws_cloudfront_distribution":
			return symbol.Of(s).Append(symbol.Literal(".cloudfront.net"))
		}
		return symbol.Of(s)
	})
}

// A header is what an origin gets for a name.
type header struct {
	sent  symbol.Truth
	value symbol.Text
	known bool // the value is
}

// header returns what the origin gets for the name of a header. A header of the
// origin's own configuration wins over the viewer's.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html.
func (a *arrival) header(name string) header {
	name = strings.ToLower(name)
	h, asked := a.headers[name]
	if !asked {
		h = a.readHeader(name)
		a.headers[name] = h
	}
	return h
}

func (a *arrival) readHeader(name string) header {
	own, set := a.origin.CustomHeader(name)
	switch {
	case set == symbol.True:
		t, ok := own.Text()
		return header{sent: symbol.True, value: a.origin.Distribution.model.canonical(t), known: ok}
	case set == symbol.Unknown || a.mayAdd(name):
		return header{}
	}
	forwarded, _ := a.behavior.Forwards(name)
	if value, ok := a.request.Headers[name]; ok {
		return header{sent: forwarded, value: symbol.Literal(value), known: true}
	}
	switch whoSends(name) {
	case byCloudFront:
		return header{}
	case byViewers:
		if forwarded == symbol.False && (name != "authorization" || !writes(a.request.Method)) {
			return header{sent: symbol.False}
		}
		return header{}
	case byBoth: // the User-Agent
		if forwarded == symbol.False {
			return header{sent: symbol.True, value: symbol.Literal("Amazon CloudFront"), known: true}
		}
		return header{}
	}
	return header{sent: symbol.False}
}

type sender int

const (
	byNobody sender = iota // that a browser or CloudFront sends it of its own accord
	byViewers
	byCloudFront
	byBoth
)

// whoSends tells who sends a header without being told to.
func whoSends(name string) sender {
	switch name {
	case "user-agent":
		return byBoth
	case "accept", "accept-charset", "accept-language", "authorization", "dnt", "origin", "priority", "referer", "upgrade-insecure-requests", "x-requested-with":
		return byViewers
	case "accept-encoding", "cache-control", "connection", "cookie", "date", "expect", "host", "pragma", "range", "te", "transfer-encoding", "upgrade", "via", "x-real-ip":
		return byCloudFront
	}
	for _, prefix := range []string{"sec-", "cloudfront-"} {
		if strings.HasPrefix(name, prefix) {
			return byViewers
		}
	}
	for _, prefix := range []string{"content-", "if-", "proxy-", "x-amz-", "x-amzn-", "x-edge-", "x-forwarded-"} {
		if strings.HasPrefix(name, prefix) {
			return byCloudFront
		}
	}
	return byNobody
}

// mayAdd reports whether a function at the viewer request or the origin request
// may add a header.
func (a *arrival) mayAdd(name string) bool {
	functions := a.behavior.edgeFunctions()
	return !functions.complete || slices.ContainsFunc(functions.requests, func(f *edgeFunction) bool {
		return f.event != edgecode.Function || f.source == "" || strings.Contains(strings.ToLower(f.source), name)
	})
}
