package waf

import (
	"net/netip"
	"slices"

	"github.com/no403/no403/symbol"
)

// An ipMatch looks whether an address is in an IP set.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html.
type ipMatch struct {
	name     string
	prefixes []netip.Prefix
	complete bool   // there are no others
	header   string // what holds the address, empty for the source address
}

func (s *ipMatch) match(r *Request, _ *context) (symbol.Truth, string) {
	switch addr := r.Source.Addr; {
	case s.header != "":
		return symbol.Unknown, "it looks at the address in the header " + s.header
	case addr.IsValid() && s.has(addr):
		return symbol.True, ""
	case addr.IsValid() && s.complete:
		return symbol.False, ""
	case !s.complete:
		return symbol.Unknown, "the addresses of " + s.name + " are not all known from this input"
	case !slices.ContainsFunc(s.prefixes, meetsPublic):
		return symbol.False, "" // no request comes from there
	case r.Source.OnlyIPv4 && s.everyIPv4():
		return symbol.True, ""
	}
	return symbol.Unknown, "it depends on the address"
}

func (s *ipMatch) has(addr netip.Addr) bool {
	return slices.ContainsFunc(s.prefixes, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// everyIPv4 reports whether every IPv4 address is in the set. AWS WAF takes no
// /0, so people write two halves.
func (s *ipMatch) everyIPv4() bool {
	const halves = 2
	n := 0
	for _, p := range s.prefixes {
		if p.Addr().Is4() && p.Bits() == 1 {
			n++
		}
	}
	return n == halves // prefixes are masked and distinct
}

// private are addresses from which nobody reaches a public endpoint. Those for
// documentation are not among them: examples use them for public ones.
// See https://www.iana.org/assignments/iana-ipv4-special-registry/.
var private = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
	netip.MustParsePrefix("::/127"), netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"), netip.MustParsePrefix("ff00::/8"),
}

// meetsPublic reports whether a prefix holds addresses from which requests come.
func meetsPublic(p netip.Prefix) bool {
	return !slices.ContainsFunc(private, func(q netip.Prefix) bool { return q.Bits() <= p.Bits() && q.Contains(p.Addr()) })
}

// readPrefix reads an address of an IP set, with its CIDR suffix or without.
func readPrefix(s string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(addr, addr.BitLen()), true
}

func (s *ipMatch) words(want bool) string {
	switch {
	case want:
		return "from an address in " + s.name
	case s.complete && len(s.prefixes) == 0:
		return "from an address that is not in " + s.name + ", which is empty"
	case s.complete && !slices.ContainsFunc(s.prefixes, meetsPublic):
		return "from an address that is not in " + s.name + ", which holds none that viewers have"
	}
	return "from an address that is not in " + s.name
}

// outside are addresses to try for one that is not in a set.
var outside = []netip.Addr{
	netip.MustParseAddr("198.51.100.7"), netip.MustParseAddr("203.0.113.7"), netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("8.8.8.8"),
}

func (s *ipMatch) shape(want bool, v *Variation) bool {
	if s.header != "" {
		return false
	}
	if v.Addr.IsValid() {
		return s.has(v.Addr) == want && (want || s.complete)
	}
	if want {
		if i := slices.IndexFunc(s.prefixes, meetsPublic); i >= 0 {
			v.Addr = s.prefixes[i].Addr()
		}
		return v.Addr.IsValid()
	}
	if i := slices.IndexFunc(outside, func(a netip.Addr) bool { return !s.has(a) }); i >= 0 && s.complete {
		v.Addr = outside[i]
	}
	return v.Addr.IsValid()
}
