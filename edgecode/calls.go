package edgecode

import (
	"math"
	"strconv"

	"github.com/tdewolff/parse/v2/js"
)

// property reads a property of a value.
func (r *run) property(x, key value) value {
	if x.isNullish() {
		r.throw(unknown)
	}
	if x.kind == anything {
		r.mayThrow()
		return value{of: x.of}
	}
	if x.kind == object && x.obj.lost {
		r.mayThrow()
		return unknown
	}
	if i, ok := index(key); ok && (x.kind == text || x.kind == object && x.obj.class == list) {
		return item(x, i)
	}
	name := r.asText(key)
	switch {
	case !name.known:
		return unknown
	case x.kind == text && name.s == "length":
		return decided(numberOf(float64(len(x.s))), x.known && isASCII(x.s))
	case x.kind != object:
		return unknown
	}
	return x.obj.named(name.s)
}

// named returns a property of an object of which something is known.
func (o *obj) named(name string) value {
	if o.class == list && name == "length" || o.class == set && name == "size" {
		return numberOf(float64(len(o.items)))
	}
	if v, ok := o.get(name); ok {
		return v
	}
	switch name {
	case "constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString":
		return unknown
	}
	if o.class == plain {
		return undef
	}
	return unknown
}

// index returns a key as an index.
func index(key value) (i int, ok bool) {
	switch {
	case key.kind == number && key.known && key.n == math.Trunc(key.n) && math.Abs(key.n) < 1e9:
		return int(key.n), true
	case key.kind == text && key.known:
		i, err := strconv.Atoi(key.s)
		return i, err == nil && strconv.Itoa(i) == key.s
	}
	return 0, false
}

// item returns a character of a text or an element of a list.
func item(x value, i int) value {
	if x.kind == text {
		switch {
		case !x.known || !isASCII(x.s):
			return value{of: x.of}
		case i < 0 || i >= len(x.s):
			return undef
		}
		return x.made(x.s[i : i+1])
	}
	if i < 0 || i >= len(x.obj.items) {
		return undef
	}
	return x.obj.items[i]
}

// call calls a function.
func (r *run) call(f, this value, args []value) value {
	switch {
	case f.isNullish():
		r.throw(unknown)
	case f.kind != object || f.obj.class != function || f.obj.lost:
		return r.callUnknown(args)
	case f.obj.native != nil:
		for _, a := range args {
			r.charge(size(a))
		}
		return f.obj.native(r, this, args)
	case f.obj.fn == nil || f.obj.fn.gives:
		return r.callUnknown(args)
	}
	if r.calls++; r.calls > maxCalls {
		r.giveUp()
	}
	r.enter()
	fn := f.obj.fn
	inner := fn.names.inside(true)
	for i, p := range fn.params.List {
		v := undef
		if i < len(args) {
			v = args[i]
		}
		r.bindElement(p, v, inner)
	}
	if rest := fn.params.Rest; rest != nil {
		r.bind(rest, newList(args[min(len(args), len(fn.params.List)):]...), inner)
	}
	if fn.plain {
		inner.declare("arguments", newList(args...))
		inner.declare("this", this)
	}
	r.hoistAll(fn.body, inner)
	c := r.block(fn.body.List, inner)
	r.leave()
	r.calls--
	if c.how == returns {
		return c.v
	}
	return undef
}

// callUnknown calls what is not known. It may change all that it gets; what it
// does with a function of the code is not known.
func (r *run) callUnknown(args []value) value {
	for _, a := range args {
		r.forget(a)
	}
	r.mayThrow()
	return unknown
}

// forget is done to what gets out of sight.
func (r *run) forget(v value) {
	r.step()
	switch {
	case v.kind != object || v.obj.lost:
		return
	case v.obj.fn != nil && !harmless(v.obj.fn):
		r.giveUp()
	case v.obj.class == function || v.obj.class == pattern:
		return
	}
	v.obj.lost = true
	for _, inner := range v.obj.props {
		r.forget(inner)
	}
	for _, inner := range v.obj.items {
		r.forget(inner)
	}
}

// harmless reports whether a function certainly changes nothing: it assigns
// nothing and calls only what reads.
func harmless(f *closure) bool {
	w := &effects{}
	js.Walk(w, f.body)
	return !w.found
}

type effects struct{ found bool }

// Enter implements js.IVisitor.
func (w *effects) Enter(node js.INode) js.IVisitor {
	switch e := node.(type) {
	case *js.BinaryExpr:
		_, assigns := assigning[e.Op]
		w.found = w.found || assigns || e.Op == js.EqToken || e.Op == js.AndEqToken || e.Op == js.OrEqToken || e.Op == js.NullishEqToken
	case *js.UnaryExpr:
		switch e.Op {
		case js.DeleteToken, js.PreIncrToken, js.PreDecrToken, js.PostIncrToken, js.PostDecrToken:
			w.found = true
		}
	case *js.CallExpr:
		w.found = w.found || !reads(e)
	case *js.NewExpr, *js.YieldExpr:
		w.found = true
	}
	return w
}

// Exit implements js.IVisitor.
func (w *effects) Exit(js.INode) {}

// reads reports whether a call is that of a method which changes nothing.
func reads(e *js.CallExpr) bool {
	switch x := e.X.(type) {
	case *js.Var:
		switch string(x.Name()) {
		case "encodeURIComponent", "decodeURIComponent", "String", "Number", "parseInt":
			return true
		}
	case *js.DotExpr:
		switch memberName(x.Y) {
		case "startsWith", "endsWith", "includes", "indexOf", "toLowerCase", "toUpperCase", "trim", "split", "join", "test", "match", "map", "slice", "substring", "concat", "replace", "keys", "entries", "toString":
			return true
		}
	}
	return false
}
