package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
)

// A header is what an origin gets for a name.
type header struct {
	sent  symbol.Truth
	value symbol.Text
	known bool // the value is
	// left tells that a header that is not sent would be for a viewer who brings
	// it, which no browser does of its own accord.
	left bool
}

// headerTo returns what an origin gets for the name, in lower case, of a header of
// a request. A header of the origin's own configuration wins over the viewer's.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
// and https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
func (b *Behavior) headerTo(o *Origin, r Request, name string) header {
	own, set := o.CustomHeader(name)
	switch {
	case set == symbol.True && !b.Edge().ChangesOrigin:
		t, ok := own.Text()
		return header{sent: symbol.True, value: o.Distribution.model.canonical(t), known: ok}
	case set != symbol.False || b.mayAdd(name):
		return header{}
	case name == "x-forwarded-for":
		return header{sent: symbol.True} // CloudFront adds the viewer's address
	}
	forwarded, _ := b.Forwards(name)
	if value, carried := r.Headers[name]; carried {
		return header{sent: forwarded, value: symbol.Literal(value), known: true}
	}
	switch whoSends(name) {
	case byCloudFront:
		return header{}
	case byViewers:
		if slices.Contains(r.Without, name) || forwarded == symbol.False && (name != "authorization" || !writes(r.Method)) {
			return header{sent: symbol.False}
		}
		return header{}
	case byBoth: // the User-Agent
		if forwarded == symbol.False {
			return header{sent: symbol.True, value: symbol.Literal("Amazon CloudFront"), known: true}
		}
		return header{}
	}
	return header{sent: symbol.False, left: forwarded != symbol.False && !slices.Contains(r.Without, name)}
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
// may add or change a header that goes to the origin.
func (b *Behavior) mayAdd(name string) bool {
	functions := b.edgeFunctions()
	return !functions.complete || slices.ContainsFunc(functions.requests, func(f *edgeFunction) bool {
		return f.event != edgecode.Function || f.source == "" || strings.Contains(strings.ToLower(f.source), name)
	})
}
