package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// legacy returns functions that Terraform 0.15 has taken out of the language.
// See https://developer.hashicorp.com/terraform/language/functions/list.
func legacy() funcs {
	vals := anything("vals")
	return funcs{
		"list": function.New(&function.Spec{
			VarParam: &vals,
			Type: func(args []cty.Value) (cty.Type, error) {
				types := make([]cty.Type, len(args))
				for i, arg := range args {
					types[i] = arg.Type()
				}
				return cty.Tuple(types), nil
			},
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return cty.TupleVal(args), nil },
		}),
		"map": function.New(&function.Spec{
			VarParam: &vals,
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return pairs(args) },
		}),
	}
}

// pairs makes an object of keys and values that take turns.
func pairs(args []cty.Value) (cty.Value, error) {
	if len(args)%2 != 0 {
		return cty.NilVal, errors.New("a value for every key is needed")
	}
	attrs := make(map[string]cty.Value, len(args)/2)
	marks := make(cty.ValueMarks)
	for i := 0; i < len(args); i += 2 {
		key, keyMarks := args[i].Unmark()
		name, ok := known(key)
		if !ok {
			return cty.DynamicVal.WithMarks(allMarks(args...)), nil
		}
		for m := range keyMarks {
			marks[m] = struct{}{}
		}
		attrs[name] = args[i+1]
	}
	return cty.ObjectVal(attrs).WithMarks(marks), nil
}

// consoleOnly makes a function that only says what is wrong with a call of it.
func consoleOnly(message string) function.Function {
	vals := anything("vals")
	return function.New(&function.Spec{
		VarParam: &vals,
		Type: func([]cty.Value) (cty.Type, error) {
			return cty.NilType, errors.New(message)
		},
	})
}
