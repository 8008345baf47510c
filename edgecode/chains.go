package edgecode

import (
	"github.com/tdewolff/parse/v2/js"
)

// chain evaluates what follows each other by dots, brackets and calls; ended
// tells that an optional part of it was not there.
func (r *run) chain(e js.IExpr, n *names) (v value, ended bool) {
	r.enter()
	defer r.leave()
	switch e := e.(type) {
	case *js.DotExpr:
		x, ended := r.chain(e.X, n)
		if ended || e.Optional && r.missing(x) {
			return undef, true
		}
		return r.property(x, textOf(memberName(e.Y))), false
	case *js.IndexExpr:
		x, ended := r.chain(e.X, n)
		if ended || e.Optional && r.missing(x) {
			return undef, true
		}
		return r.property(x, r.eval(e.Y, n)), false
	case *js.CallExpr:
		return r.callChain(e, n)
	}
	return r.eval(e, n), false
}

// missing tells whether a value is undefined or null, where that ends a chain.
func (r *run) missing(v value) bool {
	return v.isNullish() || v.kind == anything && !r.choose()
}

func memberName(y js.IExpr) string {
	switch y := y.(type) {
	case js.LiteralExpr:
		return string(y.Data)
	case *js.LiteralExpr:
		return string(y.Data)
	}
	return "#"
}

func (r *run) callChain(e *js.CallExpr, n *names) (v value, ended bool) {
	var this, f value
	name := ""
	switch x := e.X.(type) {
	case *js.DotExpr:
		this, ended = r.chain(x.X, n)
		if ended || x.Optional && r.missing(this) {
			return undef, true
		}
		name = memberName(x.Y)
	case *js.IndexExpr:
		this, ended = r.chain(x.X, n)
		if ended || x.Optional && r.missing(this) {
			return undef, true
		}
		key := r.eval(x.Y, n)
		if key.kind != text || !key.known {
			f = r.property(this, key)
			break
		}
		name = key.s
	default:
		f, ended = r.chain(e.X, n)
		if ended || e.Optional && r.missing(f) {
			return undef, true
		}
	}
	args, complete := r.arguments(e.Args, n)
	if name != "" {
		return r.method(this, name, args, complete), false
	}
	if !complete {
		return r.callUnknown(append(args, f)), false
	}
	return r.call(f, this, args), false
}

// arguments evaluates the arguments of a call; complete is false when there may
// be more of them.
func (r *run) arguments(given js.Args, n *names) (args []value, complete bool) {
	complete = true
	for _, a := range given.List {
		v := r.eval(a.Value, n)
		switch {
		case !a.Rest:
			args = append(args, v)
		case v.kind == object && v.obj.class == list && !v.obj.lost:
			args = append(args, v.obj.items...)
		default:
			complete = false
		}
	}
	return args, complete
}
