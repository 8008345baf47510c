package waf

import (
	"net/netip"
	"slices"

	"github.com/no403/no403/tf"
)

// A forwarded tells that the address in a header counts, not the source of the
// request.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html.
type forwarded struct {
	header   string
	fallback string
}

func readForwarded(b tf.Body, name string) *forwarded {
	blocks, complete := b.Blocks(name)
	if len(blocks) == 0 && complete {
		return nil
	}
	f := &forwarded{}
	if len(blocks) == 1 {
		f.header, _ = blocks[0].Attr("header_name").Literal()
		f.fallback, _ = blocks[0].Attr("fallback_behavior").Literal()
	}
	return f
}

// ipSet matches by the address of the viewer.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html.
type ipSet struct {
	resource  *tf.Resource // nil when it is not made here
	prefixes  []netip.Prefix
	complete  bool
	forwarded *forwarded
}

func readIPSetReference(l *Library, b tf.Block, _ int) statement {
	s := l.ipSet(b.Attr("arn"))
	s.forwarded = readForwarded(b, "ip_set_forwarded_ip_config")
	return s
}

// ipSet reads an IP set, once.
func (l *Library) ipSet(at tf.Value) ipSet {
	r := l.made(at, "arn", "aws_wafv2_ip_set")
	if r == nil {
		return ipSet{}
	}
	if s, ok := l.ipSets[r]; ok {
		return s
	}
	s := ipSet{resource: r}
	addresses, complete := literals(r.Body.Attr("addresses"))
	s.prefixes, s.complete = prefixes(addresses)
	s.complete = s.complete && complete
	l.ipSets[r] = s
	return s
}

// prefixes reads address ranges; complete is false when some are none.
func prefixes(addresses []string) (some []netip.Prefix, complete bool) {
	complete = true
	for _, a := range addresses {
		p, err := netip.ParsePrefix(a)
		if err != nil {
			complete = false
			continue
		}
		some = append(some, p)
	}
	return some, complete
}

func (s ipSet) match(e *evaluation) finding {
	switch {
	case s.resource == nil:
		return cannotTell("an IP set is not made in this configuration")
	case s.forwarded != nil:
		return s.matchForwarded(e)
	case e.request.Source.IsValid() && s.holds(e.request.Source):
		return certainly(true)
	case !s.complete:
		return cannotTell("the addresses of " + s.resource.Address + " are not all known from this input")
	case e.request.Source.IsValid() || !s.holdsPublic():
		return certainly(false)
	}
	return cannotTell("it depends on the address of the viewer")
}

// matchForwarded knows of sets that hold nobody: AWS WAF passes a rule over when
// the header is missing, so that the header has to be there.
func (s ipSet) matchForwarded(e *evaluation) finding {
	switch presence := e.request.header(s.forwarded.header).Presence; {
	case presence != Known && presence != Present, s.forwarded.fallback != "NO_MATCH", !s.complete, s.holdsPublic():
		return cannotTell("it depends on the address in the " + s.forwarded.header + " header")
	}
	return certainly(false)
}

func (s ipSet) holds(a netip.Addr) bool {
	return slices.ContainsFunc(s.prefixes, func(p netip.Prefix) bool { return p.Contains(a) })
}

// holdsPublic reports whether an address in the set may reach AWS over the
// Internet.
func (s ipSet) holdsPublic() bool {
	return slices.ContainsFunc(s.prefixes, func(p netip.Prefix) bool {
		return !slices.ContainsFunc(privateNetworks, func(n netip.Prefix) bool { return n.Bits() <= p.Bits() && n.Contains(p.Addr()) })
	})
}

// privateNetworks are not routed in the Internet.
// See https://www.rfc-editor.org/rfc/rfc1918.
var privateNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}

func (s ipSet) words() string {
	if s.resource == nil {
		return "from the addresses of an IP set"
	}
	if s.complete && !s.holdsPublic() {
		return "from the addresses in " + s.resource.Address + ", which has no public address"
	}
	return "from the addresses in " + s.resource.Address
}

// elsewhere are addresses for examples, of which a set will not hold all.
var elsewhere = []netip.Addr{netip.MustParseAddr("203.0.113.1"), netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("192.0.2.1")}

func (s ipSet) example(r *Example, not bool) {
	if !not {
		for _, p := range s.prefixes {
			r.Source = p.Addr()
			return
		}
	}
	for _, a := range elsewhere {
		if not && !s.holds(a) {
			r.Source = a
			return
		}
	}
}
