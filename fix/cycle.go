package fix

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// needs are what the blocks of a directory refer to, by how references name them.
type needs map[string]map[string]bool

// hasCycle reports whether what is in the directories of some edits now needs
// itself, which Terraform refuses: a key that names a distribution, whose bucket is
// encrypted with the key.
// See https://developer.hashicorp.com/terraform/internals/graph.
func (r *Result) hasCycle(edits []Edit) bool {
	seen := make(map[string]bool)
	for _, e := range edits {
		dir := path.Dir(e.Range.Filename)
		if seen[dir] {
			continue
		}
		seen[dir] = true
		if r.needsIn(dir).hasCycle() {
			return true
		}
	}
	return false
}

// needsIn reads what the blocks of a directory refer to. A call of a module stands
// for all that is in it.
func (r *Result) needsIn(dir string) needs {
	n := make(needs)
	for _, b := range r.blocksIn(dir, "resource") {
		n.note(b.Labels[0]+"."+b.Labels[1], b.Body)
	}
	for _, b := range r.blocksIn(dir, "data") {
		n.note("data."+b.Labels[0]+"."+b.Labels[1], b.Body)
	}
	for _, b := range r.blocksIn(dir, "module") {
		n.note("module."+b.Labels[0], b.Body)
	}
	for _, b := range r.blocksIn(dir, "locals") {
		for name, attr := range b.Body.Attributes {
			n.note("local."+name, attr.Expr)
		}
	}
	return n
}

// note adds what a part of a block refers to.
func (n needs) note(name string, node hclsyntax.Node) {
	if n[name] == nil {
		n[name] = make(map[string]bool)
	}
	_ = hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		if trav, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
			n[name][referred(trav.Traversal)] = true
		}
		return nil
	})
}

// referred returns how the block that a traversal leads to is named.
func referred(trav hcl.Traversal) string {
	name := []string{trav.RootName()}
	steps := 1
	if name[0] == "data" {
		steps = 2
	}
	for _, step := range trav[1:min(len(trav), steps+1)] {
		if attr, ok := step.(hcl.TraverseAttr); ok {
			name = append(name, attr.Name)
		}
	}
	return strings.Join(name, ".")
}

// hasCycle reports whether something needs itself.
func (n needs) hasCycle() bool {
	const onTheWay, done = 1, 2
	state := make(map[string]int)
	var visit func(name string) bool
	visit = func(name string) bool {
		switch state[name] {
		case onTheWay:
			return true
		case done:
			return false
		}
		state[name] = onTheWay
		for other := range n[name] {
			if n[other] != nil && visit(other) {
				return true
			}
		}
		state[name] = done
		return false
	}
	for name := range n {
		if visit(name) {
			return true
		}
	}
	return false
}
