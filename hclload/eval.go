package hclload

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// eval evaluates an expression; the result carries the marks of what it was
// made from. An expression that fails is unknown: silently when the failure
// may come from a value that is not known, with a diagnostic otherwise.
func (s *scope) eval(expr hcl.Expression, f frame) (v cty.Value) {
	expr = native(expr)
	if isConstant(expr) {
		v, _ = expr.Value(nil)
		return v
	}
	if v, ok := s.named(expr, f); ok {
		if !v.IsKnown() && !isRead(v) {
			return withRefs(v, refsIn(map[string]cty.Value{"": v}))
		}
		return v
	}
	vars := s.variables(expr, f)
	defer func() {
		if r := recover(); r != nil {
			// A library function that cannot take a marked value.
			s.l.warn(rangeOf(expr.Range()), "this expression cannot be evaluated: it is taken to be unknown")
			v = withRefs(cty.DynamicVal, refsIn(vars))
		}
	}()
	unread, kept := len(s.l.unread), s.l.diags.Secrets.Len()
	v, diags := expr.Value(s.l.budget.context(vars, s.l.funcs))
	switch {
	case diags.HasErrors():
		if !uncertain(vars) || len(s.l.unread) > unread {
			if kept < s.l.diags.Secrets.Len() || anySensitive(vars) {
				dropDetail(diags)
			}
			s.l.report(diags, tf.DiagWarning)
		}
		return withRefs(cty.DynamicVal, refsIn(vars))
	case !v.IsKnown() && !isRead(v):
		// Some operations forget what made their result unknown.
		return withRefs(v, refsIn(vars))
	}
	return v
}

// isConstant reports whether an expression is a plain string, number or truth, or a
// list of them, as most are.
func isConstant(expr hcl.Expression) bool {
	switch e := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return e.IsStringLiteral()
	case *hclsyntax.TupleConsExpr:
		return !slices.ContainsFunc(e.Exprs, func(e hclsyntax.Expression) bool { return !isConstant(e) })
	}
	return false
}

// named returns what an expression stands for that is no more than the name of a
// variable, a local or an attribute. It is what evaluation gives, at a fraction of
// the work: nothing else has to be put into an object and found in it again.
func (s *scope) named(expr hcl.Expression, f frame) (v cty.Value, ok bool) {
	e, ok := expr.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return v, false
	}
	trav := e.Traversal
	root, last := trav.RootName(), attrName(trav, len(trav)-1)
	if _, shadowed := f[root]; shadowed || last == "" {
		return v, false
	}
	switch root {
	case "var", "local":
		switch {
		case len(trav) != 2:
			return v, false
		case root == "var":
			return s.variable(last, rangeOf(trav.SourceRange())), true
		}
		return s.local(last, rangeOf(trav.SourceRange())), true
	case "path", "terraform", "each", "count", "self":
		return v, false
	}
	key, rest := nodeKey(trav)
	b := s.mod.blocks[key]
	if b == nil || len(rest) != 1 {
		return v, false
	}
	n := s.node(b)
	if x := n.expand(); x.mode == single && len(x.instances) == 1 {
		return n.attr(x.instances[0], last), true
	}
	return v, false
}

// uncertain reports whether a value that is not known takes part.
func uncertain(vars map[string]cty.Value) bool {
	for _, v := range vars {
		if !v.IsWhollyKnown() {
			return true
		}
	}
	return len(refsIn(vars)) > 0
}

// anySensitive reports whether a sensitive value takes part.
func anySensitive(vars map[string]cty.Value) bool {
	for _, v := range vars {
		_, marks := v.UnmarkDeep()
		if _, sensitive := marks[functions.Sensitive]; sensitive {
			return true
		}
	}
	return false
}

// dropDetail leaves out what may quote a part of a secret.
func dropDetail(diags hcl.Diagnostics) {
	for _, d := range diags {
		d.Detail = ""
	}
}

// isRead reports whether a symbol has had part in an unknown value.
func isRead(v cty.Value) bool {
	s := settler{}
	return len(s.take(v.Marks())) > 0
}

// refsIn returns the symbols that the values were made from.
func refsIn(vars map[string]cty.Value) []symbol.Symbol {
	var refs []symbol.Symbol
	for _, v := range vars {
		_, marks := v.UnmarkDeep()
		for m := range marks {
			if r, ok := m.(read); ok {
				refs = append(refs, r.sym)
			}
		}
	}
	return sorted(refs)
}

// variables returns the values of the names that an expression uses.
func (s *scope) variables(expr hcl.Expression, f frame) map[string]cty.Value {
	used := expr.Variables()
	if len(used) == 0 {
		return nil
	}
	g := gatherer{s: s, f: f, vars: make(map[string]cty.Value), uses: make(map[*node]*use)}
	for _, trav := range used {
		g.add(trav)
	}
	if len(g.uses) > 0 {
		g.narrow(expr)
	}
	for n, u := range g.uses {
		g.put(n, u.object(n))
	}
	for root, fields := range g.fields {
		g.vars[root] = nest(fields)
	}
	return g.vars
}

// A gatherer collects the values for one expression.
type gatherer struct {
	s      *scope
	f      frame
	vars   map[string]cty.Value
	fields map[string]any // root -> nested map[string]any with cty.Value leaves
	uses   map[*node]*use
}

func (g *gatherer) add(trav hcl.Traversal) {
	root := trav.RootName()
	at := rangeOf(trav.SourceRange())
	if v, ok := g.f[root]; ok {
		g.vars[root] = v
		return
	}
	switch root {
	case "path":
		if v, ok := g.s.path(attrName(trav, 1)); ok {
			g.set(v, root, attrName(trav, 1))
			return
		}
		g.vars[root] = withRefs(cty.DynamicVal, []symbol.Symbol{{Address: root}})
	case "terraform":
		g.vars[root] = cty.ObjectVal(map[string]cty.Value{
			"workspace": cty.StringVal(g.s.l.workspace()),
			"applying":  cty.False,
		})
	case "each", "count", "self":
		g.vars[root] = withRefs(cty.DynamicVal, []symbol.Symbol{{Address: root}})
	case "var", "local":
		g.addNamed(root, trav, at)
	default:
		g.addNode(trav, at)
	}
}

func (g *gatherer) addNamed(root string, trav hcl.Traversal, at tf.Range) {
	name := attrName(trav, 1)
	if name == "" {
		g.vars[root] = withRefs(cty.DynamicVal, []symbol.Symbol{{Address: root}})
		return
	}
	if g.has(root, name) {
		return
	}
	if root == "var" {
		g.set(g.s.variable(name, at), root, name)
	} else {
		g.set(g.s.local(name, at), root, name)
	}
}

func (g *gatherer) addNode(trav hcl.Traversal, at tf.Range) {
	key, rest := nodeKey(trav)
	b := g.s.mod.blocks[key]
	if b == nil {
		if key == "" || len(trav) < 2 {
			g.vars[trav.RootName()] = withRefs(cty.DynamicVal, []symbol.Symbol{{Address: trav.RootName()}})
			return
		}
		g.s.l.warn(at, "%s is not declared in this module", key)
		g.set(withRefs(cty.DynamicVal, []symbol.Symbol{{Address: g.s.prefix + key}}), strings.Split(key, ".")...)
		return
	}
	n := g.s.node(b)
	if g.uses[n] == nil {
		g.uses[n] = &use{}
	}
	g.uses[n].add(rest)
}

// nodeKey returns how the traversal names a block, and what follows.
func nodeKey(trav hcl.Traversal) (key string, rest hcl.Traversal) {
	size := 2
	if trav.RootName() == "data" {
		size = 3
	}
	if len(trav) < size {
		return "", nil
	}
	names := make([]string, size)
	names[0] = trav.RootName()
	for i := 1; i < size; i++ {
		names[i] = attrName(trav, i)
	}
	return strings.Join(names, "."), trav[size:]
}

func attrName(trav hcl.Traversal, i int) string {
	if i >= len(trav) {
		return ""
	}
	if a, ok := trav[i].(hcl.TraverseAttr); ok {
		return a.Name
	}
	return ""
}

func (g *gatherer) put(n *node, v cty.Value) { g.set(v, strings.Split(n.b.key(), ".")...) }

// set puts a value at a path of names: data, aws_region, current.
func (g *gatherer) set(v cty.Value, path ...string) {
	if g.fields == nil {
		g.fields = make(map[string]any)
	}
	at := g.fields
	for _, name := range path[:len(path)-1] {
		next, ok := at[name].(map[string]any)
		if !ok {
			next = make(map[string]any)
			at[name] = next
		}
		at = next
	}
	at[path[len(path)-1]] = v
}

func (g *gatherer) has(root, name string) bool {
	fields, _ := g.fields[root].(map[string]any)
	_, ok := fields[name]
	return ok
}

func nest(fields any) cty.Value {
	switch fields := fields.(type) {
	case cty.Value:
		return fields
	case map[string]any:
		attrs := make(map[string]cty.Value, len(fields))
		for name, field := range fields {
			attrs[name] = nest(field)
		}
		return cty.ObjectVal(attrs)
	}
	panic(fmt.Sprintf("unexpected %T", fields))
}
