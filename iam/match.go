package iam

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// A Match tells, element by element, whether a statement is about a request,
// so that a caller can find the statement that comes nearest.
type Match struct {
	Principal, Action, Resource, Conditions symbol.Truth

	FailedCondition  *Condition // the first condition that is False
	UnknownCondition *Condition // the first condition that is Unknown
}

// All tells whether the whole statement is about the request.
func (m Match) All() symbol.Truth {
	return m.Principal.And(m.Action).And(m.Resource).And(m.Conditions)
}

// Match compares the statement with a request. The effect plays no part.
func (s *Statement) Match(r Request) Match {
	v := variables{enabled: s.variables, context: r.Context}
	m := Match{
		Principal:  s.matchPrincipal(r.Principals),
		Action:     s.matchAction(r.Action),
		Resource:   s.matchResource(v, r.Resource),
		Conditions: symbol.True,
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		holds := c.holds(v)
		m.Conditions = m.Conditions.And(holds)
		if holds == symbol.False && m.FailedCondition == nil {
			m.FailedCondition = c
		}
		if holds == symbol.Unknown && m.UnknownCondition == nil {
			m.UnknownCondition = c
		}
	}
	return m
}

// about is like Match(r).All(), and looks at no more than decides.
func (s *Statement) about(r Request) symbol.Truth {
	v := variables{enabled: s.variables, context: r.Context}
	about := s.matchPrincipal(r.Principals)
	if about != symbol.False {
		about = about.And(s.matchResource(v, r.Resource))
	}
	if about != symbol.False {
		about = about.And(s.matchAction(r.Action))
	}
	for i := 0; about != symbol.False && i < len(s.Conditions); i++ {
		about = about.And(s.Conditions[i].holds(v))
	}
	return about
}

// matchAction ignores case.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
func (s *Statement) matchAction(action string) symbol.Truth {
	named := symbol.False
	for _, pattern := range s.Actions {
		named = named.Or(isAction(pattern, action))
	}
	return negateIf(s.NotAction, named)
}

func isAction(pattern symbol.Text, action string) symbol.Truth {
	// Most patterns are a name as it is documented.
	if name, ok := pattern.Literal(); ok && name == action {
		return symbol.True
	}
	return symbol.Match(lower(pattern), symbol.Literal(strings.ToLower(action)))
}

// matchResource minds case; its wildcards cross slashes and colons.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func (s *Statement) matchResource(v variables, resource symbol.Text) symbol.Truth {
	if len(s.Resources) == 0 && !s.NotResource {
		return symbol.True
	}
	return negateIf(s.NotResource, v.anyOf(s.Resources, resource, like))
}

func negateIf(negated bool, t symbol.Truth) symbol.Truth {
	if negated {
		return t.Not()
	}
	return t
}

// lower lets texts be compared without regard to case. Symbols keep theirs:
// whatever they stand for, equal symbols stay equal.
func lower(t symbol.Text) symbol.Text { return t.MapLiterals(strings.ToLower) }
