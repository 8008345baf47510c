package hclload

import (
	"reflect"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// stepBytes is how much text counts as one step.
const stepBytes = 256

// A budget is the work that evaluation of a root may still do. Nil is that of what
// is no more than written down, such as the source of a module: it allows none.
type budget struct {
	left  int
	spent bool
	late  bool // the deadline has passed
	l     *loader
	top   *hcl.EvalContext // that it is found in
}

// budgetName is a name that no expression can use.
const budgetName = "no403 budget"

var budgetType = cty.Capsule(budgetName, reflect.TypeFor[budget]())

// context returns the context in which expressions are evaluated and pay from the
// budget.
func (b *budget) context(vars map[string]cty.Value, funcs map[string]function.Function) *hcl.EvalContext {
	if b.top == nil {
		b.top = &hcl.EvalContext{Variables: map[string]cty.Value{budgetName: cty.CapsuleVal(budgetType, b)}}
	}
	ctx := b.top.NewChild()
	ctx.Variables, ctx.Functions = vars, funcs
	return ctx
}

// budgetOf returns the budget of a context, nil without one.
func budgetOf(ctx *hcl.EvalContext) *budget {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[budgetName]; ok {
			b, _ := v.EncapsulatedValue().(*budget)
			return b
		}
	}
	return nil
}

// spend takes steps off the budget, and reports whether there were as many. The
// first time that there are not is a diagnostic.
func (b *budget) spend(steps int, at hcl.Range) bool {
	if b == nil || b.spent || b.late {
		return false
	}
	b.left -= steps
	if b.left < 0 {
		b.spent = true
		b.l.fail(rangeOf(at), "this root takes more than %d steps to evaluate: from here on values are unknown: make its loops and lists smaller, or raise --max-steps", b.l.limits.Steps)
		return false
	}
	return true
}

// inTime reports whether the deadline has not passed.
func (b *budget) inTime() bool {
	if b == nil {
		return false
	}
	if !b.late && limits.Passed(b.l.limits.Deadline) {
		b.late = true
		b.l.fail(tf.Range{}, limits.TimeIsUp)
	}
	return !b.late
}

// stepsOf counts the steps that making a value takes, without what is in its
// elements: those were counted when they were made.
func stepsOf(v cty.Value) int {
	v, _ = v.Unmark()
	switch {
	case !v.IsKnown() || v.IsNull():
		return 0
	case v.Type() == cty.String:
		return len(v.AsString()) / stepBytes
	case v.CanIterateElements():
		return v.LengthInt()
	}
	return 0
}

// keep remembers the secrets that a call makes: those of sensitive, and what
// other functions make of secrets. What nonsensitive returns is none.
func (b *budget) keep(e hclsyntax.Expression, v cty.Value) {
	call, ok := e.(foreign)
	switch {
	case b == nil || !ok || v == cty.NilVal:
	case strings.HasSuffix(call.Name, "nonsensitive"):
		for _, text := range tf.Strings(v) {
			b.l.diags.Secrets.Reveal(text)
		}
	case v.HasMark(functions.Sensitive) && (v.Type() == cty.String || strings.HasSuffix(call.Name, "sensitive")):
		b.l.hide(v)
	}
}
