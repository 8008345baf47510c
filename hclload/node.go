package hclload

import (
	"maps"
	"strconv"

	"github.com/no403/no403/secrets"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A node is a resource, data source or module call in a scope: something that
// expressions refer to and that count or for_each may multiply.
type node struct {
	s         *scope
	b         *block
	exp       *expansion
	busy      bool
	children  map[string]*scope
	attrs     map[attrID]*lazy
	made      map[string]*tf.Resource // by address
	documents map[string]settled      // policy documents, by address
}

// An attrID names an attribute of an instance.
type attrID struct{ key, name string }

func (s *scope) node(b *block) *node {
	n := s.nodes[b]
	if n == nil {
		n = &node{s: s, b: b, children: make(map[string]*scope), attrs: make(map[attrID]*lazy), made: make(map[string]*tf.Resource)}
		s.nodes[b] = n
	}
	return n
}

// An instance is one of the things that a block stands for.
type instance struct {
	key   string // "" for the only one, "0", `"eu"`: as written in an address
	index cty.Value
	value settled // each.value
	maybe bool
}

type repetition int

const (
	single repetition = iota
	counted
	keyed
)

// An expansion is what count or for_each make of a block. When their value is
// not known, one instance stands for all.
type expansion struct {
	mode      repetition
	instances []instance
	unknown   bool
}

// expand evaluates count or for_each.
func (n *node) expand() *expansion {
	switch {
	case n.exp != nil:
		return n.exp
	case n.busy:
		return &expansion{mode: single, unknown: true}
	}
	n.busy = true
	n.exp = n.plannedInstances(n.expansion())
	n.busy = false
	if most := n.s.l.limits.Instances; len(n.exp.instances) > most {
		n.s.l.fail(n.b.rng, "%s has more than %d instances: the rest is not looked at: lower its count or for_each, or raise --max-instances", n.b.key(), most)
		n.exp.instances = n.exp.instances[:most]
	}
	return n.exp
}

func (n *node) expansion() *expansion {
	if attr := n.b.attrs["count"]; attr != nil {
		return n.counted(n.s.evalAttr(attr, nil))
	}
	if attr := n.b.attrs["for_each"]; attr != nil {
		return n.keyed(n.s.evalAttr(attr, nil))
	}
	return &expansion{mode: single, instances: []instance{{}}}
}

func (n *node) counted(count settled) *expansion {
	value := tf.NewValue(count.v, n.b.rng)
	many, ok := value.Int()
	if !ok {
		unknown := withRefs(cty.Zero, []symbol.Symbol{{Address: n.prefixed(), Attr: "count.index"}})
		return &expansion{mode: counted, unknown: true, instances: []instance{{key: "0", index: unknown, maybe: true}}}
	}
	e := &expansion{mode: counted}
	for i := range min(many, int64(n.s.l.limits.Instances)+1) {
		e.instances = append(e.instances, instance{key: strconv.FormatInt(i, 10), index: cty.NumberIntVal(i)})
	}
	return e
}

func (n *node) keyed(each settled) *expansion {
	v := each.v
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return n.representative(each)
	}
	e := &expansion{mode: keyed}
	for it := v.ElementIterator(); it.Next(); {
		k, value := it.Element()
		if v.Type().IsSetType() || v.Type().IsTupleType() || v.Type().IsListType() {
			k = value
		}
		if k.Type() != cty.String || !k.IsKnown() || k.IsNull() {
			return n.representative(each)
		}
		text := symbol.Parse(k.AsString())
		one := settled{v: value, refs: each.refs, sensitive: each.sensitive, symbolic: each.symbolic}
		e.instances = append(e.instances, instance{key: strconv.Quote(text.String()), index: keyValue(text), value: one})
	}
	return e
}

// representative returns the one instance that stands for an unknown number.
// Blocks that repeat over the same thing share its key.
func (n *node) representative(each settled) *expansion {
	of := symbol.Symbol{Address: n.prefixed(), Attr: "each.key"}
	if len(each.refs) == 1 {
		of = symbol.Symbol{Address: each.refs[0].String(), Attr: "each.key"}
	}
	return &expansion{mode: keyed, unknown: true, instances: []instance{{
		key:   "*",
		index: keyValue(symbol.Of(of)),
		value: settled{v: cty.DynamicVal, refs: each.refs, symbolic: true, sensitive: each.sensitive},
		maybe: true,
	}}}
}

// keyValue returns an instance key as a value that finds itself again as the
// key of an object.
func keyValue(t symbol.Text) cty.Value {
	v := cty.StringVal(t.Key())
	for _, sym := range t.Symbols() {
		v = v.Mark(read{sym, ofKey})
	}
	return v
}

// frame returns the names that are valid inside an instance.
func (n *node) frame(i instance) frame {
	switch n.expand().mode {
	case counted:
		return frame{"count": cty.ObjectVal(map[string]cty.Value{"index": i.index})}
	case keyed:
		value := n.s.l.reread(i.value)
		if i.value.v.Type() == cty.String && i.value.v.IsKnown() && !i.value.v.IsNull() {
			if key, _ := i.index.Unmark(); key.AsString() == symbol.Parse(i.value.v.AsString()).Key() {
				value = i.index // a set: the value is the key
			}
		}
		return frame{"each": cty.ObjectVal(map[string]cty.Value{"key": i.index, "value": value})}
	}
	return nil
}

func (n *node) prefixed() string { return n.s.prefix + n.b.key() }

// address returns the full address of an instance.
func (n *node) address(i instance) string {
	if i.key == "" {
		return n.prefixed()
	}
	return n.prefixed() + "[" + i.key + "]"
}

// attr returns an attribute of an instance, or an output of a module
// instance, for one more use. What Terraform will compute is a symbol.
func (n *node) attr(i instance, name string) cty.Value {
	if n.b.kind == "module" {
		if child := n.child(i); child != nil {
			return child.output(name)
		}
		return n.s.l.symbolValue(symbol.Symbol{Address: n.address(i), Attr: name})
	}
	return n.s.l.reread(n.attrValue(i, name))
}

func (n *node) attrValue(i instance, name string) settled {
	id := attrID{i.key, name}
	at := n.attrs[id]
	if at == nil {
		at = &lazy{}
		n.attrs[id] = at
	}
	own := func() settled { return symbolic(symbol.Symbol{Address: n.address(i), Attr: name}) }
	switch at.state {
	case 1:
		return own()
	case 0:
		at.state = 1
		at.value = n.evalConfigured(i, name)
		if v := at.value.v; v.IsKnown() && v.IsNull() || !v.IsKnown() {
			sensitive := at.value.sensitive
			planned, ok := n.planned(i, name)
			if !ok {
				planned = own()
			}
			at.value = planned
			at.value.sensitive = at.value.sensitive || sensitive
		}
		at.value = n.kept(at.value, name)
		at.state = 2
	}
	return at.value
}

// kept is the value of an attribute after it was remembered, if it is known to be
// secret.
func (n *node) kept(value settled, name string) settled {
	if secrets.Attribute(n.b.kindName(), name) && !value.symbolic {
		value.sensitive = true
		n.s.l.hide(value.v)
	}
	return value
}

func symbolic(sym symbol.Symbol) settled {
	return settled{v: cty.StringVal(symbol.Token(sym, 0)), symbolic: true}
}

// evalConfigured evaluates what is written for an attribute, or what the
// provider makes of the arguments without asking AWS.
func (n *node) evalConfigured(i instance, name string) settled {
	if v, ok := n.computed(i, name); ok {
		return v
	}
	attr := attribute(n.b.body, name)
	if attr == nil || n.b.ignores(name) {
		return unknownThing
	}
	return n.s.evalAttr(attr, n.frame(i))
}

// child returns the scope of a module instance, nil when the module is not at
// hand.
func (n *node) child(i instance) *scope {
	if c, ok := n.children[i.key]; ok {
		return c
	}
	n.children[i.key] = nil
	l := n.s.l
	mod := l.called(n.s, n.b)
	switch {
	case mod == nil:
		return nil
	case n.s.inside(mod):
		l.callsItself(n.b)
		return nil
	case n.s.depth() >= l.limits.ModuleDepth:
		l.tooDeep(n.b)
		return nil
	case l.scopes >= maxScopes:
		l.fail(n.b.rng, "this root has more than %d module instances: the rest is not read: lint its parts", maxScopes)
		return nil
	}
	l.scopes++
	c := l.newScope(mod, n, &i)
	n.children[i.key] = c
	return c
}

// callsItself says that a call is not followed.
func (l *loader) callsItself(call *block) {
	l.fail(call.rng, "module %q calls itself: remove the call", call.name)
}

// tooDeep says that a call is not followed.
func (l *loader) tooDeep(call *block) {
	l.fail(call.rng, "module calls are nested more than %d deep: the rest is not read: nest less, or raise --max-module-depth", l.limits.ModuleDepth)
}

// resource returns an instance as the rest of the program sees it, the same one
// every time.
func (n *node) resource(i instance) *tf.Resource {
	address := n.address(i)
	if r := n.made[address]; r != nil {
		return r
	}
	r := &tf.Resource{
		Address:  address,
		Data:     n.b.kind == "data",
		Type:     n.b.typ,
		Name:     n.b.name,
		Range:    n.b.rng,
		Calls:    n.s.calls,
		Maybe:    i.maybe || n.s.maybe(),
		Provider: n.s.providerOf(n.b),
		Body:     n.body(i),
	}
	n.made[address] = r
	return r
}

// body returns the content of an instance.
func (n *node) body(i instance) *body {
	return &body{
		s: n.s, hcl: n.b.body, frame: n.frame(i), rng: n.b.rng, of: n.b,
		computed: func(name string) (settled, bool) { return n.computed(i, name) },
		planned:  n.plannedBody(i),
	}
}

// maybe tells that the scope itself may not exist.
func (s *scope) maybe() bool {
	return s.parent != nil && (s.inst.maybe || s.parent.maybe())
}

// opaque describes a call of a module that is not at hand.
func (n *node) opaque() tf.OpaqueModule {
	var refs []symbol.Symbol
	attrs, _ := n.b.body.JustAttributes()
	for _, inst := range n.expand().instances {
		for name, attr := range attrs {
			if isMeta(name) {
				continue // it names providers and modules, not values
			}
			refs = append(refs, n.s.evalAttr(attr, n.frame(inst)).symbols()...)
		}
	}
	return tf.OpaqueModule{Address: n.prefixed(), Range: n.b.rng, Refs: tf.SortSymbols(refs)}
}

// isMeta reports whether an argument is one of the language, not of what is
// called.
func isMeta(name string) bool {
	switch name {
	case "count", "for_each", "source", "version", "provider", "providers", "depends_on", "lifecycle":
		return true
	}
	return false
}

// names returns the attributes to offer when a whole object is asked for:
// those that are written, and those that the configuration mentions anywhere.
func (n *node) names() map[string]bool {
	names := make(map[string]bool)
	if n.b.kind == "module" {
		if mod := n.s.l.called(n.s, n.b); mod != nil {
			for name := range mod.outputs {
				names[name] = true
			}
			return names
		}
	} else if attrs, _ := n.b.body.JustAttributes(); attrs != nil {
		for name := range attrs {
			names[name] = true
		}
	}
	for name := range n.s.l.mentioned() {
		names[name] = true
	}
	maps.DeleteFunc(names, func(name string, _ bool) bool { return isMeta(name) })
	return names
}
