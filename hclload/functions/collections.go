package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func collections() funcs {
	return funcs{
		"alltrue":      quantifier(false),
		"anytrue":      quantifier(true),
		"coalesce":     coalesce,
		"coalescelist": marked(stdlib.CoalesceListFunc),
		"contains":     stdlib.ContainsFunc,
		"keys":         marked(stdlib.KeysFunc),
		"length":       length,
		"lookup":       lookup,
		"merge":        guard(stdlib.MergeFunc, atMost),
		"one":          one,
		"sum":          sum,
		"transpose":    transpose,
		"values":       marked(stdlib.ValuesFunc),
		"zipmap":       marked(stdlib.ZipmapFunc),
	}
}

// anything is a parameter that takes every value as it is.
func anything(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

// quantifier makes a function that looks for one decisive element: without
// it, the result is the opposite. A null is never true.
func quantifier(decisive bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			open := false
			for _, v := range args[0].AsValueSlice() {
				if !v.IsKnown() {
					open = true
				} else if holds := !v.IsNull() && v.True(); holds == decisive {
					return cty.BoolVal(decisive), nil
				}
			}
			if open {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.BoolVal(!decisive), nil
		},
	})
}

// coalesce passes over empty strings, unlike that of package stdlib.
var coalesce = function.New(&function.Spec{
	VarParam: new(anything("vals")),
	Type: func(args []cty.Value) (cty.Type, error) {
		types := make([]cty.Type, len(args))
		for i, arg := range args {
			types[i] = arg.Type()
		}
		ty, _ := convert.UnifyUnsafe(types)
		if ty == cty.NilType {
			return ty, errors.New("all arguments must have the same type")
		}
		return ty, nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		for i, arg := range args {
			v, err := convert.Convert(arg, ty)
			if err != nil {
				return cty.NilVal, function.NewArgError(i, err)
			}
			plain, _ := v.Unmark()
			if !plain.IsKnown() {
				return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
			}
			if plain.IsNull() || plain.Type() == cty.String && plain.AsString() == "" {
				continue
			}
			return v.WithMarks(allMarks(args[:i]...)), nil
		}
		return cty.NilVal, errors.New("all arguments are null or empty strings")
	},
})

// length counts the characters of a string, the attributes of an object, or
// the elements of anything else.
var length = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty := args[0].Type()
		switch {
		case ty == cty.String, ty == cty.DynamicPseudoType, ty.IsTupleType(), ty.IsObjectType(), ty.IsCollectionType():
			return cty.Number, nil
		}
		return cty.NilType, function.NewArgErrorf(0, "must be a string, a collection, or a structure")
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, marks := args[0].Unmark()
		switch ty := v.Type(); {
		case ty == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number).WithMarks(marks), nil
		case ty == cty.String:
			n, err := stdlib.Strlen(v)
			return n.WithMarks(marks), err
		case ty.IsObjectType():
			return cty.NumberIntVal(int64(len(ty.AttributeTypes()))).WithMarks(marks), nil
		}
		n := v.Length()
		if !n.IsKnown() {
			marks = allMarks(args[0])
		}
		return n.WithMarks(marks), nil
	},
})

var lookup = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "inputMap", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowMarked: true, AllowDynamicType: true},
		{Name: "key", Type: cty.String, AllowUnknown: true, AllowMarked: true, AllowDynamicType: true},
	},
	VarParam: new(anything("default")),
	Type: func(args []cty.Value) (cty.Type, error) {
		if len(args) > 3 {
			return cty.NilType, errors.New("lookup takes two or three arguments")
		}
		switch ty := args[0].Type(); {
		case ty == cty.DynamicPseudoType:
			return cty.DynamicPseudoType, nil
		case ty.IsMapType():
			return ty.ElementType(), nil
		case ty.IsObjectType():
			return lookupType(ty, args)
		}
		return cty.NilType, function.NewArgErrorf(0, "must be a map or an object")
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		in, inMarks := args[0].Unmark()
		key, keyMarks := args[1].Unmark()
		if !in.IsKnown() || !key.IsKnown() {
			return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
		}
		if v, ok := member(in, key.AsString()); ok {
			return v.WithMarks(inMarks, keyMarks), nil
		}
		if len(args) < 3 {
			return cty.NilVal, function.NewArgErrorf(0, "there is no element %q", key.AsString())
		}
		if isOpen(keyMarks) {
			return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
		}
		v, err := convert.Convert(args[2], ty)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(2, "must have the type of the elements of the map")
		}
		return v.WithMarks(inMarks, keyMarks), nil
	},
})

// isOpen reports whether a value with the marks may only stand for another.
func isOpen(marks cty.ValueMarks) bool {
	_, sensitive := marks[Sensitive]
	return len(marks) > 1 || len(marks) == 1 && !sensitive
}

// lookupType returns the type of the attribute of an object, or of the
// default.
func lookupType(object cty.Type, args []cty.Value) (cty.Type, error) {
	key, marks := args[1].Unmark()
	switch {
	case !key.IsKnown():
		return cty.DynamicPseudoType, nil
	case object.HasAttribute(key.AsString()):
		return object.AttributeType(key.AsString()), nil
	case isOpen(marks):
		return cty.DynamicPseudoType, nil
	case len(args) == 3:
		return args[2].Type(), nil
	}
	return cty.NilType, function.NewArgErrorf(0, "there is no attribute %q", key.AsString())
}

// member returns the element of a map, or the attribute of an object.
func member(v cty.Value, key string) (cty.Value, bool) {
	if v.Type().IsObjectType() {
		if !v.Type().HasAttribute(key) {
			return cty.NilVal, false
		}
		return v.GetAttr(key), true
	}
	index := cty.StringVal(key)
	if !v.HasIndex(index).True() {
		return cty.NilVal, false
	}
	return v.Index(index), true
}

var one = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "list", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowMarked: true, AllowDynamicType: true,
	}},
	Type: func(args []cty.Value) (cty.Type, error) {
		switch ty := args[0].Type(); {
		case ty == cty.DynamicPseudoType:
			return ty, nil
		case ty.IsListType(), ty.IsSetType():
			return ty.ElementType(), nil
		case ty.IsTupleType() && ty.Length() == 0:
			return cty.DynamicPseudoType, nil
		case ty.IsTupleType() && ty.Length() == 1:
			return ty.TupleElementType(0), nil
		}
		return cty.NilType, errNotOne
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		in, marks := args[0].Unmark()
		if !in.IsKnown() || !in.Length().IsKnown() {
			return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
		}
		switch vals := in.AsValueSlice(); len(vals) {
		case 0:
			return cty.NullVal(ty).WithMarks(marks), nil
		case 1:
			return vals[0].WithMarks(marks), nil
		}
		return cty.NilVal, errNotOne
	},
})

var errNotOne = function.NewArgErrorf(0, "must be a list, set, or tuple of at most one element")

var sum = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(args []cty.Value) (cty.Type, error) {
		if ty := args[0].Type(); !ty.IsListType() && !ty.IsSetType() && !ty.IsTupleType() {
			return cty.NilType, function.NewArgErrorf(0, "must be a list, set, or tuple")
		}
		return cty.Number, nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		vals := args[0].AsValueSlice()
		if len(vals) == 0 {
			return cty.NilVal, function.NewArgErrorf(0, "cannot sum an empty list")
		}
		total := cty.Zero
		for _, v := range vals {
			n, err := convert.Convert(v, cty.Number)
			if err != nil || n.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "must contain only numbers")
			}
			total = total.Add(n)
		}
		return total, nil
	},
})
