package planload

import (
	"encoding/json"
	"strconv"

	"github.com/no403/no403/secrets"
	"github.com/zclconf/go-cty/cty"
)

// In a plan, an unknown value is missing (null within a list) and true at the
// same place of after_unknown; sensitive values are true in after_sensitive.
// See https://developer.hashicorp.com/terraform/internals/json-format#change-representation.

// fields returns the attributes of an object, none when v is not one.
func fields(v any) object {
	o, _ := v.(object)
	return o
}

// element returns an element of a list, nil when there is none.
func element(v any, i int) any {
	if list, ok := v.([]any); ok && i < len(list) {
		return list[i]
	}
	return whole(v)
}

// child returns the mark of an attribute from the marks of its object.
func child(marks any, name string) any {
	if o, ok := marks.(object); ok {
		mark, _ := o.get(name)
		return mark
	}
	return whole(marks)
}

// whole returns true for the mark of a whole value, which holds for all that
// is in it, and nil for anything else.
func whole(marks any) any {
	if marks == true {
		return true
	}
	return nil
}

// marked reports whether a mark is set anywhere within.
func marked(marks any) bool {
	switch m := marks.(type) {
	case bool:
		return m
	case []any:
		for _, e := range m {
			if marked(e) {
				return true
			}
		}
	case object:
		for _, f := range m {
			if marked(f.value) {
				return true
			}
		}
	}
	return false
}

// convert returns the value of JSON with its unknown parts.
func convert(v, unknown any) cty.Value {
	switch v := v.(type) {
	case string:
		return cty.StringVal(v)
	case bool:
		return cty.BoolVal(v)
	case json.Number:
		return number(v)
	case []any:
		return convertList(v, unknown)
	case object:
		return convertObject(v, unknown)
	}
	if unknown == true {
		return cty.DynamicVal
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func convertList(v []any, unknown any) cty.Value {
	items := make([]cty.Value, len(v))
	for i := range v {
		items[i] = convert(v[i], element(unknown, i))
	}
	return cty.TupleVal(items)
}

func convertObject(v object, unknown any) cty.Value {
	attrs := make(map[string]cty.Value, len(v))
	for _, mark := range fields(unknown) {
		if marked(mark.value) {
			attrs[mark.name] = cty.DynamicVal
		}
	}
	for _, f := range v {
		attrs[f.name] = convert(f.value, child(unknown, f.name))
	}
	return cty.ObjectVal(attrs)
}

// number returns a number of a plausible size; others are unknown rather than
// spelled out.
func number(n json.Number) cty.Value {
	if _, err := strconv.ParseFloat(n.String(), 64); err != nil {
		return cty.DynamicVal
	}
	v, err := cty.ParseNumberVal(n.String())
	if err != nil {
		return cty.DynamicVal
	}
	return v
}

// keepMarked remembers the strings of a value that are marked as sensitive.
func keepMarked(kept *secrets.Set, v, marks any) {
	if !marked(marks) {
		return
	}
	switch v := v.(type) {
	case string:
		kept.Add(v)
	case json.Number:
		kept.Add(v.String())
	case []any:
		for i, e := range v {
			keepMarked(kept, e, element(marks, i))
		}
	case object:
		for _, f := range v {
			keepMarked(kept, f.value, child(marks, f.name))
		}
	}
}
