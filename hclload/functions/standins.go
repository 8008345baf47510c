package functions

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Replace returns a text with other values in place of the stand-ins in it.
// Stand-ins for one thing have one name; mayBeEmpty tells whether their value
// may be the empty string.
type Replace func(text string, value func(name string, mayBeEmpty bool) string) string

// WithStandIns tells which strings hold stand-ins for values that are not
// known. A function that looks inside a string then has an unknown result,
// unless it would be the same for whatever the stand-ins stand for: to cut
// "/*" off the end of a token followed by "/*" is fine, to split a token is
// not.
func WithStandIns(replace Replace) Option {
	return func(t *table) { t.replace = replace }
}

// looksInside are the functions whose result depends on what is in a string.
// Those that break a stand-in anyway are not among them, nor are those that
// nobody uses for a text of which they would change more than its blanks.
var looksInside = []string{
	"basename", "coalesce", "dirname", "format", "formatlist", "pathexpand", "regex", "regexall", "replace",
	"setintersection", "setsubtract", "sort", "split", "substr", "trim", "trimprefix", "trimsuffix",
	ProviderPrefix + "aws::arn_parse", ProviderPrefix + "aws::trim_iam_role_path",
}

// samples are values that a stand-in might have. None ends with a dot, so that
// a function may cut it off: the name of a host is the same without.
var samples = []string{
	"",
	"A1",
	"https://a.b/c:d-e_f,g;h i|j=k?l#m@n",
	"/-_:, x y ,:_-/",
	strings.Repeat("z", 300),
	"!",
}

// maxSamples bounds the strings among the arguments that serve as samples.
const maxSamples = 8

func (t *table) faithful(f function.Function) function.Function {
	if t.replace == nil {
		return f
	}
	return function.New(&function.Spec{
		Params:   acceptAll(f.Params()),
		VarParam: acceptAny(f.VarParam()),
		Type:     f.ReturnTypeForValues,
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			v, err := f.Call(args)
			if err == nil && t.depends(f, args, v) {
				return cty.UnknownVal(ty).WithMarks(allMarks(args...)), nil
			}
			return v, err
		},
	})
}

// depends reports whether the result of a call changes with the values of the
// stand-ins in its arguments by more than that they stand in it.
func (t *table) depends(f function.Function, args []cty.Value, result cty.Value) bool {
	plain := unmarkAll(args)
	result, _ = result.UnmarkDeep()
	for _, fill := range t.fillings(plain) {
		other := make([]cty.Value, len(plain))
		for i, arg := range plain {
			other[i] = fill(arg)
		}
		got, err := f.Call(other)
		if err != nil || !got.RawEquals(fill(result)) {
			return true
		}
	}
	return false
}

// fillings returns ways to put samples in the place of the stand-ins in the
// arguments: the same for all, and another for each. There are none if there
// is no stand-in.
func (t *table) fillings(args []cty.Value) []func(cty.Value) cty.Value {
	order := make(map[string]int)
	for _, arg := range args {
		t.filled(arg, func(name string, _ bool) string {
			if _, seen := order[name]; !seen {
				order[name] = len(order)
			}
			return ""
		})
	}
	if len(order) == 0 {
		return nil
	}
	all := slices.Concat(samples, t.literals(args))
	var fillings []func(cty.Value) cty.Value
	for i := range all {
		for step := range min(2, len(order)) {
			fillings = append(fillings, func(v cty.Value) cty.Value {
				return t.filled(v, func(name string, mayBeEmpty bool) string {
					sample := all[(i+step*order[name])%len(all)]
					if sample == "" && !mayBeEmpty {
						return "x"
					}
					return sample
				})
			})
		}
	}
	return fillings
}

// filled returns v with values in the place of the stand-ins in its strings.
func (t *table) filled(v cty.Value, value func(name string, mayBeEmpty bool) string) cty.Value {
	out, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if text, ok := known(v); ok {
			return cty.StringVal(t.replace(text, value)), nil
		}
		return v, nil
	})
	if err != nil {
		return v
	}
	return out
}

// literals returns the strings without stand-ins among arguments: they may
// decide what is done with the others.
func (t *table) literals(args []cty.Value) []string {
	var all []string
	for _, arg := range args {
		for _, v := range elements(arg) {
			text, ok := known(v)
			if ok && text != "." && len(all) < maxSamples && t.replace(text, func(string, bool) string { return "" }) == text {
				all = append(all, text)
			}
		}
	}
	return all
}
