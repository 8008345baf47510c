// Package functions has the built-in functions of the Terraform language, for
// evaluating Terraform source offline.
//
// Those that OpenTofu adds are here too, those of the aws provider, and two that
// Terraform has removed but old source calls.
//
// The functions answer as Terraform 1.11 does, with these exceptions, which an
// evaluation without a plan and of untrusted source needs:
//
//   - What is random, depends on the time, or needs a key is unknown.
//   - Files are read only through the caller's [Files].
//   - Sizes are limited: see limits.go.
//   - Marks are never lost: an unknown result carries the marks of all that it
//     was asked of, and try and can do not take an expression to have failed
//     when it did because of a value that is marked or unknown.
//   - jsonencode can write a stand-in for what is unknown: see [WithUnknown].
//   - Strings can hold stand-ins for what is not known: see [WithStandIns].
package functions

import (
	"maps"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// A funcs maps names to functions.
type funcs = map[string]function.Function

// An Option changes what [Table] returns.
type Option func(*table)

// WithUnknown sets what jsonencode writes for a value that is not known but
// stands within one that is. The hook is given that value with its marks, and
// returns the known string to write in its place. The marks of that string
// take the place of the marks of the value, of which only [Sensitive] is
// kept: a mark that must survive is for the hook to carry over. A hook that
// returns anything but a known string leaves the result unknown.
func WithUnknown(hook func(cty.Value) cty.Value) Option {
	return func(t *table) { t.unknown = hook }
}

// WithTrust sets what jsonencode does with its argument before it writes it:
// the hook returns the value with all that cannot be trusted in it unknown.
func WithTrust(hook func(cty.Value) cty.Value) Option {
	return func(t *table) { t.trust = hook }
}

// An Evaluate returns the value of an expression that may use some variables and
// functions.
type Evaluate func(expr hclsyntax.Expression, vars map[string]cty.Value, all map[string]function.Function) (cty.Value, hcl.Diagnostics)

// WithEvaluate sets how the expressions of templates are evaluated.
func WithEvaluate(hook Evaluate) Option {
	return func(t *table) { t.evaluate = hook }
}

// A table makes the functions that depend on where they are used.
type table struct {
	files    Files
	unknown  func(cty.Value) cty.Value
	trust    func(cty.Value) cty.Value
	evaluate Evaluate
	replace  Replace
}

// Table returns every function by its name, and those of the language again
// with the prefix "core::". Without files, the functions that read files fail.
func Table(files Files, options ...Option) map[string]function.Function {
	t := &table{files: files, evaluate: evaluate}
	if files == nil {
		t.files = noFiles{}
	}
	for _, option := range options {
		option(t)
	}
	all := t.functions()
	maps.Copy(all, t.templates(all))
	return withCore(all)
}

func evaluate(expr hclsyntax.Expression, vars map[string]cty.Value, all map[string]function.Function) (cty.Value, hcl.Diagnostics) {
	return expr.Value(&hcl.EvalContext{Variables: vars, Functions: all})
}

// withCore adds the functions of the language under their full names.
func withCore(all funcs) funcs {
	for name, f := range maps.Clone(all) {
		if !strings.Contains(name, "::") {
			all["core::"+name] = f
		}
	}
	return all
}

// functions returns all functions but those that evaluate templates.
func (t *table) functions() funcs {
	all := make(funcs)
	for _, family := range []funcs{
		numeric(), texts(), patterns(), collections(), sequences(), sets(), encodings(), t.json(),
		filesystem(t.files), dates(), hashes(t.files), networks(), conversions(), attempts(), openTofu(), awsProvider(), legacy(),
	} {
		maps.Copy(all, family)
	}
	for _, name := range looksInside {
		all[name] = t.faithful(all[name])
	}
	return all
}

// pure makes a function of which all parameters and the result are strings.
func pure(result cty.Type, names []string, impl func(args []string) (cty.Value, error)) function.Function {
	params := make([]function.Parameter, len(names))
	for i, name := range names {
		params[i] = function.Parameter{Name: name, Type: cty.String}
	}
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(result),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := make([]string, len(args))
			for i, arg := range args {
				texts[i] = arg.AsString()
			}
			return impl(texts)
		},
	})
}

// onString makes a function from one string to another.
func onString(impl func(string) (string, error)) function.Function {
	return pure(cty.String, []string{"str"}, func(args []string) (cty.Value, error) {
		out, err := impl(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		return stringVal(out)
	})
}

// unknowable makes a function whose result only Terraform itself can know.
func unknowable(names ...string) function.Function {
	return pure(cty.String, names, func([]string) (cty.Value, error) {
		return cty.UnknownVal(cty.String), nil
	})
}

// allMarks returns the marks on the values and on everything within them.
func allMarks(vals ...cty.Value) cty.ValueMarks {
	all := make(cty.ValueMarks)
	for _, v := range vals {
		_, marks := v.UnmarkDeep()
		maps.Copy(all, marks)
	}
	return all
}
