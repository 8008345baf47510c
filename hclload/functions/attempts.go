package functions

import (
	"errors"
	"maps"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// attempts returns the functions that ask whether an expression fails. They
// evaluate an expression once only, however deep they are nested.
func attempts() funcs {
	closure := customdecode.ExpressionClosureType
	return funcs{
		"can": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "expression", Type: closure}},
			Type:   function.StaticReturnType(cty.Bool),
			Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return can(args[0]), nil },
		}),
		"try": function.New(&function.Spec{
			VarParam: &function.Parameter{Name: "expressions", Type: closure},
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return try(args) },
		}),
	}
}

// An outcome is what came of an expression.
type outcome struct {
	v      cty.Value
	errs   error
	open   bool           // whether it might come out otherwise once all is known
	causes cty.ValueMarks // of what is not known
}

func attempt(arg cty.Value) outcome {
	closure := customdecode.ExpressionClosureFromVal(arg)
	v, diags := closure.Value()
	if diags.HasErrors() {
		open, causes := doubt(closure)
		return outcome{errs: diags, open: open, causes: causes}
	}
	causes := allMarks(v)
	_, maybe := causes[Maybe]
	return outcome{v: v, open: maybe || !v.IsWhollyKnown(), causes: causes}
}

func can(arg cty.Value) cty.Value {
	o := attempt(arg)
	if o.open {
		return cty.UnknownVal(cty.Bool).WithMarks(o.causes)
	}
	return cty.BoolVal(o.errs == nil).WithMarks(o.causes)
}

func try(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.NilVal, errors.New("at least one argument is required")
	}
	skipped := make(cty.ValueMarks)
	var messages []string
	for _, arg := range args {
		o := attempt(arg)
		if o.open {
			return cty.DynamicVal.WithMarks(o.causes, skipped), nil
		}
		if o.errs == nil {
			return o.v.WithMarks(skipped), nil
		}
		maps.Copy(skipped, o.causes)
		messages = append(messages, o.errs.Error())
	}
	return cty.NilVal, errors.New("no expression succeeded: " + strings.Join(messages, "; "))
}

// doubt reports whether an expression may have failed because of a value that
// is not known, or that is only a stand-in with a mark, and returns the marks
// of all values that it reads.
func doubt(closure *customdecode.ExpressionClosure) (open bool, causes cty.ValueMarks) {
	causes = make(cty.ValueMarks)
	for _, trav := range closure.Expression.Variables() {
		v := reach(trav, closure.EvalContext)
		if v == cty.NilVal {
			continue
		}
		marks := allMarks(v)
		maps.Copy(causes, marks)
		open = open || isOpen(marks) || !v.IsWhollyKnown()
	}
	return open, causes
}

// reach follows a traversal as far as it leads. What is within the value that
// lacks the next step has no part in the failure, so it is left out.
func reach(trav hcl.Traversal, ctx *hcl.EvalContext) cty.Value {
	for size := len(trav); size > 0; size-- {
		v, diags := trav[:size].TraverseAbs(ctx)
		if diags.HasErrors() {
			continue
		}
		if plain, marks := v.Unmark(); size < len(trav) && plain.IsKnown() {
			return cty.True.WithMarks(marks)
		}
		return v
	}
	return cty.NilVal
}
