package hclload

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/symbol"
	"github.com/zclconf/go-cty/cty"
)

// A use is what one expression needs of a node: which instances, which
// attributes. Only that is evaluated.
type use struct {
	whole int              // how often the node as a whole is mentioned
	keys  map[string]attrs // by instance key; "" is the only instance
}

// attrs are attribute names; the empty name means all.
type attrs map[string]bool

func (u *use) need(key, attr string) {
	if u.keys == nil {
		u.keys = make(map[string]attrs)
	}
	if u.keys[key] == nil {
		u.keys[key] = make(attrs)
	}
	u.keys[key][attr] = true
}

// add notes what follows the node's name in a traversal.
func (u *use) add(rest hcl.Traversal) {
	if len(rest) == 0 {
		u.whole++
		return
	}
	switch first := rest[0].(type) {
	case hcl.TraverseAttr:
		u.need("", first.Name)
	case hcl.TraverseIndex:
		u.need(instanceKey(first.Key), attrName(rest, 1))
	default:
		u.whole++
	}
}

// instanceKey writes an index as it stands in addresses.
func instanceKey(key cty.Value) string {
	key, _ = key.Unmark()
	switch {
	case !key.IsKnown() || key.IsNull():
		return ""
	case key.Type() == cty.String:
		return strconv.Quote(symbol.Parse(key.AsString()).String())
	case key.Type() == cty.Number:
		return key.AsBigFloat().Text('f', -1)
	}
	return ""
}

// narrow looks for uses such as aws_s3_bucket.b[each.key].arn, where the
// expression names the node as a whole but needs one instance of it.
func (g *gatherer) narrow(expr hcl.Expression) {
	root, ok := expr.(hclsyntax.Expression)
	if !ok {
		return
	}
	wanted := false
	for _, u := range g.uses {
		wanted = wanted || u.whole > 0
	}
	if !wanted {
		return
	}
	followed := make(map[*hclsyntax.IndexExpr]string)
	_ = hclsyntax.VisitAll(root, func(e hclsyntax.Node) hcl.Diagnostics {
		switch e := e.(type) {
		case *hclsyntax.RelativeTraversalExpr:
			if index, ok := e.Source.(indexer); ok {
				followed[index.IndexExpr] = attrName(e.Traversal, 0)
			}
		case indexer:
			g.narrowIndex(e.IndexExpr, followed[e.IndexExpr])
		}
		return nil
	})
}

func (g *gatherer) narrowIndex(e *hclsyntax.IndexExpr, attr string) {
	collection, ok := e.Collection.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return
	}
	key, rest := nodeKey(collection.Traversal)
	b := g.s.mod.blocks[key]
	if b == nil || len(rest) > 0 || !g.evaluable(e.Key) {
		return
	}
	u := g.uses[g.s.node(b)]
	if u == nil {
		return
	}
	if k := g.key(e.Key); k != "" {
		u.whole--
		u.need(k, attr)
	}
}

// evaluable reports whether an index uses only names that are valid outside
// for expressions.
func (g *gatherer) evaluable(index hclsyntax.Expression) bool {
	for _, trav := range index.Variables() {
		root := trav.RootName()
		if _, ok := g.f[root]; !ok && root != "var" && root != "local" {
			return false
		}
	}
	return true
}

// key evaluates an index. A symbolic key is written with its symbols, as the
// key of a representative instance is.
func (g *gatherer) key(index hclsyntax.Expression) string {
	v := g.s.eval(index, g.f)
	raw, _ := v.Unmark()
	if !raw.IsKnown() || raw.IsNull() {
		return ""
	}
	if raw.Type() == cty.String {
		for n := range g.uses {
			for _, inst := range n.expand().instances {
				if inst.key == "*" && sameKey(inst.index, raw) {
					return "*"
				}
			}
		}
	}
	return instanceKey(raw)
}

func sameKey(a, b cty.Value) bool {
	a, _ = a.Unmark()
	return a.Type() == cty.String && a.AsString() == b.AsString()
}

// object returns the node's value with what is needed of it.
func (u *use) object(n *node) cty.Value {
	e := n.expand()
	unknown := withRefs(cty.DynamicVal, []symbol.Symbol{{Address: n.prefixed()}})
	if e.mode == single {
		if len(e.instances) == 0 {
			return unknown
		}
		return u.instance(n, e.instances[0])
	}
	if e.unknown {
		if u.whole > 0 || len(u.keys) != 1 || u.keys[e.instances[0].key] == nil {
			return unknown
		}
		return u.collection(n, e).Mark(functions.Maybe)
	}
	return u.collection(n, e)
}

// collection returns the instances of a node that count or for_each multiply.
func (u *use) collection(n *node, e *expansion) cty.Value {
	if e.mode == counted {
		list := make([]cty.Value, len(e.instances))
		for i, inst := range e.instances {
			list[i] = u.instance(n, inst)
		}
		return cty.TupleVal(list)
	}
	fields := make(map[string]cty.Value, len(e.instances))
	for _, inst := range e.instances {
		if u.whole > 0 || u.keys[inst.key] != nil {
			key, _ := inst.index.Unmark()
			fields[key.AsString()] = u.instance(n, inst)
		}
	}
	return cty.ObjectVal(fields)
}

func (u *use) instance(n *node, inst instance) cty.Value {
	names := u.keys[inst.key]
	if u.whole > 0 || names[""] {
		names = n.names()
	}
	values := make(map[string]cty.Value, len(names))
	for name := range names {
		if name != "" {
			values[name] = n.attr(inst, name)
		}
	}
	return cty.ObjectVal(values)
}

// mentioned returns every attribute name that the modules read so far follow
// something with: the attributes that a whole object may be asked for later.
func (l *loader) mentioned() map[string]bool {
	if l.mention != nil && l.mentionOf == len(l.modules) {
		return l.mention
	}
	l.mention, l.mentionOf = make(map[string]bool), len(l.modules)
	for _, m := range l.modules {
		for _, f := range m.files {
			if body, ok := f.Body.(*hclsyntax.Body); ok {
				_ = hclsyntax.VisitAll(body, func(e hclsyntax.Node) hcl.Diagnostics {
					l.mentionIn(e)
					return nil
				})
			}
		}
	}
	return l.mention
}

func (l *loader) mentionIn(e hclsyntax.Node) {
	var trav hcl.Traversal
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		trav = e.Traversal
	case *hclsyntax.RelativeTraversalExpr:
		trav = e.Traversal
	}
	for _, step := range trav {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			l.mention[step.Name] = true
		case hcl.TraverseIndex:
			if step.Key.Type() == cty.String {
				l.mention[step.Key.AsString()] = true
			}
		}
	}
}
