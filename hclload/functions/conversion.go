package functions

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

type mark string

const (
	// Sensitive marks a value that Terraform would not show.
	Sensitive = mark("sensitive")
	// Maybe marks a value of something that may not exist: to try and can, it
	// is open whether what they are asked about fails.
	Maybe = mark("maybe")
)

func conversions() funcs {
	return funcs{
		"ephemeralasnull": onAnything(func(v cty.Value) cty.Value { return v }),
		"issensitive":     isSensitive,
		"nonsensitive":    onAnything(nonSensitive),
		"sensitive":       onAnything(func(v cty.Value) cty.Value { return v.Mark(Sensitive) }),
		"tobool":          conversionTo(cty.Bool),
		"tolist":          conversionTo(cty.List(cty.DynamicPseudoType)),
		"tomap":           conversionTo(cty.Map(cty.DynamicPseudoType)),
		"tonumber":        conversionTo(cty.Number),
		"toset":           conversionTo(cty.Set(cty.DynamicPseudoType)),
		"tostring":        conversionTo(cty.String),
		"type":            consoleOnly("type is available only in terraform console"),
	}
}

// onAnything makes a function that returns its argument with other marks.
func onAnything(impl func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anything("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args[0]), nil },
	})
}

// nonSensitive takes the mark from the value itself, not from what is within.
func nonSensitive(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	marks = maps.Clone(marks)
	delete(marks, Sensitive)
	return plain.WithMarks(marks)
}

var isSensitive = function.New(&function.Spec{
	Params: []function.Parameter{anything("value")},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if args[0].HasMark(Sensitive) {
			return cty.True, nil
		}
		if plain, marks := args[0].Unmark(); !plain.IsKnown() {
			return cty.UnknownVal(cty.Bool).WithMarks(marks), nil
		}
		return cty.False, nil
	},
})

// conversionTo makes a function that converts to a type. Elements keep their
// own marks wherever the type has a place for them.
func conversionTo(want cty.Type) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "v", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true,
			AllowUnknown: true, AllowMarked: true,
		}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if err := checkNumbers(unmarkAll(args)); err != nil {
				return cty.NilType, err
			}
			v, err := convert.Convert(args[0], want)
			if err != nil {
				return cty.NilType, function.NewArgError(0, err)
			}
			return v.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := convert.Convert(args[0], want)
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			if !v.IsKnown() {
				v = v.WithMarks(allMarks(args...))
			}
			return v, nil
		},
	})
}
