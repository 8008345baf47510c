package functions

import (
	"encoding/json"
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func (t *table) json() funcs {
	return funcs{
		"jsondecode": guard(stdlib.JSONDecodeFunc, checkJSON),
		"jsonencode": function.New(&function.Spec{
			Params: []function.Parameter{anything("val")},
			Type:   function.StaticReturnType(cty.String),
			Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return t.encodeJSON(args[0]) },
		}),
	}
}

// checkJSON refuses documents that are too long or too deep to decode.
func checkJSON(args []cty.Value) error {
	src, ok := known(args[0])
	if !ok {
		return nil
	}
	if err := checkDocument(src); err != nil {
		return err
	}
	if tooDeep(src) {
		return errTooDeep
	}
	var raw json.RawMessage
	if err := json.Unmarshal([]byte(src), &raw); err != nil {
		return function.NewArgError(0, err)
	}
	return nil
}

// encodeJSON writes a value as JSON. An unknown value within it is written as
// the string that the hook puts in its place; a value that is unknown as a
// whole stays so, since a string would not stand for its document.
func (t *table) encodeJSON(v cty.Value) (cty.Value, error) {
	if t.trust != nil {
		v = t.trust(v)
	}
	marks := allMarks(v)
	if t.unknown != nil && v.IsKnown() && !v.IsWhollyKnown() {
		fill := filler{hook: t.unknown, marks: make(cty.ValueMarks)}
		v, marks = fill.fill(v), fill.marks
	}
	v, _ = v.UnmarkDeep()
	if err := checkNumbers([]cty.Value{v}); err != nil {
		return cty.NilVal, err
	}
	if v.IsWhollyKnown() && writtenSize(v) > maxText {
		return cty.NilVal, errTooLong
	}
	out, err := stdlib.JSONEncode(v)
	if err != nil {
		return cty.NilVal, err
	}
	if textSize(out) > maxText {
		return cty.NilVal, errTooLong
	}
	return out.WithMarks(marks), nil
}

// A filler puts strings in the place of unknown values.
type filler struct {
	hook  func(cty.Value) cty.Value
	marks cty.ValueMarks // all marks of what remains
}

// fill returns v without marks and with its unknown values filled in.
// Collections become tuples and objects, which can hold a string anywhere.
func (f *filler) fill(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	if !plain.IsKnown() {
		return f.standIn(v)
	}
	maps.Copy(f.marks, marks)
	if plain.IsNull() || !plain.CanIterateElements() {
		return plain
	}
	var list []cty.Value
	named := make(map[string]cty.Value)
	keyed := plain.Type().IsMapType() || plain.Type().IsObjectType()
	for it := plain.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if keyed {
			named[k.AsString()] = f.fill(e)
		} else {
			list = append(list, f.fill(e))
		}
	}
	if keyed {
		return cty.ObjectVal(named)
	}
	return cty.TupleVal(list)
}

func (f *filler) standIn(v cty.Value) cty.Value {
	plain, marks := f.hook(v).Unmark()
	if v.HasMark(Sensitive) {
		f.marks[Sensitive] = struct{}{}
	}
	if _, ok := known(plain); !ok {
		maps.Copy(f.marks, allMarks(v))
		return cty.DynamicVal
	}
	maps.Copy(f.marks, marks)
	return plain
}
