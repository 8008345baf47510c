package functions

import (
	"errors"
	"fmt"

	"github.com/no403/no403/limits"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Limits that nobody's infrastructure reaches, and that keep untrusted source
// from using up memory or time.
const (
	maxFile     = 4 << 20         // bytes of a file that is read
	maxDocument = 4 << 20         // bytes of a document that is decoded
	maxTemplate = 1 << 20         // bytes of a template
	maxText     = 8 << 20         // bytes of a string, or of the strings of a list
	maxElements = limits.Elements // of a collection
	maxMatching = 1 << 24         // instructions of a regular expression times bytes of a text
	maxNodes    = 500_000         // values within a decoded document
	maxExponent = 4096            // bits before or after the point of a number
	maxDigits   = 4096            // of a number in a string
	maxRenders  = 1000            // templates that one template renders
	maxDepth    = 16              // templates within templates
)

var (
	errTooLong = fmt.Errorf("the result is longer than %d bytes", maxText)
	errTooMany = fmt.Errorf("the result has more than %d elements", maxElements)
	errNumber  = errors.New("the number is too large or too precise to be written out")
)

// stringVal returns a string that a function has made, unless it is too long.
func stringVal(s string) (cty.Value, error) {
	if len(s) > maxText {
		return cty.NilVal, errTooLong
	}
	return cty.StringVal(s), nil
}

// guard returns f with a check of its arguments, and mends two things. A
// result that is too long is an error, and an unknown result has the marks of
// all arguments: functions that accept marks leave those out if they are not
// even called. The check sees arguments without marks, known or not.
func guard(f function.Function, check func(args []cty.Value) error) function.Function {
	return function.New(&function.Spec{
		Params:   acceptAll(f.Params()),
		VarParam: acceptAny(f.VarParam()),
		Type: func(args []cty.Value) (cty.Type, error) {
			if check != nil {
				if err := check(unmarkAll(args)); err != nil {
					return cty.NilType, err
				}
			}
			ty, err := f.ReturnTypeForValues(args)
			return ty, withoutStack(err)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := f.Call(args)
			if err != nil {
				return cty.NilVal, withoutStack(err)
			}
			if !v.IsKnown() {
				return v.WithMarks(allMarks(args...)), nil
			}
			if textSize(v) > maxText {
				return cty.NilVal, errTooLong
			}
			return v, nil
		},
	})
}

// withoutStack shortens what a library function has to say when it panics,
// as some do for a number that is infinite or none.
func withoutStack(err error) error {
	if panicked, ok := errors.AsType[function.PanicError](err); ok {
		return fmt.Errorf("there is no result: %v", panicked.Value)
	}
	return err
}

// marked is guard without a check.
func marked(f function.Function) function.Function { return guard(f, nil) }

func acceptAll(params []function.Parameter) []function.Parameter {
	for i := range params {
		params[i] = *acceptAny(&params[i])
	}
	return params
}

func acceptAny(p *function.Parameter) *function.Parameter {
	if p == nil {
		return nil
	}
	return &function.Parameter{
		Name: p.Name, Type: p.Type,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

func unmarkAll(vals []cty.Value) []cty.Value {
	plain := make([]cty.Value, len(vals))
	for i, v := range vals {
		plain[i], _ = v.UnmarkDeep()
	}
	return plain
}

// textSize returns the length of a string or of the strings of a collection.
func textSize(v cty.Value) int {
	v, _ = v.Unmark()
	switch {
	case !v.IsKnown() || v.IsNull():
		return 0
	case v.Type() == cty.String:
		return len(v.AsString())
	case !v.Type().IsCollectionType() || v.Type().ElementType() != cty.String:
		return 0
	}
	size := 0
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		size += textSize(e)
	}
	return size
}

// longest returns the length of the longest text that a string, or an
// element of a collection of strings, could be written as.
func longest(v cty.Value) int {
	size := 0
	for _, e := range elements(v) {
		size = max(size, writtenSize(e))
	}
	return size
}

// writtenSize bounds the length of a value that is written as a string or as
// JSON.
func writtenSize(v cty.Value) int {
	const scalar = 32
	switch {
	case !v.IsKnown() || v.IsNull():
		return scalar
	case v.Type() == cty.String:
		return len(v.AsString())
	case v.Type() == cty.Number:
		return scalar + numberSize(v)
	case !v.CanIterateElements():
		return scalar
	}
	size := scalar
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		size += writtenSize(k) + writtenSize(e)
	}
	return size
}

// elements returns what is in a collection or tuple, or else the value itself.
func elements(v cty.Value) []cty.Value {
	if ty := v.Type(); v.IsKnown() && !v.IsNull() && (ty.IsListType() || ty.IsSetType() || ty.IsTupleType()) {
		return v.AsValueSlice()
	}
	return []cty.Value{v}
}

// count returns the number of elements of a collection, or 1 for anything
// else.
func count(v cty.Value) int {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return 1
	}
	return v.LengthInt()
}

// numberSize returns how many digits a number has at most.
func numberSize(v cty.Value) int {
	exp := v.AsBigFloat().MantExp(nil)
	return max(exp, -exp)
}

// checkNumbers refuses numbers that take megabytes to write out.
func checkNumbers(args []cty.Value) error {
	for _, arg := range args {
		err := cty.Walk(arg, func(_ cty.Path, v cty.Value) (bool, error) {
			if v.Type() == cty.Number && v.IsKnown() && !v.IsNull() && numberSize(v) > maxExponent {
				return false, errNumber
			}
			return true, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// atMost refuses arguments that have too many elements together.
func atMost(args []cty.Value) error {
	total := 0
	for _, arg := range args {
		total += count(arg)
	}
	if total > maxElements {
		return errTooMany
	}
	return nil
}
