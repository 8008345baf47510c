package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// references counts how often a body names a resource or data source.
func references(body *hclsyntax.Body, label string) int {
	n := 0
	steps := strings.Split(label, ".")
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if trav, ok := node.(*hclsyntax.ScopeTraversalExpr); ok && begins(trav.Traversal, steps) {
			n++
		}
		return nil
	})
	return n
}

// begins reports whether a traversal begins with some names.
func begins(trav hcl.Traversal, steps []string) bool {
	if len(trav) < len(steps) || trav.RootName() != steps[0] {
		return false
	}
	for i, step := range steps[1:] {
		if attr, ok := trav[i+1].(hcl.TraverseAttr); !ok || attr.Name != step {
			return false
		}
	}
	return true
}
