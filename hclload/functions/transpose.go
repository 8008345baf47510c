package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// transpose swaps the keys and the values of a map of lists.
var transpose = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "values", Type: cty.Map(cty.List(cty.String))}},
	Type:   function.StaticReturnType(cty.Map(cty.List(cty.String))),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		lists := make(map[string][]cty.Value)
		for it := args[0].ElementIterator(); it.Next(); {
			key, list := it.Element()
			for _, v := range list.AsValueSlice() {
				if v.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "must not contain null")
				}
				lists[v.AsString()] = append(lists[v.AsString()], key)
			}
		}
		if len(lists) == 0 {
			return cty.MapValEmpty(ty.ElementType()), nil
		}
		out := make(map[string]cty.Value, len(lists))
		for at, keys := range lists {
			out[at] = cty.ListVal(keys)
		}
		return cty.MapVal(out), nil
	},
})
