package edgecode

import (
	"github.com/tdewolff/parse/v2/js"
)

// assign gives what stands on the left of an assignment a value.
func (r *run) assign(to js.IExpr, v value, n *names) {
	switch to := to.(type) {
	case *js.GroupExpr:
		r.assign(to.X, v, n)
	case *js.Var:
		name := string(to.Name())
		if at := n.find(name); at != nil {
			*at = v
			return
		}
		top := n
		for top.outer != nil {
			top = top.outer
		}
		top.declare(name, v)
	case *js.DotExpr:
		r.setOn(r.eval(to.X, n), textOf(memberName(to.Y)), v)
	case *js.IndexExpr:
		r.setOn(r.eval(to.X, n), r.eval(to.Y, n), v)
	default:
		r.giveUp() // patterns
	}
}

// setOn sets a property of a value.
func (r *run) setOn(x, key, v value) {
	switch {
	case x.isNullish():
		r.throw(unknown)
	case x.kind == object:
		r.set(x.obj, key, v)
	}
}

// set sets a property. When it is not known which, nothing is known of the
// object any more.
func (r *run) set(o *obj, key, v value) {
	if o.class == list {
		r.setItem(o, key, v)
		return
	}
	key = r.asText(key)
	if !key.known {
		r.forget(objectOf(o))
		return
	}
	o.put(key.s, v)
}

func (r *run) setItem(o *obj, key, v value) {
	i, ok := index(key)
	switch {
	case !ok || i < 0 || i > len(o.items):
		o.lost = true
	case i == len(o.items):
		o.items = append(o.items, v)
	default:
		o.items[i] = v
	}
}

func (r *run) remove(what js.IExpr, n *names) value {
	var x, key value
	switch w := what.(type) {
	case *js.DotExpr:
		x, key = r.eval(w.X, n), textOf(memberName(w.Y))
	case *js.IndexExpr:
		x, key = r.eval(w.X, n), r.asText(r.eval(w.Y, n))
	default:
		return some(boolean)
	}
	switch {
	case x.kind != object:
	case !key.known || x.obj.class == list:
		r.forget(x)
	default:
		r.charge(size(x))
		x.obj.drop(key.s)
	}
	return boolOf(true)
}
