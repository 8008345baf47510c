package iam

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// An elementError tells what is wrong with one element of a policy.
type elementError struct{ element, reason string }

func (e elementError) Error() string { return e.element + " " + e.reason }

func (p parser) statement(raw json.RawMessage) (*Statement, error) {
	elements, err := p.elements(raw, "Sid", "Effect", "Principal", "NotPrincipal",
		"Action", "NotAction", "Resource", "NotResource", "Condition")
	if err != nil {
		return nil, err
	}
	s := &Statement{}
	if raw, ok := elements["Sid"]; ok {
		sid, err := p.one(raw)
		if err != nil {
			return nil, elementError{"Sid", err.Error()}
		}
		s.Sid = sid.String()
	}
	readers := []func(*Statement, map[string]json.RawMessage) error{
		p.effect, p.principals, p.actions, p.resources, p.conditions,
	}
	for _, read := range readers {
		if err := read(s, elements); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (p parser) effect(s *Statement, elements map[string]json.RawMessage) error {
	raw, ok := elements["Effect"]
	if !ok {
		return elementError{"Effect", "is missing: write Allow or Deny"}
	}
	t, err := p.one(raw)
	if err != nil {
		return elementError{"Effect", err.Error()}
	}
	switch effect, known := t.Literal(); {
	case !known:
		s.EffectUnknown = true
	case effect == "Allow":
		s.Allow = true
	case effect != "Deny":
		return elementError{"Effect", fmt.Sprintf("is %q: write Allow or Deny", effect)}
	}
	return nil
}

func (p parser) actions(s *Statement, elements map[string]json.RawMessage) (err error) {
	s.Actions, s.NotAction, err = p.either(elements, "Action", "NotAction")
	if err == nil && !s.NotAction && elements["Action"] == nil {
		err = elementError{"Action", "is missing"}
	}
	return err
}

func (p parser) resources(s *Statement, elements map[string]json.RawMessage) (err error) {
	s.Resources, s.NotResource, err = p.either(elements, "Resource", "NotResource")
	return err
}

// either reads the texts of an element or of its negated twin.
func (p parser) either(elements map[string]json.RawMessage, name, not string) (texts []symbol.Text, negated bool, err error) {
	raw, negated, err := pick(elements, name, not)
	if err != nil || raw == nil {
		return nil, false, err
	}
	if negated {
		name = not
	}
	if texts, err = p.texts(raw); err != nil {
		return nil, false, elementError{name, err.Error()}
	}
	return texts, negated, nil
}

// pick returns whichever of two elements is there, raw being nil for none.
func pick(elements map[string]json.RawMessage, name, not string) (raw json.RawMessage, negated bool, err error) {
	raw, positive := elements[name]
	other, negated := elements[not]
	if positive && negated {
		return nil, false, elementError{name, "and " + not + " exclude each other: remove one"}
	}
	if negated {
		raw = other
	}
	return raw, negated, nil
}

func (p parser) principals(s *Statement, elements map[string]json.RawMessage) error {
	const element = "Principal"
	raw, negated, err := pick(elements, element, "NotPrincipal")
	if err != nil || raw == nil {
		return err
	}
	s.NotPrincipal = negated
	if t, err := p.one(raw); err == nil {
		s.Principals, err = solePrincipal(t)
		return err
	}
	members, err := membersOf(raw)
	if err != nil {
		return elementError{element, `must be "*" or an object such as {"AWS": "..."}`}
	}
	for _, m := range members {
		kind, err := p.principalKind(m.key)
		if err != nil {
			return err
		}
		ids, err := p.texts(m.value)
		if err != nil {
			return elementError{element, fmt.Sprintf("%s %v", kind, err)}
		}
		for _, id := range ids {
			s.Principals = append(s.Principals, Principal{Kind: kind, ID: id})
		}
	}
	return nil
}

// solePrincipal reads a principal that is a string.
func solePrincipal(t symbol.Text) ([]Principal, error) {
	switch id, known := t.Literal(); {
	case !known:
		return []Principal{{Kind: UnknownKind, ID: t}}, nil
	case id == "*":
		return []Principal{{Kind: Everyone, ID: t}}, nil
	default:
		return nil, elementError{"Principal", fmt.Sprintf(`is %q: write "*" or an object such as {"AWS": %q}`, id, id)}
	}
}

func (p parser) principalKind(key string) (PrincipalKind, error) {
	name, known := p.text(key).Literal()
	if !known {
		return UnknownKind, nil
	}
	kinds := []PrincipalKind{AWS, Service, Federated, CanonicalUser}
	i := slices.IndexFunc(kinds, func(k PrincipalKind) bool { return strings.EqualFold(string(k), name) })
	if i < 0 {
		reason := fmt.Sprintf("has the key %q: write AWS, Service, Federated or CanonicalUser", name)
		return UnknownKind, elementError{"Principal", reason}
	}
	return kinds[i], nil
}

// conditions reads operator -> key -> values. A symbol in place of an object
// leaves a condition whose operator or key is not known.
func (p parser) conditions(s *Statement, elements map[string]json.RawMessage) error {
	const element = "Condition"
	raw, ok := elements[element]
	if !ok {
		return nil
	}
	operators, err := p.open(raw)
	if err != nil {
		return elementError{element, err.Error()}
	}
	for _, operator := range operators {
		keys, err := p.open(operator.value)
		if err != nil {
			return elementError{element, fmt.Sprintf("%s %v", symbol.Strip(operator.key), err)}
		}
		for _, key := range keys {
			values, err := p.values(key.value)
			if err != nil {
				return elementError{element, fmt.Sprintf("%s %s %v", symbol.Strip(operator.key), symbol.Strip(key.key), err)}
			}
			s.Conditions = append(s.Conditions, Condition{
				Operator: p.name(operator.key),
				Key:      p.name(key.key),
				Values:   values,
			})
		}
	}
	return nil
}
