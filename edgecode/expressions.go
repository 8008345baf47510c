package edgecode

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// eval evaluates an expression.
func (r *run) eval(e js.IExpr, n *names) value {
	r.enter()
	defer r.leave()
	switch e := e.(type) {
	case *js.Var:
		return r.variable(string(e.Name()), n)
	case *js.LiteralExpr:
		return r.literal(*e)
	case js.LiteralExpr:
		return r.literal(e)
	case *js.GroupExpr:
		return r.eval(e.X, n)
	case *js.DotExpr, *js.IndexExpr:
		v, _ := r.chain(e, n)
		return v
	case *js.CallExpr:
		v, _ := r.chain(e, n)
		return v
	case *js.BinaryExpr:
		return r.binary(e, n)
	case *js.UnaryExpr:
		return r.unary(e, n)
	case *js.CondExpr:
		if r.decide(e.Cond, r.eval(e.Cond, n)) {
			return r.eval(e.X, n)
		}
		return r.eval(e.Y, n)
	}
	return r.evalMade(e, n)
}

// evalMade evaluates an expression that makes something new.
func (r *run) evalMade(e js.IExpr, n *names) value {
	switch e := e.(type) {
	case *js.TemplateExpr:
		return r.template(e, n)
	case *js.ObjectExpr:
		return r.object(e, n)
	case *js.ArrayExpr:
		return r.array(e, n)
	case *js.FuncDecl:
		return r.function(e, n)
	case *js.ArrowFunc:
		return objectOf(&obj{class: function, fn: &closure{params: &e.Params, body: &e.Body, names: n, async: e.Async}})
	case *js.NewExpr:
		return r.construct(e, n)
	case *js.CommaExpr:
		v := undef
		for _, x := range e.List {
			v = r.eval(x, n)
		}
		return v
	case *js.ClassDecl:
		return unknown
	}
	r.giveUp()
	return unknown
}

func (r *run) function(f *js.FuncDecl, n *names) value {
	return objectOf(&obj{class: function, fn: &closure{
		params: &f.Params, body: &f.Body, names: n, plain: true, async: f.Async, gives: f.Generator,
	}})
}

func (r *run) variable(name string, n *names) value {
	if v := n.find(name); v != nil {
		return *v
	}
	if name == "undefined" {
		return undef
	}
	return unknown
}

func (r *run) literal(l js.LiteralExpr) value {
	v := unknown
	switch l.TokenType {
	case js.TrueToken, js.FalseToken:
		v = boolOf(l.TokenType == js.TrueToken)
	case js.NullToken:
		v = nothing
	case js.StringToken:
		r.charge(len(l.Data), 0)
		v = quoted(l.Data[1 : len(l.Data)-1])
	case js.RegExpToken:
		return r.regexp(string(l.Data))
	case js.IdentifierToken:
		v = textOf(string(l.Data))
	case js.DecimalToken, js.IntegerToken, js.HexadecimalToken, js.OctalToken, js.BinaryToken:
		n, err := strconv.ParseFloat(string(l.Data), 64)
		if i, intErr := strconv.ParseInt(string(l.Data), 0, 64); intErr == nil && l.TokenType != js.DecimalToken && l.TokenType != js.IntegerToken {
			n, err = float64(i), nil
		}
		v = decided(numberOf(n), err == nil)
	}
	v.literal = l.Data
	return v
}

// quoted returns what a quoted text stands for.
func quoted(raw []byte) value {
	if bytes.Contains(raw, []byte(Hole)) {
		return some(text)
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return textOf(string(raw))
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		plain, ok := map[byte]string{'n': "\n", 'r': "\r", 't': "\t", 'b': "\b", 'f': "\f", 'v': "\v", '\n': ""}[raw[i]]
		switch {
		case ok:
			b.WriteString(plain)
		case strings.IndexByte("0123456789xu\r", raw[i]) >= 0 || raw[i] >= 0x80:
			return some(text)
		default:
			b.WriteByte(raw[i])
		}
	}
	return textOf(b.String())
}

func (r *run) template(e *js.TemplateExpr, n *names) value {
	if e.Tag != nil {
		r.eval(e.Tag, n)
		return unknown
	}
	all := textOf("")
	for _, part := range e.List {
		raw := bytes.TrimSuffix(part.Value[1:], []byte("${"))
		all = r.add(all, quoted(raw))
		all = r.add(all, r.asText(r.eval(part.Expr, n)))
	}
	return r.add(all, quoted(bytes.TrimSuffix(e.Tail[1:], []byte("`"))))
}

func (r *run) object(e *js.ObjectExpr, n *names) value {
	o := newObject()
	for _, p := range e.List {
		r.step()
		if p.Spread {
			r.spread(o, r.eval(p.Value, n))
			continue
		}
		if m, ok := p.Value.(*js.MethodDecl); ok {
			if m.Get || m.Set || m.Generator {
				o.lost = true
				continue
			}
			f := objectOf(&obj{class: function, fn: &closure{params: &m.Params, body: &m.Body, names: n, plain: true, async: m.Async}})
			r.set(o, r.propertyName(&m.Name.PropertyName, n), f)
			continue
		}
		if p.Name == nil {
			r.giveUp()
		}
		r.set(o, r.propertyName(p.Name, n), r.eval(p.Value, n))
	}
	return objectOf(o)
}

// spread copies the properties of a value into an object.
func (r *run) spread(o *obj, from value) {
	switch {
	case from.isNullish():
	case from.kind != object || from.obj.lost:
		o.lost = true
	default:
		r.charge(size(from))
		for _, key := range keysOf(from.obj) {
			v := r.property(from, key)
			r.set(o, key, v)
		}
		if rest := from.obj.rest; rest != nil {
			source := from.obj
			o.rest = func(name string) value { v, _ := source.get(name); return v }
		}
	}
}

func (r *run) propertyName(p *js.PropertyName, n *names) value {
	if p.Computed != nil {
		return r.asText(r.eval(p.Computed, n))
	}
	v := r.literal(p.Literal)
	if v.kind == number && v.known {
		return textOf(format(v.n))
	}
	if p.Literal.TokenType != js.StringToken {
		v = textOf(string(p.Literal.Data)) // a word of the language may be a name
	}
	return v
}

func (r *run) array(e *js.ArrayExpr, n *names) value {
	o := &obj{class: list}
	for _, item := range e.List {
		r.step()
		switch {
		case item.Value == nil:
			o.items = append(o.items, undef)
		case item.Spread:
			v := r.eval(item.Value, n)
			if v.kind != object || v.obj.class != list && v.obj.class != set || v.obj.lost {
				o.lost = true
				continue
			}
			o.items = append(o.items, v.obj.items...)
		default:
			o.items = append(o.items, r.eval(item.Value, n))
		}
		if len(o.items) > maxItems {
			r.giveUp()
		}
	}
	return objectOf(o)
}
