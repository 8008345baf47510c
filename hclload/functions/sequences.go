package functions

import (
	"errors"
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// sequences returns the functions of lists.
func sequences() funcs {
	return funcs{
		"chunklist": marked(stdlib.ChunklistFunc),
		"compact":   stdlib.CompactFunc,
		"concat":    guard(stdlib.ConcatFunc, atMost),
		"distinct":  distinct,
		"element":   marked(stdlib.ElementFunc),
		"flatten":   flatten,
		"index":     index,
		"matchkeys": matchkeys,
		"range":     stdlib.RangeFunc,
		"reverse":   marked(stdlib.ReverseListFunc),
		"slice":     marked(stdlib.SliceFunc),
		"sort":      stdlib.SortFunc,
	}
}

// sets returns the functions of sets.
func sets() funcs {
	return funcs{
		"setintersection": typed(stdlib.SetIntersectionFunc),
		"setproduct":      guard(stdlib.SetProductFunc, checkSetProduct),
		"setsubtract":     typed(stdlib.SetSubtractFunc),
		"setunion":        typed(stdlib.SetUnionFunc),
	}
}

// typed returns f with an unknown result for arguments of unknown type, which
// the functions of sets accept but cannot take.
func typed(f function.Function) function.Function {
	params, rest := f.Params(), f.VarParam()
	for i := range params {
		params[i].AllowDynamicType = false
	}
	if rest != nil {
		rest.AllowDynamicType = false
	}
	return function.New(&function.Spec{
		Params:   params,
		VarParam: rest,
		Type:     f.ReturnTypeForValues,
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f.Call(args) },
	})
}

func checkSetProduct(args []cty.Value) error {
	total := 1
	for _, arg := range args {
		n := count(arg)
		if n > 0 && total > maxElements/n {
			return errTooMany
		}
		total *= n
	}
	return nil
}

// A bag finds values that it has seen.
type bag map[int][]cty.Value

func (b bag) has(v cty.Value) bool {
	for _, seen := range b[v.Hash()] {
		if seen.RawEquals(v) {
			return true
		}
	}
	return false
}

func (b bag) add(v cty.Value) { b[v.Hash()] = append(b[v.Hash()], v) }

var distinct = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.List(cty.DynamicPseudoType)}},
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		seen := make(bag)
		var out []cty.Value
		for _, v := range args[0].AsValueSlice() {
			if !seen.has(v) {
				seen.add(v)
				out = append(out, v)
			}
		}
		return listOf(out, ty), nil
	},
})

// listOf returns a list value of a list type.
func listOf(vals []cty.Value, ty cty.Type) cty.Value {
	if len(vals) == 0 {
		return cty.ListValEmpty(ty.ElementType())
	}
	return cty.ListVal(vals)
}

// flatten decides its type together with its result: a value within may turn
// out to be one more list.
var flatten = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "list", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}},
	Type: func(args []cty.Value) (cty.Type, error) {
		if ty := args[0].Type(); ty != cty.DynamicPseudoType && !isSequence(ty) {
			return cty.NilType, function.NewArgErrorf(0, "can only flatten lists, sets, and tuples")
		}
		return cty.DynamicPseudoType, nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		f := flattener{marks: make(cty.ValueMarks)}
		if err := f.add(args[0]); err != nil {
			return cty.NilVal, err
		}
		if f.open {
			return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
		}
		return cty.TupleVal(f.out).WithMarks(f.marks), nil
	},
})

type flattener struct {
	out   []cty.Value
	marks cty.ValueMarks // of the sequences
	open  bool           // whether more elements may turn up
}

func (f *flattener) add(v cty.Value) error {
	plain, marks := v.Unmark()
	ty := plain.Type()
	switch {
	case !plain.IsKnown() && (ty == cty.DynamicPseudoType || isSequence(ty)):
		f.open = true
		return nil
	case plain.IsNull() || !isSequence(ty):
		return f.addLeaf(v)
	}
	maps.Copy(f.marks, marks)
	f.open = f.open || !plain.Length().IsKnown()
	for it := plain.ElementIterator(); it.Next(); {
		_, e := it.Element()
		if err := f.add(e); err != nil {
			return err
		}
	}
	return nil
}

func (f *flattener) addLeaf(v cty.Value) error {
	f.out = append(f.out, v)
	if len(f.out) > maxElements {
		return errTooMany
	}
	return nil
}

func isSequence(ty cty.Type) bool { return ty.IsListType() || ty.IsSetType() || ty.IsTupleType() }

var index = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType},
		{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true},
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() {
			return cty.NilType, function.NewArgErrorf(0, "must be a list or tuple")
		}
		return cty.Number, nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		for i, v := range args[0].AsValueSlice() {
			equal := v.Equals(args[1])
			if !equal.IsKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			if equal.True() {
				return cty.NumberIntVal(int64(i)), nil
			}
		}
		return cty.NilVal, errors.New("the list does not contain the value")
	},
})

// matchkeys selects the values that stand where a key is one of those wanted.
var matchkeys = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		if ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()}); ty == cty.NilType {
			return ty, errors.New("the keys and the search set must have the same type")
		}
		return args[0].Type(), nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		values, keys, wanted := args[0], args[1], args[2]
		if !values.IsKnown() || !values.Length().RawEquals(keys.Length()) {
			return cty.NilVal, errors.New("there must be as many keys as values")
		}
		if !keys.IsWhollyKnown() || !wanted.IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		common, _ := convert.UnifyUnsafe([]cty.Type{keys.Type(), wanted.Type()})
		keyed, err := convertAll([]cty.Value{keys, wanted}, common)
		if err != nil {
			return cty.NilVal, err
		}
		want := make(bag)
		for _, v := range keyed[1].AsValueSlice() {
			want.add(v)
		}
		var out []cty.Value
		for i, key := range keyed[0].AsValueSlice() {
			if want.has(key) {
				out = append(out, values.Index(cty.NumberIntVal(int64(i))))
			}
		}
		return listOf(out, ty), nil
	},
})

func convertAll(vals []cty.Value, ty cty.Type) ([]cty.Value, error) {
	out := make([]cty.Value, len(vals))
	for i, v := range vals {
		var err error
		if out[i], err = convert.Convert(v, ty); err != nil {
			return nil, err
		}
	}
	return out, nil
}
