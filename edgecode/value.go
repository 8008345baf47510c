package edgecode

import (
	"math"
	"regexp"
	"slices"

	"github.com/tdewolff/parse/v2/js"
)

// A kind is the type of a value. The zero kind is any.
type kind uint8

const (
	anything kind = iota
	undefined
	null
	boolean
	number
	text
	object
)

// A value is one of JavaScript's, as far as it is known.
type value struct {
	kind  kind
	known bool // of a boolean, number or text: what it is, not only its kind
	b     bool
	n     float64
	s     string
	obj   *obj

	// of is the part of the request that the value was read from, as Test has it;
	// whole tells that it is that part, not something made of it.
	of    string
	whole bool
	// literal is where the value is written in the source.
	literal []byte
}

var (
	unknown = value{}
	undef   = value{kind: undefined}
	nothing = value{kind: null}
)

func boolOf(b bool) value      { return value{kind: boolean, known: true, b: b} }
func numberOf(n float64) value { return value{kind: number, known: true, n: n} }
func textOf(s string) value    { return value{kind: text, known: true, s: s} }
func some(k kind) value        { return value{kind: k} }
func objectOf(o *obj) value    { return value{kind: object, obj: o} }

// part returns a text that is a part of the request.
func part(of string, t Text) value {
	return value{kind: text, known: t.Known, s: t.Value, of: of, whole: true}
}

// made returns a text that was made of another one.
func (v value) made(s string) value {
	return value{kind: text, known: v.known, s: s, of: v.of}
}

// decided returns the value as known when ok, else only its kind.
func decided(v value, ok bool) value {
	if !ok {
		return value{kind: v.kind, of: v.of}
	}
	return v
}

func (v value) isNullish() bool { return v.kind == undefined || v.kind == null }

// truth returns whether the value counts as true; ok is false when that is not
// known.
func (v value) truth() (yes, ok bool) {
	switch v.kind {
	case undefined, null:
		return false, true
	case boolean:
		return v.b, v.known
	case number:
		return v.n != 0 && !math.IsNaN(v.n), v.known
	case text:
		return v.s != "", v.known
	case object:
		return true, true
	}
	return false, false
}

// A class tells objects apart that behave in their own way.
type class uint8

const (
	plain class = iota
	list
	function
	pattern
	set
	dictionary
)

// An obj is an object.
type obj struct {
	class class
	names []string // of props, in order
	props map[string]value
	// rest returns a property that is not listed; nil means that there is none.
	rest func(name string) value
	// lost tells that nothing is known of the object any more.
	lost bool

	items   []value // of a list or a set
	re      *regexp.Regexp
	cost    int  // of matching it, in instructions
	global  bool // of a pattern
	literal string
	fn      *closure
	native  func(r *run, this value, args []value) value
}

func newObject() *obj { return &obj{props: make(map[string]value)} }

func newList(items ...value) value { return objectOf(&obj{class: list, items: items}) }

func native(f func(r *run, this value, args []value) value) value {
	return objectOf(&obj{class: function, native: f})
}

// get returns an own property.
func (o *obj) get(name string) (v value, ok bool) {
	if v, ok = o.props[name]; ok {
		return v, true
	}
	if o.rest != nil {
		v = o.rest(name)
		o.put(name, v) // the same one the next time
		return v, true
	}
	return undef, false
}

func (o *obj) put(name string, v value) {
	if o.props == nil {
		o.props = make(map[string]value)
	}
	if _, there := o.props[name]; !there {
		o.names = append(o.names, name)
	}
	o.props[name] = v
}

// drop deletes a property: from now on it is known not to be there.
func (o *obj) drop(name string) {
	if o.rest != nil {
		o.put(name, undef)
		return
	}
	delete(o.props, name)
	o.names = slices.DeleteFunc(o.names, func(n string) bool { return n == name })
}

// listed reports whether all properties of the object are known.
func (o *obj) listed() bool { return !o.lost && o.rest == nil }

// A closure is a function with the names that it sees.
type closure struct {
	params *js.Params
	body   *js.BlockStmt
	names  *names
	plain  bool // neither async nor a generator, and no arrow
	async  bool
	gives  bool // a generator, which is not walked
}

// names are the variables of a block.
type names struct {
	outer *names
	here  map[string]*value
	// function tells that var declarations belong here.
	function bool
}

func (n *names) inside(isFunction bool) *names {
	return &names{outer: n, here: make(map[string]*value), function: isFunction}
}

// find returns a variable, nil when there is none.
func (n *names) find(name string) *value {
	for ; n != nil; n = n.outer {
		if v := n.here[name]; v != nil {
			return v
		}
	}
	return nil
}

func (n *names) declare(name string, v value) { n.here[name] = &v }
