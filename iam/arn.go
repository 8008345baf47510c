package iam

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// An ARN has six fields, arn:partition:service:region:account:resource; the
// last one may hold more colons.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
const (
	arnAccount = 4
	arnFields  = 6
)

// splitARN splits an ARN at the colons of its literal parts. A symbol between
// them is taken for one field, because no field but the last has colons. ok is
// false when there are too few colons to tell the fields apart.
func splitARN(t symbol.Text) (fields []symbol.Text, ok bool) {
	fields = make([]symbol.Text, 1, arnFields)
	for _, part := range t.Parts() {
		last := len(fields) - 1
		if part.Symbol != nil {
			fields[last] = fields[last].Append(symbol.Of(*part.Symbol))
			continue
		}
		pieces := strings.SplitN(part.Literal, ":", arnFields-last)
		fields[last] = fields[last].Append(symbol.Literal(pieces[0]))
		for _, piece := range pieces[1:] {
			fields = append(fields, symbol.Literal(piece))
		}
	}
	if scheme, _ := fields[0].Literal(); scheme != "arn" || len(fields) != arnFields {
		return nil, false
	}
	return fields, true
}

// likeARN compares ARNs field by field, so that a wildcard does not reach
// beyond its field. Both have been prepared as for like.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
func likeARN(pattern, text symbol.Text) symbol.Truth {
	// A match of the fields is also a match of the whole.
	whole := like(pattern, text)
	if whole == symbol.False || symbol.Equal(pattern, text) == symbol.True {
		return whole
	}
	patterns, ok := splitARN(pattern)
	fields, okText := splitARN(text)
	if !ok || !okText {
		return symbol.Unknown
	}
	matches := symbol.True
	for i, field := range fields {
		matches = matches.And(like(patterns[i], field))
	}
	if matches == symbol.False && len(pattern.Symbols())+len(text.Symbols()) > 0 {
		// The symbols may hold colons after all.
		return symbol.Unknown
	}
	return matches
}
