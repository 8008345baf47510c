package hclload

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/zclconf/go-cty/cty"
)

// A foreign call may be one of a function that only its provider knows. Its
// result is not known then, and that is no mistake.
type foreign struct{ *hclsyntax.FunctionCallExpr }

// Value implements hcl.Expression.
func (f foreign) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if strings.HasPrefix(f.Name, functions.ProviderPrefix) && !defined(ctx, f.Name) {
		return cty.DynamicVal, nil
	}
	return f.FunctionCallExpr.Value(ctx)
}

func defined(ctx *hcl.EvalContext, name string) bool {
	for ; ctx != nil; ctx = ctx.Parent() {
		if _, ok := ctx.Functions[name]; ok {
			return true
		}
	}
	return false
}
