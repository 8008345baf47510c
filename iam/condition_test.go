package iam

import (
	"testing"

	"github.com/no403/no403/symbol"
)

const (
	no      = symbol.False
	yes     = symbol.True
	unknown = symbol.Unknown
)

// known is a context in which the key k has the given values.
func known(values ...string) map[string]ContextValue {
	return map[string]ContextValue{"k": {Values: texts(values...)}}
}

func TestOperators(t *testing.T) {
	const arn = "arn:aws:cloudfront::111122223333:distribution/E1"
	dist := symbol.Token(symbol.Symbol{Address: "aws_cloudfront_distribution.d", Attr: "arn"}, 1)
	absent, hidden := known(), map[string]ContextValue{"k": {Unknown: true}}
	for _, tc := range []struct {
		operator string
		values   []string
		context  map[string]ContextValue
		want     symbol.Truth
	}{
		{"StringEquals", []string{"a", "b"}, known("b"), yes},
		{"StringEquals", []string{"a"}, known("A"), no},
		{"stringEQUALS", []string{"a"}, known("a"), yes},
		{"StringEquals", []string{"*"}, known("a"), no},
		{"StringEquals", []string{"*"}, known("*"), yes},
		{"StringEquals", []string{"a"}, absent, no},
		{"StringEquals", []string{"a"}, hidden, unknown},
		{"StringEquals", nil, known("a"), no},
		{"StringEquals", []string{dist}, known(dist), yes},
		{"StringEquals", []string{token("v")}, known(dist), unknown},
		{"StringEquals", []string{token("v"), dist}, known(dist), yes},
		{"StringNotEquals", []string{"a", "b"}, known("b"), no},
		{"StringNotEquals", []string{"a", "b"}, known("c"), yes},
		{"StringNotEquals", []string{"a", token("v")}, known("c"), unknown},
		{"StringNotEquals", []string{"a"}, absent, yes},
		{"StringEqualsIgnoreCase", []string{"aB"}, known("Ab"), yes},
		{"StringEqualsIgnoreCase", []string{"aB" + token("v")}, known("Ab" + token("v")), yes},
		{"StringEqualsIgnoreCase", []string{"x" + token("v")}, known("Ab"), no},
		{"StringNotEqualsIgnoreCase", []string{"aB"}, known("Ab"), no},
		{"StringNotEqualsIgnoreCase", []string{"aB"}, absent, yes},
		{"StringLike", []string{"a*c?"}, known("abbcd"), yes},
		{"StringLike", []string{"a*c?"}, known("abbc"), no},
		{"StringLike", []string{"*"}, absent, no},
		{"StringLike", []string{"*"}, hidden, unknown},
		{"StringLike", []string{"a" + token("v") + "*"}, known("abc"), unknown},
		{"StringLike", []string{"a?"}, known("a*"), yes},
		{"StringNotLike", []string{"a*"}, known("abc"), no},
		{"StringNotLike", []string{"a*"}, known("b"), yes},
		{"StringNotLike", []string{"a*"}, absent, yes},

		{"NumericEquals", []string{"1.0"}, known("1"), yes},
		{"NumericNotEquals", []string{"1"}, known("1"), no},
		{"NumericNotEquals", []string{"1"}, absent, yes},
		{"NumericLessThan", []string{"10"}, known("9"), yes},
		{"NumericLessThan", []string{"9"}, known("10"), no},
		{"NumericLessThanEquals", []string{"10"}, known("10"), yes},
		{"NumericGreaterThan", []string{"10"}, known("10"), no},
		{"NumericGreaterThanEquals", []string{"10"}, known("10"), yes},
		{"NumericEquals", []string{"x"}, known("1"), unknown},
		{"NumericEquals", []string{token("v")}, known("1"), unknown},
		{"NumericEquals", []string{"1"}, absent, no},

		{"DateEquals", []string{"2024-01-01T00:00:00Z"}, known("1704067200"), yes},
		{"DateNotEquals", []string{"2024-01-01"}, known("2024-01-02"), yes},
		{"DateNotEquals", []string{"2024-01-01"}, absent, yes},
		{"DateLessThan", []string{"2024-01-01T00:00Z"}, known("2023-12-31T23:59:59Z"), yes},
		{"DateLessThanEquals", []string{"2024-01"}, known("2024-01-01"), yes},
		{"DateGreaterThan", []string{"2024-01-01"}, known("2023-01-01"), no},
		{"DateGreaterThanEquals", []string{"2024-01-01"}, known("2024-01-01"), yes},
		{"DateEquals", []string{"2024"}, known("2024"), unknown},

		{"Bool", []string{"true"}, known("true"), yes},
		{"Bool", []string{"True"}, known("true"), yes},
		{"Bool", []string{"false"}, known("true"), no},
		{"Bool", []string{"false"}, absent, no},
		{"BoolIfExists", []string{"false"}, absent, yes},
		{"Bool", []string{token("v")}, known("true"), unknown},
		{"BinaryEquals", []string{"QmFzZQ=="}, known("QmFzZQ=="), yes},
		{"BinaryEquals", []string{"QmFzZQ=="}, known("qmFzZQ=="), no},

		{"IpAddress", []string{"10.0.0.0/8"}, known("10.1.2.3"), yes},
		{"IpAddress", []string{"10.0.0.0/8", "192.0.2.1"}, known("192.0.2.1"), yes},
		{"IpAddress", []string{"10.0.0.0/8"}, known("11.0.0.1"), no},
		{"IpAddress", []string{"2001:db8::/32"}, known("2001:db8::1"), yes},
		{"IpAddress", []string{"10.0.0.0/8"}, known("2001:db8::1"), no},
		{"IpAddress", []string{"10.0.0.0/8"}, absent, no},
		{"IpAddress", []string{"10.0.0.0/8"}, hidden, unknown},
		{"IpAddress", []string{"10.0.0.0/99"}, known("10.0.0.1"), unknown},
		{"IpAddress", []string{token("v") + "/32"}, known("10.0.0.1"), unknown},
		{"NotIpAddress", []string{"10.0.0.0/8"}, known("10.1.2.3"), no},
		{"NotIpAddress", []string{"10.0.0.0/8"}, absent, yes},

		{"ArnEquals", []string{arn}, known(arn), yes},
		{"ArnEquals", []string{"arn:aws:cloudfront::*:distribution/*"}, known(arn), yes},
		{"ArnLike", []string{"arn:*:cloudfront::111122223333:*"}, known(arn), yes},
		{"ArnLike", []string{"arn:aws:cloudfront:*:distribution/E1"}, known(arn), unknown},
		{"ArnLike", []string{"arn:*:cloudfront::*:*:E1"}, known(arn), no},
		{"ArnLike", []string{"arn:aws:*::distribution/E1:x"}, known("arn:aws:a:b:c:distribution/E1:x"), no},
		{"ArnLike", []string{"arn:aws:s3:::*"}, known(arn), no},
		{"ArnLike", []string{"arn:aws:s3:::x"}, absent, no},
		{"ArnLike", []string{"arn:aws:cloudfront::" + token("acct") + ":distribution/*"}, known(arn), unknown},
		{"ArnLike", []string{"arn:aws:cloudfront::*:distribution/*"}, known("arn:aws:cloudfront::" + token("acct") + ":distribution/E1"), yes},
		{"ArnLike", []string{dist}, known(dist), yes},
		{"ArnLike", []string{"arn:*:s:r:a:b"}, known("arn:aws" + token("v") + ":q:s:r:a:b"), unknown},
		{"ArnLike", []string{dist}, known(arn), unknown},
		{"ArnNotEquals", []string{arn}, known(arn), no},
		{"ArnNotLike", []string{"arn:aws:s3:::*"}, known(arn), yes},
		{"ArnNotLike", []string{"arn:aws:s3:::*"}, absent, yes},

		{"Null", []string{"true"}, absent, yes},
		{"Null", []string{"true"}, known("x"), no},
		{"Null", []string{"false"}, known("x"), yes},
		{"Null", []string{"true"}, hidden, unknown},
		{"Null", []string{"true", "false"}, hidden, yes},
		{"Null", []string{token("v")}, absent, unknown},
		{"NullIfExists", []string{"true"}, absent, unknown},
		{"ForAllValues:Null", []string{"true"}, absent, unknown},

		{"StringEqualsIfExists", []string{"a"}, absent, yes},
		{"StringEqualsIfExists", []string{"a"}, known("b"), no},
		{"StringEqualsIfExists", []string{"a"}, hidden, unknown},
		{"StringLikeIfExists", []string{"*"}, hidden, yes},
		{"StringNotEqualsIfExists", []string{"a"}, absent, yes},

		{"ForAllValues:StringEquals", []string{"a", "b"}, known("a", "b"), yes},
		{"ForAllValues:StringEquals", []string{"a"}, known("a", "b"), no},
		{"ForAllValues:StringEquals", []string{"a"}, absent, yes},
		{"ForAnyValue:StringEquals", []string{"a"}, known("a", "b"), yes},
		{"ForAnyValue:StringEquals", []string{"c"}, known("a", "b"), no},
		{"ForAnyValue:StringEquals", []string{"a"}, absent, no},
		{"ForAnyValue:StringNotEquals", []string{"a"}, known("a", "b"), yes},
		{"ForAnyValue:StringNotEquals", []string{"a"}, absent, no},
		{"ForAllValues:StringNotEquals", []string{"a"}, known("a", "b"), no},
		{"forallvalues:StringLikeIfExists", []string{"a*"}, known("ab", "ac"), yes},
		{"ForAnyValue:StringEqualsIfExists", []string{"a"}, absent, yes},
		{"StringEquals", []string{"a"}, known("a", "b"), unknown},
		{"StringEquals", []string{"a", "b"}, known("a", "b"), yes},

		{"StringMatches", []string{"a"}, known("a"), unknown},
		{token("operator"), []string{"a"}, known("a"), unknown},
	} {
		c := Condition{Operator: tc.operator, Key: "K", Values: texts(tc.values...)}
		got := c.holds(variables{enabled: symbol.True, context: tc.context})
		if got != tc.want {
			t.Errorf("%s %v of %v: got %v, want %v", symbol.Strip(tc.operator), c.Values, tc.context["k"], got, tc.want)
		}
	}
}

func TestConditionKeyIsSymbol(t *testing.T) {
	c := Condition{Operator: "Null", Key: token("key"), Values: texts("true")}
	if got := c.holds(variables{}); got != unknown {
		t.Errorf("got %v, want unknown", got)
	}
}

func TestPolicyVariables(t *testing.T) {
	context := map[string]ContextValue{
		"k":            {Values: texts("a*b")},
		"aws:username": {Values: texts("a*b")},
		"aws:userid":   {Unknown: true},
		"s3:prefix":    {Values: texts("x", "y")},
	}
	for _, tc := range []struct {
		operator, value string
		enabled         symbol.Truth
		want            symbol.Truth
	}{
		{"StringEquals", "${aws:username}", yes, yes},
		{"StringEquals", "${AWS:UserName}", yes, yes},
		{"StringEquals", "${aws:username}", no, no},
		{"StringEquals", "${aws:username}", unknown, unknown},
		{"StringEquals", "x${aws:username}", yes, no},
		{"StringLike", "${aws:username}", yes, yes},
		{"StringLike", "a${*}b", yes, yes},
		{"StringEquals", "a${*}b", yes, yes},
		{"StringLike", "a${?}b", yes, no},
		{"StringLike", "a${$}b", yes, no},
		{"StringEquals", "${aws:userid}", yes, unknown},
		{"StringEquals", "x${aws:userid}", yes, no},
		{"StringNotEquals", "x${aws:userid}", yes, yes},
		{"StringNotEquals", "x${aws:missing}", yes, yes},
		{"StringEquals", "${aws:missing}", yes, no},
		{"StringLike", "*${aws:missing}", yes, no},
		{"StringNotLike", "*${aws:missing}", yes, yes},
		{"StringEquals", "${aws:missing}", unknown, unknown},
		{"StringEquals", "${aws:missing, 'a*b'}", yes, yes},
		{"StringLike", "${aws:missing, '?*b'}", yes, no},
		{"StringEquals", "${s3:prefix}", yes, unknown},
		{"StringEquals", "a${b", yes, no},
		{"StringLike", "a${" + token("v") + "}", yes, unknown},
		{"StringLike", "x${" + token("v") + "}", yes, no},
		{"NumericEquals", "${aws:username}", yes, unknown},
		{"StringLike", "a?b", yes, yes},
	} {
		c := Condition{Operator: tc.operator, Key: "k", Values: texts(tc.value)}
		got := c.holds(variables{enabled: tc.enabled, context: context})
		if got != tc.want {
			t.Errorf("%s %s (variables %v): got %v, want %v", tc.operator, c.Values[0], tc.enabled, got, tc.want)
		}
	}
}

func TestUnknownKeyEqualsItself(t *testing.T) {
	c := Condition{Operator: "StringEqualsIfExists", Key: "aws:userid", Values: texts("${aws:userid}")}
	context := map[string]ContextValue{"aws:userid": {Unknown: true}}
	if got := c.holds(variables{enabled: yes, context: context}); got != yes {
		t.Errorf("got %v, want true", got)
	}
}
