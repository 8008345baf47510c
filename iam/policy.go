// Package iam reads policy documents and tells whether a resource policy lets
// a request through.
//
// Policies and requests may hold values nobody knows yet (package symbol), so
// every answer has three values. An answer other than Unknown holds whatever
// the symbols stand for.
package iam

import (
	"fmt"

	"github.com/no403/no403/symbol"
)

// A Policy is a policy document.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
type Policy struct {
	// Version is "2012-10-17", "2008-10-17", or empty where the document has
	// none. It is empty too when a symbol stands for it.
	Version    string
	Statements []*Statement
	// Incomplete tells that there are statements that cannot be read: a
	// symbol stands where a statement or the list of them belongs.
	Incomplete bool
}

// A Statement allows or denies some callers some actions on some resources.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
type Statement struct {
	Sid   string
	Index int // position in the document, counted from 1

	Allow         bool
	EffectUnknown bool // a symbol stands for the effect; Allow means nothing

	// Principals are those the statement is about, or is not about with
	// NotPrincipal. Without any, a statement of a resource policy is about
	// nobody.
	Principals   []Principal
	NotPrincipal bool

	Actions   []symbol.Text
	NotAction bool

	// Resources may be empty: trust policies and repository policies are about
	// what they are attached to and do not name it.
	Resources   []symbol.Text
	NotResource bool

	Conditions []Condition

	// variables tells whether ${...} is a policy variable here, which depends
	// on the version of the policy.
	variables symbol.Truth
}

// String names the statement for people: statement "sid" or statement 2.
func (s *Statement) String() string {
	if s.Sid != "" {
		return fmt.Sprintf("statement %q", s.Sid)
	}
	return fmt.Sprintf("statement %d", s.Index)
}

// A Condition compares one key of the request with values.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
type Condition struct {
	Operator string // as written
	Key      string // as written
	Values   []symbol.Text
}

// String names the condition for people, by its key.
func (c *Condition) String() string {
	if c.Key == "" {
		return "condition"
	}
	return "condition " + symbol.Strip(c.Key)
}

// A PrincipalKind is the key under which a principal is listed.
type PrincipalKind string

// The kinds of principals. UnknownKind is that of a principal hidden in a
// symbol.
const (
	UnknownKind   PrincipalKind = ""
	Everyone      PrincipalKind = "*"
	AWS           PrincipalKind = "AWS"
	Service       PrincipalKind = "Service"
	Federated     PrincipalKind = "Federated"
	CanonicalUser PrincipalKind = "CanonicalUser"
)

// A Principal is a caller, or what a policy says of callers.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
type Principal struct {
	Kind PrincipalKind
	ID   symbol.Text
}
