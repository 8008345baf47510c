package planload

import (
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A body is the content of a resource or nested block: its values, and what
// the configuration says of them.
type body struct {
	*content
	plan     *plan
	instance *instance
	written  written
	path     string
	trail    *trail
}

func (p *plan) body(i *instance, t *trail) *body {
	return &body{plan: p, instance: i, content: i.decoded(p.diags.Secrets), written: p.writtenOf(i), trail: t}
}

// Attr implements tf.Body.
func (b *body) Attr(name string) tf.Value {
	v := b.attr(name)
	v.Path = b.sub(name)
	v.Sensitive = v.Sensitive || marked(child(b.sensitive, name))
	return v
}

func (b *body) attr(name string) tf.Value {
	raw, present := b.values.get(name)
	mark := child(b.unknown, name)
	switch list, ok := raw.([]any); {
	case !present && mark == true:
		return b.unknownAttr(name)
	case ok && marked(mark):
		return b.partialList(name, list, mark)
	case !present && marked(mark):
		return tf.NewValue(cty.DynamicVal, tf.Range{})
	case !present:
		return tf.AbsentValue(tf.Range{})
	}
	return tf.NewValue(convert(raw, mark), tf.Range{})
}

// has reports whether there is, or may be, a nested block.
func (b *body) has(name string) bool {
	blocks, complete := b.Blocks(name)
	return len(blocks) > 0 || !complete
}

func (b *body) sub(name string) string {
	if b.path == "" {
		return name
	}
	return b.path + "." + name
}

// unknownAttr returns what the configuration tells of an attribute that is
// unknown as a whole.
func (b *body) unknownAttr(name string) tf.Value {
	if b.isDocument(name) {
		return b.document()
	}
	if !b.instance.data && b.written.omits(name) {
		// The provider will choose it: nothing is written.
		return tf.AbsentValue(tf.Range{})
	}
	if b.written.empty(name) {
		return tf.NewValue(cty.EmptyTupleVal, tf.Range{})
	}
	o := b.written.trace(b, name)
	if !o.sole || b.surrounded(name, o.symbols[0]) {
		return unknown(o.symbols)
	}
	v := b.resolve(name, o.symbols[0])
	if lists[name] && !v.Unknown() {
		return listed(name, v)
	}
	return v
}

// lists are the attributes that hold lists of strings.
var lists = map[string]bool{
	"aliases": true, "identifiers": true, "items": true, "records": true, "resources": true,
	"trusted_key_groups": true, "values": true,
}

// listed returns a list that was made from one reference. The provider leaves
// a set unknown as a whole when one element is, so there may be other
// elements; a record has but one that refers to something.
func listed(name string, v tf.Value) tf.Value {
	if _, ok := v.List(); ok {
		return v
	}
	items := []cty.Value{v.Cty()}
	if name != "records" {
		items = append(items, cty.DynamicVal)
	}
	list := tf.NewValue(cty.TupleVal(items), tf.Range{})
	list.Sensitive = v.Sensitive
	return list
}

// partialList returns a list of which elements are unknown. References say
// what those are when there is one for each.
func (b *body) partialList(name string, list []any, mark any) tf.Value {
	items := make([]cty.Value, len(list))
	var open []int
	for i := range list {
		items[i] = convert(list[i], element(mark, i))
		if !items[i].IsKnown() {
			open = append(open, i)
		}
	}
	origins := b.written.traceEach(b, name)
	var refs []symbol.Symbol
	sensitive := false
	for n, o := range origins {
		refs = append(refs, o.symbols...)
		if len(origins) == len(open) && o.sole {
			item := b.resolve(name, o.symbols[0])
			items[open[n]] = item.Cty()
			sensitive = sensitive || item.Sensitive
		}
	}
	v := tf.NewValue(cty.TupleVal(items), tf.Range{})
	v.Sensitive = sensitive
	if !v.Cty().IsWhollyKnown() {
		v.Refs = tf.SortSymbols(refs)
	}
	return v
}

func unknown(refs []symbol.Symbol) tf.Value {
	v := tf.NewValue(cty.DynamicVal, tf.Range{})
	v.Refs = tf.SortSymbols(slices.Clone(refs))
	return v
}

// resolve returns the value of an attribute, or of an element of it, that is
// a reference to s: what s is itself a reference to, or its token.
func (b *body) resolve(name string, s symbol.Symbol) tf.Value {
	v, followed := b.follow(s)
	if !followed {
		v = known(symbol.Token(s, 0))
	}
	if t, ok := v.Text(); ok {
		if sole, ok := t.Sole(); ok {
			return b.compose(name, sole, v)
		}
	}
	if v.Unknown() && len(v.Refs) == 0 {
		v.Refs = []symbol.Symbol{s}
	}
	return v
}

// follow evaluates an attribute that is unknown and has been configured.
func (b *body) follow(s symbol.Symbol) (v tf.Value, followed bool) {
	target := b.plan.byAddress[s.Address]
	if target == nil {
		return v, false
	}
	next := &trail{at: s, up: b.trail}
	if next.loops() {
		return unknown([]symbol.Symbol{s}), true
	}
	tb := b.plan.body(target, next)
	if _, present := tb.values.get(s.Attr); present && child(tb.unknown, s.Attr) != true {
		// What is known does not make unknown what refers to it: the
		// expression is more than the reference.
		return unknown([]symbol.Symbol{s}), true
	}
	if !tb.isDocument(s.Attr) && tb.written.omits(s.Attr) || child(tb.unknown, s.Attr) != true {
		return v, false
	}
	if v = tb.Attr(s.Attr); v.Unknown() || v.Absent() {
		return v, false
	}
	v.Path = ""
	return v, true
}

// maxTrail bounds the attributes that refer to each other.
const maxTrail = 64

// A trail remembers what has been followed to get to a body.
type trail struct {
	at symbol.Symbol
	up *trail
}

// loops reports whether the end of the trail has been reached before, or is
// too far.
func (t *trail) loops() bool {
	n := 0
	for up := t.up; up != nil; up = up.up {
		if n++; up.at == t.at || n > maxTrail {
			return true
		}
	}
	return false
}
