package iam

import (
	"strings"
	"unicode/utf8"

	"github.com/no403/no403/symbol"
)

// holds tells whether the condition is met. A condition whose operator or key
// is not known may be met or not.
func (c *Condition) holds(v variables) symbol.Truth {
	op, ok := operatorOf(c.Operator)
	if !ok || len(symbol.Tokens(c.Key)) > 0 {
		return symbol.Unknown
	}
	switch requested, _ := folded(v.context, c.Key); {
	case requested.Unknown:
		// Some conditions come out the same either way.
		values := requested.Values
		if len(values) == 0 {
			values = []symbol.Text{unknownValue(strings.ToLower(c.Key))}
		}
		present := op.present(c.Values, values, v)
		if absent := op.absent(c.Values); absent == present {
			return present
		}
		return symbol.Unknown
	case len(requested.Values) == 0:
		return op.absent(c.Values)
	default:
		return op.present(c.Values, requested.Values, v)
	}
}

// An operator is a condition operator taken apart.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type operator struct {
	comparison
	quantifier quantifier
	ifExists   bool
}

// A comparison is what the base name of an operator means.
type comparison struct {
	compare compareFunc
	negated bool
	plain   bool // ${...} is no policy variable
	null    bool // tests the key, not its values
}

// A quantifier tells how the several values of one key count.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
type quantifier int

const (
	unquantified quantifier = iota
	forAnyValue
	forAllValues
)

// operatorOf takes the name of an operator apart; case does not count.
func operatorOf(name string) (op operator, ok bool) {
	if c, plain := folded(comparisons, name); plain {
		return operator{comparison: c}, true
	}
	name = strings.ToLower(name)
	if rest, found := strings.CutPrefix(name, "foranyvalue:"); found {
		name, op.quantifier = rest, forAnyValue
	} else if rest, found := strings.CutPrefix(name, "forallvalues:"); found {
		name, op.quantifier = rest, forAllValues
	}
	name, op.ifExists = strings.CutSuffix(name, "ifexists")
	op.comparison, ok = comparisons[name]
	if op.null && (op.ifExists || op.quantifier != unquantified) {
		return operator{}, false // not part of the language
	}
	return op, ok
}

// folded looks a name up in a map with keys in lower case. Every statement of
// every policy asks: without a string of its own for each name, a policy takes
// half the time.
func folded[T any](m map[string]T, name string) (value T, ok bool) {
	var buffer [64]byte
	lower := buffer[:0]
	for i := range len(name) {
		c := name[i]
		if c >= utf8.RuneSelf || len(name) > len(buffer) {
			value, ok = m[strings.ToLower(name)]
			return value, ok
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower = append(lower, c)
	}
	value, ok = m[string(lower)]
	return value, ok
}

// absent is the answer for a request without the key.
func (op operator) absent(values []symbol.Text) symbol.Truth {
	switch {
	case op.null:
		return op.nullIs("true", values)
	case op.ifExists || op.quantifier == forAllValues:
		return symbol.True
	case op.quantifier == forAnyValue:
		return symbol.False
	}
	return symbol.TruthOf(op.negated)
}

// present is the answer for a request in which the key has values.
func (op operator) present(values, requested []symbol.Text, v variables) symbol.Truth {
	if op.null {
		return op.nullIs("false", values)
	}
	if op.plain {
		v = variables{enabled: symbol.False}
	}
	some, all := symbol.False, symbol.True
	for _, r := range requested {
		matches := negateIf(op.negated, v.anyOf(values, r, op.compare))
		some, all = some.Or(matches), all.And(matches)
	}
	switch {
	case op.quantifier == forAnyValue:
		return some
	case op.quantifier == forAllValues || some == all:
		return all
	}
	// Several values without a quantifier: AWS does not say which one counts.
	return symbol.Unknown
}

// nullIs answers Null, whose values say whether the key must be missing.
func (op operator) nullIs(missing string, values []symbol.Text) symbol.Truth {
	return variables{enabled: symbol.False}.anyOf(values, symbol.Literal(missing), op.compare)
}
