package edgecode

import (
	"github.com/tdewolff/parse/v2/js"
)

// loop walks a loop. Its rounds are counted by the steps that they take.
func (r *run) loop(s js.IStmt, n *names) completion {
	switch s := s.(type) {
	case *js.WhileStmt:
		if r.is(r.eval(s.Cond, n)) {
			return r.while(s.Cond, s.Body, n)
		}
	case *js.DoWhileStmt:
		return r.while(s.Cond, s.Body, n)
	case *js.ForStmt:
		return r.forLoop(s, n)
	case *js.ForOfStmt:
		v := r.eval(s.Value, n)
		if s.Await || v.kind != object || v.obj.lost || v.obj.class != list && v.obj.class != set {
			r.giveUp()
		}
		return r.each(s.Init, v.obj.items, s.Body, n)
	case *js.ForInStmt:
		v := r.eval(s.Value, n)
		if v.kind != object || !v.obj.listed() {
			r.giveUp()
		}
		return r.each(s.Init, keysOf(v.obj), s.Body, n)
	default: // labels, with
		r.giveUp()
	}
	return onward
}

// while walks the body until the condition does not hold any more.
func (r *run) while(cond js.IExpr, body js.IStmt, n *names) completion {
	for {
		if c := r.statement(body, n); c.how == returns || c.how == breaks {
			return afterLoop(c)
		}
		if !r.is(r.eval(cond, n)) {
			return onward
		}
	}
}

// afterLoop is how a loop ends that its body has left.
func afterLoop(c completion) completion {
	if c.how == breaks {
		return onward
	}
	return c
}

func (r *run) forLoop(s *js.ForStmt, n *names) completion {
	inner := n.inside(false)
	switch init := s.Init.(type) {
	case nil:
	case *js.VarDecl:
		r.variables(init, inner)
	default:
		r.eval(init, inner)
	}
	for s.Cond == nil || r.is(r.eval(s.Cond, inner)) {
		if c := r.scoped(s.Body, inner); c.how == returns || c.how == breaks {
			return afterLoop(c)
		}
		if s.Post != nil {
			r.eval(s.Post, inner)
		}
		r.step()
	}
	return onward
}

// each walks the body for every item.
func (r *run) each(target js.IExpr, items []value, body *js.BlockStmt, n *names) completion {
	r.charge(0, len(items))
	for _, item := range items {
		r.step()
		inner := n.inside(false)
		switch t := target.(type) {
		case *js.VarDecl:
			if len(t.List) != 1 || t.List[0].Binding == nil {
				r.giveUp()
			}
			r.bind(t.List[0].Binding, item, inner)
		default:
			r.assign(t, item, n)
		}
		if c := r.scoped(body, inner); c.how == returns || c.how == breaks {
			return afterLoop(c)
		}
	}
	return onward
}

// keysOf returns the names of an object's properties.
func keysOf(o *obj) []value {
	var keys []value
	for i := range o.items {
		keys = append(keys, textOf(format(float64(i))))
	}
	for _, name := range o.names {
		keys = append(keys, textOf(name))
	}
	return keys
}
