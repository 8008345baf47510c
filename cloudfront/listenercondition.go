package cloudfront

import (
	"net/netip"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A condition is one of a listener rule, as far as it concerns one request.
type condition struct {
	kind  string // the name of its block
	block tf.Block
	holds symbol.Truth
}

// condition compares a condition with a request. Each condition block has one
// block in it, that says what it is about.
// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html.
func (a *arrival) condition(block tf.Block) condition {
	for _, about := range []struct {
		kind  string
		meets func(tf.Block) symbol.Truth
	}{
		{"host_header", a.meetsHost},
		{"http_header", a.meetsHeader},
		{"http_request_method", a.meetsMethod},
		{"path_pattern", a.meetsPath},
		{"source_ip", a.meetsAddress},
	} {
		if inner, complete := block.Blocks(about.kind); complete && len(inner) == 1 {
			if name, _ := inner[0].Attr("http_header_name").Literal(); strings.EqualFold(name, "host") {
				about.kind, about.meets = "host_header", a.meetsHost
			}
			return condition{kind: about.kind, block: inner[0], holds: about.meets(inner[0])}
		}
	}
	return condition{} // a query string, or nothing that is known
}

// anyValue tells whether one of the values of a condition meets it.
func (a *arrival) anyValue(block tf.Block, meets func(value symbol.Text) symbol.Truth) symbol.Truth {
	texts, complete := block.Attr("values").Texts()
	holds := unless(complete && block.Attr("regex_values").Unset())
	for _, t := range texts {
		holds = holds.Or(meets(a.origin.Distribution.model.canonical(t)))
	}
	return holds
}

// meetsHost compares hosts, in which case does not matter.
func (a *arrival) meetsHost(block tf.Block) symbol.Truth {
	host, ok := a.host()
	return a.anyValue(block, func(value symbol.Text) symbol.Truth {
		if !ok {
			return symbol.Unknown
		}
		return symbol.Match(a.origin.Distribution.model.hostText(value), host)
	})
}

// meetsHeader compares a header; case matters neither in its name nor in its
// value.
func (a *arrival) meetsHeader(block tf.Block) symbol.Truth {
	name, ok := block.Attr("http_header_name").Literal()
	if !ok {
		return symbol.Unknown
	}
	h := a.header(name)
	if h.sent == symbol.False {
		return symbol.False
	}
	value := h.value.MapLiterals(strings.ToLower)
	return a.anyValue(block, func(wanted symbol.Text) symbol.Truth {
		switch {
		case !h.known:
			return symbol.Unknown
		case otherSecret(wanted, value):
			return symbol.False
		}
		return symbol.Match(wanted.MapLiterals(strings.ToLower), value)
	}).And(h.sent)
}

// otherSecret reports whether two values are what a provider chooses at random
// for two resources.
func otherSecret(x, y symbol.Text) bool {
	one, ok := x.Sole()
	two, sole := y.Sole()
	return ok && sole && one.Address != two.Address && random(one) && random(two)
}

func random(s symbol.Symbol) bool {
	kind, data := s.Type()
	switch kind + "." + s.Attr {
	case "random_password.result", "random_uuid.result", "random_string.result", "random_id.hex", "random_id.b64_url", "random_id.b64_std":
		return !data
	}
	return false
}

func (a *arrival) meetsMethod(block tf.Block) symbol.Truth {
	return a.anyValue(block, func(value symbol.Text) symbol.Truth {
		return symbol.Equal(value, symbol.Literal(a.request.Method))
	})
}

// meetsPath compares paths, in which case matters. The query string is no part
// of them.
func (a *arrival) meetsPath(block tf.Block) symbol.Truth {
	return a.anyValue(block, func(pattern symbol.Text) symbol.Truth {
		switch {
		case a.whereTo && takesAll(pattern, a.served):
			return symbol.True
		case a.known:
			return symbol.Match(pattern, a.path)
		case a.whereTo && !symbol.Intersects(pattern, a.served):
			return symbol.False
		}
		return symbol.Unknown
	})
}

// meetsAddress compares the address that the load balancer is asked from: that
// of an edge location, never the viewer's.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html.
func (a *arrival) meetsAddress(block tf.Block) symbol.Truth {
	if _, has, _ := a.origin.vpcOrigin(); has {
		return symbol.Unknown // it comes from within the VPC
	}
	return a.anyValue(block, func(value symbol.Text) symbol.Truth {
		s, ok := value.Literal()
		prefix, err := netip.ParsePrefix(s)
		switch {
		case !ok || err != nil:
			return symbol.Unknown
		case iam.NeverPublic(prefix), prefix.Addr().Is4() && prefix.Bits() >= narrow:
			return symbol.False
		case prefix.Bits() == 0 && prefix.Addr().Is4() && a.overIPv4():
			return symbol.True
		}
		return symbol.Unknown
	})
}

// narrow is the length of IPv4 prefixes that are too narrow for a range of
// CloudFront: none that AWS publishes is longer than 27 bits. What such a
// prefix holds of one, if anything, is a fraction of the addresses that
// requests come from.
// See https://ip-ranges.amazonaws.com/ip-ranges.json.
const narrow = 28

// Private reports whether the condition that decides is about addresses that no
// request over the internet comes from.
func (a ListenerAnswer) Private() bool {
	texts, complete := a.Condition.Attr("values").Texts()
	for _, t := range texts {
		s, _ := t.Literal()
		prefix, err := netip.ParsePrefix(s)
		complete = complete && err == nil && iam.NeverPublic(prefix)
	}
	return complete
}

// overIPv4 reports whether CloudFront asks the origin over IPv4 only.
func (a *arrival) overIPv4() bool {
	config, ok := a.origin.connection()
	kind := config.Attr("ip_address_type")
	s, _ := kind.Literal()
	return ok && (kind.Unset() || s == "ipv4")
}
