package cloudfront

import (
	"slices"
	"strings"

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

// header returns what the origin gets for the name of a header.
func (a *arrival) header(name string) header {
	name = strings.ToLower(name)
	h, asked := a.headers[name]
	if !asked {
		h = a.behavior.headerTo(a.origin, a.request, name)
		a.headers[name] = h
	}
	return h
}
