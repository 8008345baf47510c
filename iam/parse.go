package iam

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/no403/no403/symbol"
)

// maxDocument is far above the largest policy AWS takes (20 KB for a bucket).
const maxDocument = 1 << 20

// Parse reads a policy document in JSON that may hold the tokens of symbols,
// in strings or in place of whole values. expand, if not nil, rewrites each
// symbol into its canonical text.
//
// Parse takes every shape the grammar allows and refuses the ones AWS refuses,
// except that names of elements may be in any case.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func Parse(document string, expand func(symbol.Symbol) symbol.Text) (*Policy, error) {
	if len(document) > maxDocument {
		return nil, fmt.Errorf("policy of %d bytes: the most this reads is %d", len(document), maxDocument)
	}
	if _, whole := symbol.Parse(strings.TrimSpace(document)).Sole(); whole {
		return &Policy{Incomplete: true}, nil
	}
	document, bare := quoteBare(document)
	if err := checkJSON(document); err != nil {
		if bare {
			// A template whose symbols may expand to commas or nothing.
			return &Policy{Incomplete: true}, nil
		}
		return nil, err
	}
	p := parser{expand: expand}
	return p.policy(json.RawMessage(document))
}

// A parser carries what every level of the document needs.
type parser struct {
	expand func(symbol.Symbol) symbol.Text
}

func (p parser) text(s string) symbol.Text {
	t := symbol.Parse(s)
	if p.expand == nil {
		return t
	}
	return t.Expand(p.expand)
}

// name is text for keys and operators, which are kept as strings.
func (p parser) name(s string) string { return p.text(s).Key() }

func (p parser) policy(document json.RawMessage) (*Policy, error) {
	elements, err := p.elements(document, "Version", "Id", "Statement")
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	policy := &Policy{}
	variables := symbol.False
	if raw, ok := elements["Version"]; ok {
		if policy.Version, variables, err = p.version(raw); err != nil {
			return nil, err
		}
	}
	raw, ok := elements["Statement"]
	if !ok {
		return nil, fmt.Errorf("policy: %w", elementError{"Statement", "is missing"})
	}
	for i, item := range listOf(raw) {
		if p.unreadable(item) {
			policy.Incomplete = true
			continue
		}
		s, err := p.statement(item)
		if err != nil {
			return nil, fmt.Errorf("statement %d: %w", i+1, err)
		}
		s.Index, s.variables = i+1, variables
		policy.Statements = append(policy.Statements, s)
	}
	return policy, nil
}

// version also tells whether the policy has policy variables.
func (p parser) version(raw json.RawMessage) (string, symbol.Truth, error) {
	t, err := p.one(raw)
	if err != nil {
		return "", symbol.Unknown, fmt.Errorf("policy: %w", elementError{"Version", err.Error()})
	}
	switch v, known := t.Literal(); {
	case !known:
		return "", symbol.Unknown, nil
	case v == "2012-10-17":
		return v, symbol.True, nil
	case v == "2008-10-17":
		return v, symbol.False, nil
	}
	reason := fmt.Sprintf("is %q: write 2012-10-17", t)
	return "", symbol.Unknown, fmt.Errorf("policy: %w", elementError{"Version", reason})
}

// unreadable reports whether a string with symbols stands for a statement.
func (p parser) unreadable(raw json.RawMessage) bool {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return false
	}
	_, literal := p.text(s).Literal()
	return !literal
}
