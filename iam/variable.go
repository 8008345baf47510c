package iam

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// variables replaces policy variables by values of the request.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
type variables struct {
	// enabled is False for policies older than variables, in which ${...} is
	// plain text.
	enabled symbol.Truth
	context map[string]ContextValue
}

// Characters that stand for a literal star and question mark while a text is
// compared with a pattern.
const (
	literalStar     = "\uF8F0"
	literalQuestion = "\uF8F1"
)

var protector = strings.NewReplacer("*", literalStar, "?", literalQuestion)

// protect keeps wildcards in values of the request from matching anything but
// themselves.
func protect(t symbol.Text) symbol.Text {
	if s, ok := t.Literal(); ok && strings.IndexByte(s, '*') < 0 && strings.IndexByte(s, '?') < 0 {
		return t
	}
	return t.MapLiterals(protector.Replace)
}

// A compareFunc compares a value of a policy with one of the request.
type compareFunc func(value, requested symbol.Text) symbol.Truth

// like compares a pattern with a text, both of them protected.
func like(pattern, text symbol.Text) symbol.Truth { return symbol.Match(pattern, text) }

// anyOf tells whether any of the values, with variables replaced, compares
// well with what is requested. A variable whose key the request does not have
// equals nothing.
func (v variables) anyOf(values []symbol.Text, requested symbol.Text, compare compareFunc) symbol.Truth {
	requested = protect(requested)
	found := symbol.False
	for _, value := range values {
		if value, ok := v.resolve(value); ok {
			found = found.Or(compare(value, requested))
		}
	}
	return found
}

// resolve replaces the variables in a text by their values, protected. One
// whose value is not known becomes a symbol. ok is false when the request does
// not have the key of one.
func (v variables) resolve(t symbol.Text) (out symbol.Text, ok bool) {
	if v.enabled == symbol.False || !mayHoldVariable(t) {
		return t, true
	}
	parts := t.Parts()
	for i, part := range parts {
		if part.Symbol != nil {
			out = out.Append(symbol.Of(*part.Symbol))
			continue
		}
		text, open, ok := v.replace(part.Literal)
		out = out.Append(text)
		switch {
		case !ok:
			return out, false
		case open == "":
		case i+1 == len(parts):
			out = out.Append(symbol.Literal(open))
		default:
			// A symbol is part of the variable's name, and may end it.
			return out.Append(unknownValue(open)), true
		}
	}
	return out, true
}

func mayHoldVariable(t symbol.Text) bool {
	return slices.ContainsFunc(t.Parts(), func(p symbol.Part) bool { return strings.Contains(p.Literal, "${") })
}

// replace replaces the variables in s up to one that is left open, or whose key
// is absent: ok is false then.
func (v variables) replace(s string) (out symbol.Text, open string, ok bool) {
	for {
		before, variable, found := strings.Cut(s, "${")
		out = out.Append(symbol.Literal(before))
		if !found {
			return out, "", true
		}
		name, after, closed := strings.Cut(variable, "}")
		if !closed {
			return out, "${" + variable, true
		}
		value, ok := v.value(name)
		if !ok {
			return out, "", false
		}
		out = out.Append(value)
		s = after
	}
}

// value returns what the variable with the given name, the text between the
// braces, stands for; ok is false when the request does not have it.
func (v variables) value(name string) (value symbol.Text, ok bool) {
	if v.enabled == symbol.Unknown {
		return unknownValue(name), true
	}
	switch name {
	case "*", "?", "$":
		return protect(symbol.Literal(name)), true
	}
	key, fallback, hasFallback := strings.Cut(name, ",")
	key = strings.ToLower(strings.TrimSpace(key))
	switch c := v.context[key]; {
	case c.Unknown || len(c.Values) > 1:
		return unknownValue(key), true
	case len(c.Values) == 1:
		return protect(c.Values[0]), true
	case hasFallback:
		return protect(symbol.Literal(strings.Trim(strings.TrimSpace(fallback), "'"))), true
	}
	return value, false
}

// unknownValue is the symbol for the value of a condition key. No address in
// Terraform looks like it.
func unknownValue(key string) symbol.Text {
	return symbol.Of(symbol.Symbol{Address: "${" + key + "}"})
}
