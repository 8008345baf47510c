package differential_test

import "slices"

// variable is the one that policies use. The other engine knows no default
// values and no ${*}, ${?} and ${$}.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
const variable = "${aws:Referer}"

// texts has the keys that hold strings, and what policies compare them with.
var texts = map[string][]string{
	"aws:Referer":   {"partner", "Partner", "https://example.com/*", "p*", "*", "public"},
	"aws:UserAgent": {"Amazon CloudFront", "amazon cloudfront", "curl/*", "CURL/8.?.0", "curl/8.?.0", "*", "?"},
	"s3:prefix":     {"", "public/", "public/*", "PUBLIC/B", "p?*/", "*"},
	"s3:delimiter":  {"/", "?", "", "*"},
}

// networks holds IPv6 addresses only with the length of their prefix. Where
// that is left out, the other engine takes 32 bits, and so does AWS by the
// letter of its page; iam takes the one address.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
var networks = []string{
	"192.0.2.0/24", "192.0.2.10", "192.0.2.10/31", "0.0.0.0/0", "::/0", "2001:db8::/32", "2001:db8::1/128", "2001:db8:1::/48",
}

// moments are in the only one of AWS's forms that the other engine reads. The
// last two are the same moment.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
var moments = []string{
	"2024-12-31T23:59:59Z", "2025-01-01T00:00:00Z", "2025-01-01T00:00:01Z",
	"2025-06-01T00:00:00Z", "2025-06-01T02:00:00+02:00",
}

// orders end the names of the operators for numbers and for dates.
var orders = []string{"Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"}

// unequal is one more order. The other engine says that an absent key is not
// unequal, AWS that it is: it is used only where the key is never absent.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const unequal = "NotEquals"

// comparison makes one part of a Condition element.
func (g generator) comparison(about subject) (operator, key string, values any) {
	kinds := []func(subject) (string, string, any){g.text, g.text, g.address, g.time, g.secure, g.null}
	if about.listing {
		kinds = append(kinds, g.maxKeys, g.maxKeys)
	}
	return pick(g, kinds...)(about)
}

// text makes a comparison of strings. None has ForAnyValue or ForAllValues,
// which AWS says not to use with keys that have one value.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func (g generator) text(about subject) (operator, key string, values any) {
	operator = pick(g, "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
		"StringLike", "StringNotLike")
	key = pick(g, "aws:Referer", "aws:UserAgent")
	if about.listing {
		key = pick(g, key, "s3:prefix", "s3:delimiter")
	}
	from := texts[key]
	if g.variables {
		from = append(slices.Clone(from), variable, variable+"/", "*"+variable+"*")
	}
	return operator, key, g.some(from)
}

func (g generator) address(subject) (operator, key string, values any) {
	return pick(g, "IpAddress", "NotIpAddress"), "aws:SourceIp", g.some(networks)
}

// From here on a key has one value, because the other engine reads no more.

func (g generator) time(subject) (operator, key string, values any) {
	return "Date" + pick(g, append(slices.Clone(orders), unequal)...), "aws:CurrentTime", pick(g, moments...)
}

func (g generator) secure(subject) (operator, key string, values any) {
	return "Bool", "aws:SecureTransport", g.truth()
}

func (g generator) null(about subject) (operator, key string, values any) {
	keys := []string{"aws:Referer", "aws:UserAgent", "aws:SourceIp", "aws:SecureTransport"}
	if about.listing {
		keys = append(keys, "s3:prefix", "s3:delimiter", "s3:max-keys")
	}
	return "Null", pick(g, keys...), g.truth()
}

// truth is a boolean as AWS writes it. The other engine reads "1" and "T" for
// Null as well, and for Bool compares "True" with "true" and sees no match.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
func (g generator) truth() any { return pick[any](g, "true", "false", true, false) }

// maxKeys compares whole numbers: the other engine knows no fractions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
func (g generator) maxKeys(about subject) (operator, key string, values any) {
	from := append(slices.Clone(orders), "GreaterThanIfExists")
	if about.onlyLists {
		from = append(from, unequal)
	}
	return "Numeric" + pick(g, from...), "s3:max-keys", pick[any](g, "10", "100", 10, 1000)
}
