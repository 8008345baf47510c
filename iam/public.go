package iam

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// Public tells whether the policy counts as public for S3 Block Public Access:
// it has an allow for everyone that no condition narrows to fixed values. What
// AWS does not document, such as a set operator or IfExists on a key that would
// narrow, is Unknown.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func (p *Policy) Public() symbol.Truth {
	public := symbol.False
	if p.Incomplete {
		public = symbol.Unknown
	}
	for _, s := range p.Statements {
		public = public.Or(s.public())
	}
	return public
}

func (s *Statement) public() symbol.Truth {
	// An allow for all but some is an allow for the public.
	everyone := symbol.TruthOf(s.NotPrincipal)
	for _, p := range s.Principals {
		everyone = everyone.Or(p.everyone())
	}
	narrowed := symbol.False
	for i := range s.Conditions {
		narrowed = narrowed.Or(s.Conditions[i].narrows(s.variables))
	}
	return s.effectIs(true).And(everyone).And(narrowed.Not())
}

// narrowing has the keys that make a policy not public when compared with
// fixed values, and the test for such a value.
var narrowing = map[string]func(symbol.Text) symbol.Truth{
	"aws:principalorgid":        fixed,
	"aws:sourcearn":             fixed,
	"aws:sourceaccount":         fixed,
	"aws:sourceip":              fixedRange,
	"aws:sourceowner":           fixed,
	"aws:sourcevpc":             fixed,
	"aws:sourcevpce":            fixed,
	"aws:userid":                fixed,
	"s3:dataaccesspointaccount": fixed,
	"s3:dataaccesspointarn":     fixedAccount,
}

// relatedKeys are keys that say who calls, as aws:PrincipalOrgID does, which
// AWS gives as an example only. Whether they narrow is not documented.
var relatedKeys = []string{"aws:principalaccount", "aws:principalarn", "aws:sourceorgid"}

// narrows tells whether the condition lets only fixed values through.
func (c *Condition) narrows(variables symbol.Truth) symbol.Truth {
	key, literal := symbol.Parse(c.Key).Literal()
	if !literal {
		return symbol.Unknown
	}
	key = strings.ToLower(key)
	isFixed, listed := narrowing[key]
	if !listed && !slices.Contains(relatedKeys, key) {
		return symbol.False
	}
	op, ok := operatorOf(c.Operator)
	if !ok || len(c.Values) == 0 {
		return symbol.Unknown
	}
	if op.negated || op.null {
		return symbol.False
	}
	all := symbol.True
	if !listed {
		isFixed, all = fixed, symbol.Unknown
	}
	if op.ifExists || op.quantifier != unquantified || op.plain && key != "aws:sourceip" {
		all = symbol.Unknown
	}
	for _, value := range c.Values {
		all = all.And(isFixed(value)).And(noVariable(value, variables))
	}
	return all
}

// fixed tells whether a value has no wildcard. The ids that AWS gives to
// resources have none; any other symbol may bring one.
func fixed(value symbol.Text) symbol.Truth {
	answer := symbol.True
	for _, part := range value.Parts() {
		switch {
		case part.Symbol == nil:
			answer = answer.And(symbol.TruthOf(!strings.ContainsAny(part.Literal, "*?")))
		case !givenByAWS(*part.Symbol):
			answer = answer.And(symbol.Unknown)
		}
	}
	return answer
}

func givenByAWS(s symbol.Symbol) bool {
	if resource, _ := s.Type(); !strings.HasPrefix(resource, "aws_") {
		return false
	}
	return slices.Contains([]string{"arn", "id", "account_id", "iam_arn", "owner_id"}, s.Attr)
}

// fixedAccount lets the name of an access point vary as long as its account
// does not.
func fixedAccount(value symbol.Text) symbol.Truth {
	if fields, ok := splitARN(value); ok {
		return fixed(fields[arnAccount])
	}
	return fixed(value)
}

// fixedRange refuses ranges of addresses that are as good as everyone.
func fixedRange(value symbol.Text) symbol.Truth {
	s, literal := value.Literal()
	if !literal {
		return symbol.Unknown
	}
	prefix, ok := prefixOf(s)
	if !ok {
		return symbol.Unknown
	}
	return symbol.TruthOf(prefix.Bits() >= shortestFixed(prefix.Addr()))
}

// shortestFixed is the length of prefix from which a range is not public.
func shortestFixed(a netip.Addr) int {
	if a.Is4() {
		return 8
	}
	return 32
}

// noVariable tells whether a value is free of policy variables.
func noVariable(value symbol.Text, enabled symbol.Truth) symbol.Truth {
	has := slices.ContainsFunc(value.Parts(), func(p symbol.Part) bool {
		return p.Symbol == nil && strings.Contains(p.Literal, "${")
	})
	return symbol.TruthOf(has).And(enabled).Not()
}
