package planload

import (
	"errors"

	tfjson "github.com/hashicorp/terraform-json"
)

var errNotExpression = errors.New("not an expression")

// expressionOf returns the expression that JSON stands for, nil for null, as
// tfjson.Expression does by reading it three times.
// See https://developer.hashicorp.com/terraform/internals/json-format#expression-representation.
func expressionOf(v any) (*tfjson.Expression, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil //nolint:nilnil // null is nil
	case []any:
		var blocks []block
		for _, item := range v {
			b, err := blockOf(item)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, b)
		}
		return &tfjson.Expression{ExpressionData: &tfjson.ExpressionData{NestedBlocks: blocks}}, nil
	case object:
		given, _ := v.get("references")
		references, err := namesOf(given)
		constant, _ := v.get("constant_value")
		data := &tfjson.ExpressionData{ConstantValue: constant, References: references}
		if len(references) > 0 {
			data.ConstantValue = tfjson.UnknownConstantValue
		}
		return &tfjson.Expression{ExpressionData: data}, err
	}
	return nil, errNotExpression
}

// blockOf returns the expressions of a block, nil for null.
func blockOf(v any) (block, error) {
	attrs, ok := v.(object)
	if !ok && v != nil {
		return nil, errNotExpression
	}
	b := make(block, len(attrs))
	for _, attr := range attrs {
		e, err := expressionOf(attr.value)
		if err != nil {
			return nil, err
		}
		b[attr.name] = e
	}
	return b, nil
}

// namesOf returns a list of strings, nil for null.
func namesOf(v any) ([]string, error) {
	list, ok := v.([]any)
	if !ok && v != nil {
		return nil, errNotExpression
	}
	var names []string
	for _, item := range list {
		name, ok := item.(string)
		if !ok {
			return nil, errNotExpression
		}
		names = append(names, name)
	}
	return names, nil
}
