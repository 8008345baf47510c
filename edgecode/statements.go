package edgecode

import (
	"github.com/tdewolff/parse/v2/js"
)

// A completion is how a statement ends.
type completion struct {
	how how
	v   value
}

type how uint8

const (
	goesOn how = iota
	returns
	breaks
	continues
)

var onward = completion{}

// hoistAll declares what is visible in a function, or at the top, before it is
// reached: functions, and the variables of var.
func (r *run) hoistAll(b *js.BlockStmt, n *names) {
	for _, v := range b.Declared {
		if name := string(v.Name()); v.Decl == js.VariableDecl && n.here[name] == nil {
			n.declare(name, undef)
		}
	}
	r.hoist(b.List, n)
}

// hoist declares functions.
func (r *run) hoist(list []js.IStmt, n *names) {
	r.charge(0, len(list))
	for _, s := range list {
		switch s := s.(type) {
		case *js.FuncDecl:
			r.declareFunction(s, n)
		case *js.ExportStmt:
			if f, ok := s.Decl.(*js.FuncDecl); ok {
				r.declareFunction(f, n)
			}
		}
	}
}

func (r *run) declareFunction(f *js.FuncDecl, n *names) {
	if f.Name != nil {
		n.declare(string(f.Name.Name()), r.function(f, n))
	}
}

// block walks statements one after the other.
func (r *run) block(list []js.IStmt, n *names) completion {
	for _, s := range list {
		if c := r.statement(s, n); c.how != goesOn {
			return c
		}
	}
	return onward
}

// scoped walks the statements of a block.
func (r *run) scoped(b *js.BlockStmt, n *names) completion {
	if b == nil {
		return onward
	}
	inner := n.inside(false)
	r.hoist(b.List, inner)
	return r.block(b.List, inner)
}

func (r *run) statement(s js.IStmt, n *names) completion {
	r.enter()
	defer r.leave()
	switch s := s.(type) {
	case nil, *js.EmptyStmt, *js.Comment, *js.FuncDecl, *js.DirectivePrologueStmt, *js.DebuggerStmt:
	case *js.ExprStmt:
		r.eval(s.Value, n)
	case *js.VarDecl:
		r.variables(s, n)
	case *js.BlockStmt:
		return r.scoped(s, n)
	case *js.IfStmt:
		if r.decide(s.Cond, r.eval(s.Cond, n)) {
			return r.statement(s.Body, n)
		}
		if s.Else != nil {
			return r.statement(s.Else, n)
		}
	case *js.ReturnStmt:
		c := completion{how: returns, v: undef}
		if s.Value != nil {
			c.v = r.eval(s.Value, n)
		}
		return c
	case *js.ThrowStmt:
		r.throw(r.eval(s.Value, n))
	case *js.TryStmt:
		return r.try(s, n)
	case *js.SwitchStmt:
		return r.switchOver(s, n)
	case *js.BranchStmt:
		return r.branch(s)
	default:
		return r.rare(s, n)
	}
	return onward
}

// rare walks the statements that are seldom in a handler.
func (r *run) rare(s js.IStmt, n *names) completion {
	switch s := s.(type) {
	case *js.ImportStmt:
		r.imports(s, n)
	case *js.ExportStmt:
		r.export(s, n)
	case *js.ClassDecl:
		if s.Name != nil {
			n.declare(string(s.Name.Name()), unknown)
		}
	default:
		return r.loop(s, n)
	}
	return onward
}

func (r *run) branch(s *js.BranchStmt) completion {
	if s.Label != nil {
		r.giveUp()
	}
	if s.Type == js.ContinueToken {
		return completion{how: continues}
	}
	return completion{how: breaks}
}

// variables declares variables.
func (r *run) variables(d *js.VarDecl, n *names) {
	for n.outer != nil && d.TokenType == js.VarToken && !n.function {
		n = n.outer
	}
	for _, e := range d.List {
		v := undef
		if e.Default != nil {
			v = r.eval(e.Default, n)
		} else if name, ok := e.Binding.(*js.Var); ok && d.TokenType == js.VarToken {
			if was := n.here[string(name.Name())]; was != nil {
				v = *was
			}
		}
		r.bind(e.Binding, v, n)
	}
}

// bind declares the names of a pattern.
func (r *run) bind(b js.IBinding, v value, n *names) {
	r.enter()
	defer r.leave()
	switch b := b.(type) {
	case *js.Var:
		n.declare(string(b.Name()), v)
	case *js.BindingObject:
		if v.isNullish() {
			r.throw(unknown)
		}
		for _, item := range b.List {
			key, _ := r.bindingKey(item, n)
			r.bindElement(item.Value, r.property(v, key), n)
		}
		if b.Rest != nil {
			n.declare(string(b.Rest.Name()), unknown)
		}
	case *js.BindingArray:
		for i, item := range b.List {
			r.bindElement(item, r.property(v, numberOf(float64(i))), n)
		}
		if b.Rest != nil {
			r.bind(b.Rest, unknown, n)
		}
	}
}

func (r *run) bindElement(e js.BindingElement, v value, n *names) {
	if e.Default != nil && (v.kind == undefined || v.kind == anything && r.choose()) {
		v = r.eval(e.Default, n)
	}
	if e.Binding != nil {
		r.bind(e.Binding, v, n)
	}
}

func (r *run) bindingKey(item js.BindingObjectItem, n *names) (value, bool) {
	if item.Key != nil {
		return r.propertyName(item.Key, n), true
	}
	if name, ok := item.Value.Binding.(*js.Var); ok {
		return textOf(string(name.Name())), true
	}
	return unknown, false
}

// try walks a try statement. Whatever is not known in it may fail.
func (r *run) try(s *js.TryStmt, n *names) (c completion) {
	failed, e := false, unknown
	func() {
		depth, calls := r.depth, r.calls
		if s.Catch != nil {
			r.trying++
			defer func() { r.trying-- }()
			defer func() {
				switch p := recover().(type) {
				case nil:
				case thrown:
					failed, e = true, p.v
					r.depth, r.calls = depth, calls
				default:
					panic(p)
				}
			}()
		}
		c = r.scoped(s.Body, n)
	}()
	if failed {
		inner := n.inside(false)
		if s.Binding != nil {
			r.bind(s.Binding, e, inner)
		}
		c = r.scoped(s.Catch, inner)
	}
	if s.Finally != nil {
		if last := r.scoped(s.Finally, n); last.how != goesOn {
			return last
		}
	}
	return c
}

func (r *run) switchOver(s *js.SwitchStmt, n *names) completion {
	v := r.eval(s.Init, n)
	inner := n.inside(false)
	from := -1
	for i, c := range s.List {
		if c.Cond == nil {
			continue
		}
		if r.decide(&js.BinaryExpr{Op: js.EqEqEqToken, X: s.Init, Y: c.Cond}, r.equal(v, r.eval(c.Cond, inner), true)) {
			from = i
			break
		}
	}
	for i, c := range s.List {
		if from < 0 && c.Cond == nil {
			from = i
		}
	}
	if from < 0 {
		return onward
	}
	for _, c := range s.List[from:] {
		switch done := r.block(c.List, inner); done.how {
		case goesOn:
		case breaks:
			return onward
		default:
			return done
		}
	}
	return onward
}

func (r *run) imports(s *js.ImportStmt, n *names) {
	if s.Default != nil {
		n.declare(string(s.Default), unknown)
	}
	for _, a := range s.List {
		if a.Binding != nil {
			n.declare(string(a.Binding), unknown)
		}
	}
}

// export declares what is exported under its own name. The code finds a handler
// that is exported under another one in the exports.
func (r *run) export(s *js.ExportStmt, n *names) {
	switch d := s.Decl.(type) {
	case *js.VarDecl:
		r.variables(d, n)
	case *js.FuncDecl, nil:
	default:
		if v := r.eval(d, n); s.Default {
			r.exports.put("default", v)
		}
	}
	for _, a := range s.List {
		if v := n.find(string(a.Name)); v != nil && a.Name != nil {
			r.exports.put(string(a.Binding), *v)
		}
	}
}
