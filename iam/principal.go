package iam

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// matchPrincipal tells whether the statement is about a caller with the given
// identities.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
func (s *Statement) matchPrincipal(caller []Principal) symbol.Truth {
	named := symbol.False
	for _, p := range s.Principals {
		named = named.Or(p.names(caller))
	}
	return negateIf(s.NotPrincipal, named)
}

// names tells whether a principal of a policy covers the caller.
func (p Principal) names(caller []Principal) symbol.Truth {
	covered := p.everyone()
	for _, identity := range caller {
		covered = covered.Or(p.covers(identity))
	}
	return covered
}

// everyone tells whether the principal is a lone star, which covers anonymous
// callers and services too. Principals know no other wildcard.
func (p Principal) everyone() symbol.Truth {
	switch p.Kind {
	case UnknownKind:
		return symbol.Unknown
	case Everyone:
		return symbol.True
	case AWS:
		return symbol.Equal(p.ID, symbol.Literal("*"))
	}
	return symbol.False
}

func (p Principal) covers(identity Principal) symbol.Truth {
	if p.Kind == UnknownKind {
		return symbol.Unknown
	}
	if p.Kind != identity.Kind {
		return symbol.False
	}
	same := symbol.Equal(p.ID, identity.ID)
	if p.Kind == AWS {
		return same.Or(coversAccount(p.ID, identity.ID))
	}
	return same
}

// coversAccount tells whether id stands for the whole account of the caller:
// its number, or the ARN of its root.
func coversAccount(id, caller symbol.Text) symbol.Truth {
	fields, ok := splitARN(caller)
	if !ok {
		if _, literal := caller.Literal(); literal {
			return symbol.False // a unique id, which tells no account
		}
		return mayBeAccount(id)
	}
	account := fields[arnAccount]
	if name, _ := account.Literal(); name == "cloudfront" {
		// The home of origin access identities is no account.
		return symbol.False
	}
	root := symbol.Concat(symbol.Literal("arn:*:iam::"), account, symbol.Literal(":root"))
	covered := symbol.Match(root, id)
	if !hasColon(id) {
		covered = covered.Or(symbol.Equal(account, id))
	}
	return covered
}

// mayBeAccount tells whether id can stand for an account at all: Unknown when
// it can, since the account of the caller is not known, and False otherwise.
func mayBeAccount(id symbol.Text) symbol.Truth {
	if hasColon(id) {
		if symbol.Match(symbol.Literal("arn:*:iam::*:root"), id) == symbol.False {
			return symbol.False
		}
		return symbol.Unknown
	}
	if number, literal := id.Literal(); literal && !isAccount(number) {
		return symbol.False
	}
	return symbol.Unknown
}

// hasColon tells whether the text holds a colon whatever its symbols are.
func hasColon(t symbol.Text) bool {
	return symbol.Match(symbol.Literal("*:*"), t) == symbol.True
}

func isAccount(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}
