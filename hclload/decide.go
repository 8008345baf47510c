package hclload

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/symbol"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A decider is an operation or a call in an expression. A truth, a number or a
// hash that it makes of symbols was decided by them, and does not show them:
// what depends on it is not known, even where the same symbols stand beside it.
type decider struct{ hclsyntax.Expression }

// Value implements hcl.Expression.
func (d decider) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := d.Expression.Value(ctx)
	switch {
	case v.Type() != cty.Bool && v.Type() != cty.Number:
		b := budgetOf(ctx)
		b.keep(d.Expression, v)
		if !b.spend(stepsOf(v), d.Range()) {
			return withMarksOf(cty.UnknownVal(v.Type()), v), diags
		}
		return hideLost(v), diags
	case d.holdsAnyway(ctx):
		return unread(v), diags
	}
	return consume(v), diags
}

// UnwrapExpression lets hcl look at the expression itself, in types for example.
func (d decider) UnwrapExpression() hcl.Expression { return d.Expression }

// An indexer is an index in an expression. hcl forgets the marks of a key into
// an object: that is right for a symbol, which finds itself only, and wrong for
// a key that symbols have decided.
type indexer struct{ *hclsyntax.IndexExpr }

// Value implements hcl.Expression.
func (x indexer) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	collection, diags := x.Collection.Value(ctx)
	key, more := x.Key.Value(ctx)
	diags = append(diags, more...)
	v, more := hcl.Index(collection, key, &x.BracketRange)
	if name, ok := symbolicKey(key); ok && more.HasErrors() {
		key = name
		v, more = hcl.Index(collection, key, &x.BracketRange)
	}
	nameMissing(more, key)
	diags = append(diags, more...)
	if key, marks := key.Unmark(); !diags.HasErrors() && !shows(key, marks) {
		v = consume(v.WithMarks(marks))
	}
	return v, diags
}

// A missingKey is a key that a collection does not have.
type missingKey string

// nameMissing names the key that was not found, if that shows nothing secret.
func nameMissing(diags hcl.Diagnostics, key cty.Value) {
	if key.IsMarked() || key.Type() != cty.String || !key.IsKnown() || key.IsNull() {
		return
	}
	name := key.AsString()
	for _, d := range diags {
		if d.Summary == "Invalid index" && len(symbol.Parse(name).Symbols()) == 0 {
			d.Detail, d.Extra = fmt.Sprintf("there is no key %q", name), missingKey(name)
		}
	}
}

// symbolicKey returns a key with symbols as it stands in what was named before.
func symbolicKey(key cty.Value) (cty.Value, bool) {
	plain, _ := key.Unmark()
	if plain.Type() != cty.String || !plain.IsKnown() || plain.IsNull() {
		return key, false
	}
	text := symbol.Parse(plain.AsString())
	return keyValue(text), len(text.Symbols()) > 0
}

// shows reports whether a string shows all reads among marks.
func shows(v cty.Value, marks cty.ValueMarks) bool {
	s := settler{}
	reads := s.take(marks)
	return len(reads) == 0 || v.Type() == cty.String && v.IsKnown() && !v.IsNull() && visible(reads, v.AsString())
}

// holdsAnyway reports whether the operation compares a value that is certainly
// there with null or the empty string.
func (d decider) holdsAnyway(ctx *hcl.EvalContext) bool {
	op, ok := d.Expression.(*hclsyntax.BinaryOpExpr)
	if !ok || op.Op != hclsyntax.OpEqual && op.Op != hclsyntax.OpNotEqual {
		return false
	}
	return isNothing(op.RHS) && isPresent(op.LHS, ctx) || isNothing(op.LHS) && isPresent(op.RHS, ctx)
}

func isNothing(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return e.Val.IsNull()
	case *hclsyntax.TemplateExpr:
		v, _ := e.Value(nil)
		return e.IsStringLiteral() && v.AsString() == ""
	}
	return false
}

func isPresent(e hclsyntax.Expression, ctx *hcl.EvalContext) bool {
	ref, ok := e.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return false
	}
	v, _ := ref.Value(ctx)
	v, _ = v.Unmark()
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return false
	}
	for _, part := range symbol.Parse(v.AsString()).Parts() {
		if part.Symbol == nil || part.Symbol.Identifies() {
			return true
		}
	}
	return false
}

// A loopBody is an expression within a for expression. What a loop takes out of
// a set or from among keys has lost its marks to the whole, so that a use of it
// would go unnoticed.
type loopBody struct {
	hclsyntax.Expression
	loop *hclsyntax.ForExpr
}

// Value implements hcl.Expression. ctx is that of one turn of the loop.
func (x loopBody) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if b := budgetOf(ctx); !b.inTime() || !b.spend(1, x.loop.Range()) {
		return cty.DynamicVal, nil
	}
	for _, name := range []string{x.loop.KeyVar, x.loop.ValVar} {
		if v, ok := ctx.Variables[name]; ok {
			ctx.Variables[name] = restoreReads(v)
		}
	}
	return x.Expression.Value(ctx)
}

// UnwrapExpression is that of a decider.
func (x loopBody) UnwrapExpression() hcl.Expression { return x.Expression }

// A loop is a for expression, whose result has a limit.
type loop struct{ *hclsyntax.ForExpr }

// Value implements hcl.Expression.
func (l loop) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := l.ForExpr.Value(ctx)
	b := budgetOf(ctx)
	if plain, _ := v.Unmark(); b != nil && !diags.HasErrors() && plain.IsKnown() && !plain.IsNull() && plain.LengthInt() > limits.Elements {
		b.l.fail(rangeOf(l.Range()), "this loop makes more than %d elements: it is taken to be unknown: make fewer", limits.Elements)
		return withMarksOf(cty.DynamicVal, v), diags
	}
	return v, diags
}

// decideBody is decide for all expressions in a body.
func decideBody(body *hclsyntax.Body) {
	for _, attr := range body.Attributes {
		attr.Expr = decide(attr.Expr)
	}
	for _, block := range body.Blocks {
		decideBody(block.Body)
	}
}

// decide makes deciders, indexers and loop bodies of what is in an expression.
// What they do is paid from the budget of the context.
func decide(e hclsyntax.Expression) hclsyntax.Expression {
	for _, child := range children(e) {
		if *child != nil {
			*child = decide(*child)
		}
	}
	switch e := e.(type) {
	case *hclsyntax.BinaryOpExpr, *hclsyntax.UnaryOpExpr:
		return decider{e}
	case *hclsyntax.FunctionCallExpr:
		return decider{foreign{e}}
	case *hclsyntax.IndexExpr:
		return indexer{e}
	case *hclsyntax.ConditionalExpr:
		return chooser{e}
	case *hclsyntax.ForExpr:
		for _, part := range []*hclsyntax.Expression{&e.KeyExpr, &e.ValExpr, &e.CondExpr} {
			if *part != nil {
				// A part that is a reference is found by those who look for
				// references only as the child of something.
				*part = loopBody{&hclsyntax.ParenthesesExpr{Expression: *part, SrcRange: (*part).Range()}, e}
			}
		}
		return loop{e}
	}
	return e
}

// children returns the expressions that an expression is made of; some may be
// nil.
func children(e hclsyntax.Expression) []*hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.BinaryOpExpr:
		return []*hclsyntax.Expression{&e.LHS, &e.RHS}
	case *hclsyntax.ConditionalExpr:
		return []*hclsyntax.Expression{&e.Condition, &e.TrueResult, &e.FalseResult}
	case *hclsyntax.ForExpr:
		return []*hclsyntax.Expression{&e.CollExpr, &e.KeyExpr, &e.ValExpr, &e.CondExpr}
	case *hclsyntax.FunctionCallExpr:
		return each(e.Args)
	case *hclsyntax.IndexExpr:
		return []*hclsyntax.Expression{&e.Collection, &e.Key}
	case *hclsyntax.ObjectConsExpr:
		return pairs(e.Items)
	case *hclsyntax.ObjectConsKeyExpr:
		return []*hclsyntax.Expression{&e.Wrapped}
	case *hclsyntax.ParenthesesExpr:
		return []*hclsyntax.Expression{&e.Expression}
	case *hclsyntax.RelativeTraversalExpr:
		return []*hclsyntax.Expression{&e.Source}
	case *hclsyntax.SplatExpr:
		return []*hclsyntax.Expression{&e.Source, &e.Each}
	case *hclsyntax.TemplateExpr:
		return each(e.Parts)
	case *hclsyntax.TemplateJoinExpr:
		return []*hclsyntax.Expression{&e.Tuple}
	case *hclsyntax.TemplateWrapExpr:
		return []*hclsyntax.Expression{&e.Wrapped}
	case *hclsyntax.TupleConsExpr:
		return each(e.Exprs)
	case *hclsyntax.UnaryOpExpr:
		return []*hclsyntax.Expression{&e.Val}
	}
	return nil
}

func pairs(items []hclsyntax.ObjectConsItem) []*hclsyntax.Expression {
	var all []*hclsyntax.Expression
	for i := range items {
		all = append(all, &items[i].KeyExpr, &items[i].ValueExpr)
	}
	return all
}

func each(list []hclsyntax.Expression) []*hclsyntax.Expression {
	all := make([]*hclsyntax.Expression, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	return all
}

// A chooser is a conditional in an expression. hcl evaluates both results, and
// what the one that is not taken is made of would make the other one look as if
// it were not known.
type chooser struct{ *hclsyntax.ConditionalExpr }

// Value implements hcl.Expression.
func (c chooser) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	condition, diags := c.Condition.Value(ctx)
	if diags.HasErrors() {
		return c.ConditionalExpr.Value(ctx)
	}
	truth, marks := condition.Unmark()
	if truth, err := convert.Convert(truth, cty.Bool); err == nil && truth.IsKnown() && !truth.IsNull() {
		chosen := c.FalseResult
		if truth.True() {
			chosen = c.TrueResult
		}
		v, more := chosen.Value(ctx)
		return v.WithMarks(marks), append(diags, more...)
	}
	return c.ConditionalExpr.Value(ctx)
}
