package hclload

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
	"github.com/zclconf/go-cty/cty"
)

// native returns an expression of JSON as the native one that it stands for.
func native(expr hcl.Expression) hcl.Expression {
	if _, ok := expr.(hclsyntax.Expression); ok {
		return expr
	}
	return decide(fromJSON(expr))
}

func fromJSON(expr hcl.Expression) hclsyntax.Expression {
	at := expr.Range()
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, p := range pairs {
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: fromJSON(p.Key), ValueExpr: fromJSON(p.Value)})
		}
		return object
	}
	if list, diags := hcl.ExprList(expr); !diags.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: at}
		for _, e := range list {
			tuple.Exprs = append(tuple.Exprs, fromJSON(e))
		}
		return tuple
	}
	v, _ := expr.Value(nil)
	if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
		return template([]byte(v.AsString()), at)
	}
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at}
}

// template parses what stands in a string of JSON.
func template(src []byte, at hcl.Range) hclsyntax.Expression {
	start := hcl.Pos{Line: at.Start.Line, Column: at.Start.Column + 1, Byte: at.Start.Byte + 1}
	if functions.TooDeepTemplate(src, limits.Nesting) {
		return broken(at, hcl.Diagnostics{tooDeep(at)})
	}
	expr, diags := hclsyntax.ParseTemplate(src, at.Filename, start)
	if diags.HasErrors() {
		return broken(at, diags)
	}
	return expr
}

func broken(at hcl.Range, diags hcl.Diagnostics) hclsyntax.Expression {
	return &hclsyntax.ExprSyntaxError{Placeholder: cty.DynamicVal, ParseDiags: diags, SrcRange: at}
}

func tooDeep(at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "nested too deep to be read: nest less, or raise --max-nesting", Subject: &at}
}
