package fix

import (
	"maps"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
)

// A place is where a value is written out.
type place struct {
	file  *file
	expr  hclsyntax.Expression
	calls []tf.Call // of modules that lead to the file
	// elsewhere tells that it is not the attribute itself that has the value, so
	// that other attributes may have it from there too.
	elsewhere bool
}

// place returns where the value of an attribute is written: the attribute, or the
// local or variable that it names, through calls of modules. ok is false when the
// attribute cannot be edited.
func (r *Result) place(res *tf.Resource, v tf.Value) (p place, ok bool) {
	f, attr := r.attribute(v)
	if attr == nil || res == nil {
		return p, false
	}
	p = place{file: f, expr: attr.Expr, calls: res.Calls}
	for range maxSteps {
		next, ok := r.step(p)
		if !ok {
			break
		}
		next.elsewhere = true
		p = next
	}
	return p, true
}

// maxSteps bounds the names that lead from one to the next.
const maxSteps = 20

// step follows one name.
func (r *Result) step(p place) (next place, ok bool) {
	trav, ok := p.expr.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(trav.Traversal) < 2 {
		return p, false
	}
	name, ok := trav.Traversal[1].(hcl.TraverseAttr)
	if !ok {
		return p, false
	}
	switch trav.Traversal.RootName() {
	case "local":
		next, ok = r.local(p, name.Name)
	case "var":
		next, ok = r.argument(p, name.Name)
		if !ok {
			next, ok = r.defaultOf(p, name.Name)
		}
	default:
		return p, false
	}
	if !ok {
		return p, false
	}
	for _, step := range trav.Traversal[2:] {
		if next.expr = field(next.expr, step); next.expr == nil {
			return p, false
		}
	}
	return next, true
}

// field returns the expression of an attribute in an object that is written out,
// nil without one.
func field(object hclsyntax.Expression, step hcl.Traverser) hclsyntax.Expression {
	cons, ok := object.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil
	}
	attr, ok := step.(hcl.TraverseAttr)
	if !ok {
		return nil
	}
	return item(cons, attr.Name)
}

// item returns the value of a key in an object that is written out, nil without
// one.
func item(object *hclsyntax.ObjectConsExpr, key string) hclsyntax.Expression {
	for _, i := range object.Items {
		if v, diags := i.KeyExpr.Value(nil); !diags.HasErrors() && v.IsKnown() && v.Type().FriendlyName() == "string" && v.AsString() == key {
			return i.ValueExpr
		}
	}
	return nil
}

// local finds the expression of a local in the directory of a place.
func (r *Result) local(p place, name string) (place, bool) {
	for f, b := range r.blocksIn(path.Dir(p.file.name), "locals") {
		if attr := b.Body.Attributes[name]; attr != nil {
			return place{file: f, expr: attr.Expr, calls: p.calls}, true
		}
	}
	return p, false
}

// argument finds what the call of the module gives to a variable.
func (r *Result) argument(p place, name string) (place, bool) {
	if len(p.calls) == 0 {
		return p, false
	}
	last := len(p.calls) - 1
	f, b := r.block(p.calls[last].Range)
	if b == nil || b.Body.Attributes[name] == nil {
		return p, false
	}
	return place{file: f, expr: b.Body.Attributes[name].Expr, calls: p.calls[:last]}, true
}

// defaultOf finds the default of a variable.
func (r *Result) defaultOf(p place, name string) (place, bool) {
	for f, b := range r.blocksIn(path.Dir(p.file.name), "variable") {
		if b.Labels[0] == name && b.Body.Attributes["default"] != nil {
			return place{file: f, expr: b.Body.Attributes["default"].Expr, calls: p.calls}, true
		}
	}
	return p, false
}

// blocksIn goes through the top blocks of a type in a directory.
func (r *Result) blocksIn(dir, blockType string) func(yield func(*file, *hclsyntax.Block) bool) {
	return func(yield func(*file, *hclsyntax.Block) bool) {
		for _, name := range slices.Sorted(maps.Keys(r.cfg.Sources)) {
			if path.Dir(name) != dir {
				continue
			}
			f := r.file(name)
			if f == nil {
				continue
			}
			for _, b := range f.body.Blocks {
				if b.Type == blockType && !yield(f, b) {
					return
				}
			}
		}
	}
}

// named returns the block of a resource or data source in a directory, nil
// without one that can be edited.
func (r *Result) named(dir, kind, resourceType, name string) (*file, *hclsyntax.Block) {
	for f, b := range r.blocksIn(dir, kind) {
		if len(b.Labels) == 2 && b.Labels[0] == resourceType && b.Labels[1] == name {
			return f, b
		}
	}
	return nil, nil
}
