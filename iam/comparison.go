package iam

import (
	"cmp"
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/no403/no403/symbol"
)

// comparisons has the base names of the operators in lower case.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
var comparisons = map[string]comparison{
	"stringequals":              {compare: exactly},
	"stringnotequals":           {compare: exactly, negated: true},
	"stringequalsignorecase":    {compare: ignoringCase},
	"stringnotequalsignorecase": {compare: ignoringCase, negated: true},
	"stringlike":                {compare: like},
	"stringnotlike":             {compare: like, negated: true},

	"arnequals":    {compare: likeARN}, // the two positive ones are the same
	"arnlike":      {compare: likeARN},
	"arnnotequals": {compare: likeARN, negated: true},
	"arnnotlike":   {compare: likeARN, negated: true},

	"numericequals":            {compare: numeric(equal), plain: true},
	"numericnotequals":         {compare: numeric(equal), plain: true, negated: true},
	"numericlessthan":          {compare: numeric(less), plain: true},
	"numericlessthanequals":    {compare: numeric(lessOrEqual), plain: true},
	"numericgreaterthan":       {compare: numeric(greater), plain: true},
	"numericgreaterthanequals": {compare: numeric(greaterOrEqual), plain: true},

	"dateequals":            {compare: dated(equal), plain: true},
	"datenotequals":         {compare: dated(equal), plain: true, negated: true},
	"datelessthan":          {compare: dated(less), plain: true},
	"datelessthanequals":    {compare: dated(lessOrEqual), plain: true},
	"dategreaterthan":       {compare: dated(greater), plain: true},
	"dategreaterthanequals": {compare: dated(greaterOrEqual), plain: true},

	"ipaddress":    {compare: inRange, plain: true},
	"notipaddress": {compare: inRange, plain: true, negated: true},

	"bool":         {compare: ignoringCase},
	"binaryequals": {compare: exactly, plain: true},
	"null":         {compare: ignoringCase, plain: true, null: true},
}

// exactly compares texts in which stars are just stars. The request is
// protected, and so are resolved variables; the policy's own text is not yet.
func exactly(value, requested symbol.Text) symbol.Truth {
	return symbol.Equal(protect(value), requested)
}

func ignoringCase(value, requested symbol.Text) symbol.Truth {
	return exactly(lower(value), lower(requested))
}

func numeric(wanted func(order int) bool) compareFunc {
	return ordered(number, cmp.Compare[float64], wanted)
}

func dated(wanted func(order int) bool) compareFunc {
	return ordered(date, time.Time.Compare, wanted)
}

// ordered compares the request (left) with the policy (right). What cannot be
// read, a symbol included, leaves the answer open.
func ordered[T any](read func(string) (T, bool), compare func(a, b T) int, wanted func(order int) bool) compareFunc {
	return func(value, requested symbol.Text) symbol.Truth {
		right, okRight := value.Literal()
		left, okLeft := requested.Literal()
		if !okRight || !okLeft {
			return symbol.Unknown
		}
		limit, okLimit := read(right)
		actual, okActual := read(left)
		if !okLimit || !okActual {
			return symbol.Unknown
		}
		return symbol.TruthOf(wanted(compare(actual, limit)))
	}
}

func equal(order int) bool          { return order == 0 }
func less(order int) bool           { return order < 0 }
func lessOrEqual(order int) bool    { return order <= 0 }
func greater(order int) bool        { return order > 0 }
func greaterOrEqual(order int) bool { return order >= 0 }

func number(s string) (n float64, ok bool) {
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && !math.IsNaN(n)
}

// date reads the W3C forms of ISO 8601, and seconds since 1970.
func date(s string) (d time.Time, ok bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01"} {
		if d, err := time.Parse(layout, s); err == nil {
			return d, true
		}
	}
	seconds, err := strconv.ParseInt(s, 10, 64)
	// Four digits may be a year.
	return time.Unix(seconds, 0), err == nil && len(s) > 4
}

// PublicAddress stands for an address of the internet that is not known.
var PublicAddress = symbol.Of(symbol.Symbol{Address: "${aws:sourceip}", Attr: "public"})

// inRange tells whether the requested address is in the range of the policy,
// an address being the range of itself.
func inRange(value, requested symbol.Text) symbol.Truth {
	policy, okPolicy := value.Literal()
	if okPolicy && symbol.Equal(requested, PublicAddress) == symbol.True {
		if prefix, ok := prefixOf(policy); ok && NeverPublic(prefix) {
			return symbol.False
		}
		return symbol.Unknown
	}
	request, okRequest := requested.Literal()
	if !okPolicy || !okRequest {
		return symbol.Unknown
	}
	prefix, ok := prefixOf(policy)
	address, err := netip.ParseAddr(strings.TrimSpace(request))
	if !ok || err != nil {
		return symbol.Unknown
	}
	return symbol.TruthOf(prefix.Contains(address.Unmap()))
}

// reserved are ranges that no address of the internet is in.
// See https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
// and https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("fc00::/7"),
	netip.MustParsePrefix("fe80::/10"),
}

// NeverPublic reports whether a range holds no address of the internet: it is
// for private networks, for documentation or the like.
func NeverPublic(p netip.Prefix) bool {
	for _, r := range reserved {
		if p.Bits() >= r.Bits() && r.Contains(p.Addr()) {
			return true
		}
	}
	return false
}

func prefixOf(s string) (netip.Prefix, bool) {
	if prefix, err := netip.ParsePrefix(s); err == nil {
		return prefix, true
	}
	address, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	address = address.Unmap()
	return netip.PrefixFrom(address, address.BitLen()), true
}
