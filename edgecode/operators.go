package edgecode

import (
	"math"
	"strconv"

	"github.com/tdewolff/parse/v2/js"
)

func (r *run) binary(e *js.BinaryExpr, n *names) value {
	switch e.Op {
	case js.EqToken:
		v := r.eval(e.Y, n)
		r.assign(e.X, v, n)
		return v
	case js.AndToken, js.OrToken, js.NullishToken:
		return r.either(e.Op, r.eval(e.X, n), e.Y, n)
	case js.AndEqToken, js.OrEqToken, js.NullishEqToken:
		op := map[js.TokenType]js.TokenType{js.AndEqToken: js.AndToken, js.OrEqToken: js.OrToken, js.NullishEqToken: js.NullishToken}[e.Op]
		v := r.either(op, r.eval(e.X, n), e.Y, n)
		r.assign(e.X, v, n)
		return v
	}
	x, y := r.eval(e.X, n), r.eval(e.Y, n)
	if op, ok := assigning[e.Op]; ok {
		v := r.operate(op, x, y)
		r.assign(e.X, v, n)
		return v
	}
	return r.operate(e.Op, x, y)
}

// assigning are the operators that assign, with what they do before.
var assigning = map[js.TokenType]js.TokenType{
	js.AddEqToken: js.AddToken, js.SubEqToken: js.SubToken, js.MulEqToken: js.MulToken, js.DivEqToken: js.DivToken,
	js.ModEqToken: js.ModToken, js.ExpEqToken: js.ExpToken, js.BitAndEqToken: js.BitAndToken, js.BitOrEqToken: js.BitOrToken,
	js.BitXorEqToken: js.BitXorToken, js.LtLtEqToken: js.LtLtToken, js.GtGtEqToken: js.GtGtToken, js.GtGtGtEqToken: js.GtGtGtToken,
}

// either evaluates && || and ??.
func (r *run) either(op js.TokenType, x value, second js.IExpr, n *names) value {
	var stays bool
	switch op {
	case js.AndToken:
		stays = !r.is(x)
		if stays && x.kind == boolean {
			return boolOf(false)
		}
	case js.OrToken:
		stays = r.is(x)
		if stays && x.kind == boolean {
			return boolOf(true)
		}
	default:
		stays = !x.isNullish() && (x.kind != anything || r.choose())
	}
	if stays {
		return x
	}
	return r.eval(second, n)
}

func (r *run) operate(op js.TokenType, x, y value) value {
	switch op {
	case js.AddToken:
		return r.add(x, y)
	case js.EqEqEqToken, js.EqEqToken:
		return r.equal(x, y, op == js.EqEqEqToken)
	case js.NotEqEqToken, js.NotEqToken:
		return not(r.equal(x, y, op == js.NotEqEqToken))
	case js.LtToken, js.LtEqToken, js.GtToken, js.GtEqToken:
		return compare(op, x, y)
	case js.InToken:
		return r.has(y, x)
	case js.InstanceofToken:
		return some(boolean)
	}
	if x.kind != number || y.kind != number || !x.known || !y.known {
		return some(number)
	}
	switch op {
	case js.SubToken:
		return numberOf(x.n - y.n)
	case js.MulToken:
		return numberOf(x.n * y.n)
	case js.DivToken:
		return numberOf(x.n / y.n)
	case js.ModToken:
		return numberOf(math.Mod(x.n, y.n))
	}
	return some(number)
}

func not(v value) value {
	v.b = !v.b
	return v
}

func compare(op js.TokenType, x, y value) value {
	var order int
	switch {
	case !x.known || !y.known || x.kind != y.kind:
		return some(boolean)
	case x.kind == number:
		if math.IsNaN(x.n) || math.IsNaN(y.n) {
			return boolOf(false)
		}
		order = map[bool]int{true: -1, false: 1}[x.n < y.n]
		if x.n == y.n {
			order = 0
		}
	case x.kind == text && isASCII(x.s) && isASCII(y.s):
		order = map[bool]int{true: -1, false: 1}[x.s < y.s]
		if x.s == y.s {
			order = 0
		}
	default:
		return some(boolean)
	}
	switch op {
	case js.LtToken:
		return boolOf(order < 0)
	case js.LtEqToken:
		return boolOf(order <= 0)
	case js.GtToken:
		return boolOf(order > 0)
	}
	return boolOf(order >= 0)
}

// equal compares two values.
func (r *run) equal(x, y value, strictly bool) value {
	r.charge(min(len(x.s), len(y.s)), 0)
	r.test(x, "is", y)
	r.test(y, "is", x)
	switch {
	case x.kind == anything || y.kind == anything:
		return some(boolean)
	case !strictly && x.isNullish() && y.isNullish():
		return boolOf(true)
	case x.kind != y.kind:
		if strictly || x.isNullish() || y.isNullish() {
			return boolOf(false)
		}
		return some(boolean)
	case x.isNullish():
		return boolOf(true)
	case x.kind == object:
		return boolOf(x.obj == y.obj)
	case !x.known || !y.known:
		return some(boolean)
	case x.kind == text:
		return boolOf(x.s == y.s)
	case x.kind == number:
		return boolOf(x.n == y.n)
	}
	return boolOf(x.b == y.b)
}

// has tells whether an object has a property, as the operator "in" does.
func (r *run) has(o, name value) value {
	name = r.asText(name)
	switch {
	case o.kind != object || o.obj.lost || !name.known:
		return some(boolean)
	case o.obj.class == list:
		i, ok := index(name)
		return boolOf(ok && i >= 0 && i < len(o.obj.items))
	}
	v, ok := o.obj.get(name.s)
	if v.kind == anything && o.obj.rest != nil {
		return some(boolean)
	}
	return boolOf(ok && (o.obj.rest == nil || v.kind != undefined))
}

// add adds two values as + does.
func (r *run) add(x, y value) value {
	if x.kind == number && y.kind == number {
		return decided(numberOf(x.n+y.n), x.known && y.known)
	}
	if x.kind != text && y.kind != text {
		return unknown
	}
	x, y = r.asText(x), r.asText(y)
	if !x.known || !y.known {
		return some(text)
	}
	r.charge(len(x.s)+len(y.s), 0)
	if len(x.s)+len(y.s) > maxText {
		r.giveUp()
	}
	return textOf(x.s + y.s)
}

// asText returns a value as a text.
func (r *run) asText(v value) value {
	switch {
	case v.kind == text:
		return v
	case v.kind == undefined:
		return textOf("undefined")
	case v.kind == null:
		return textOf("null")
	case v.kind == boolean:
		return decided(textOf(strconv.FormatBool(v.b)), v.known)
	case v.kind == number && v.known && v.n == math.Trunc(v.n) && math.Abs(v.n) < 1e15:
		return textOf(format(v.n))
	}
	return some(text)
}

// format writes a whole number.
func format(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (r *run) unary(e *js.UnaryExpr, n *names) value {
	switch e.Op {
	case js.DeleteToken:
		return r.remove(e.X, n)
	case js.TypeofToken:
		return typeOf(r.eval(e.X, n))
	case js.PreIncrToken, js.PreDecrToken, js.PostIncrToken, js.PostDecrToken:
		was := r.eval(e.X, n)
		by := 1.0
		if e.Op == js.PreDecrToken || e.Op == js.PostDecrToken {
			by = -1
		}
		is := decided(numberOf(was.n+by), was.kind == number && was.known)
		r.assign(e.X, is, n)
		if e.Op == js.PreIncrToken || e.Op == js.PreDecrToken {
			return is
		}
		return was
	}
	v := r.eval(e.X, n)
	switch e.Op {
	case js.NotToken:
		yes, ok := v.truth()
		return decided(boolOf(!yes), ok)
	case js.VoidToken:
		return undef
	case js.AwaitToken:
		if v.kind == anything {
			r.mayThrow()
		}
		return v
	case js.NegToken:
		return decided(numberOf(-v.n), v.kind == number && v.known)
	case js.PosToken:
		return decided(numberOf(v.n), v.kind == number && v.known)
	}
	return some(number)
}

func typeOf(v value) value {
	switch v.kind {
	case undefined:
		return textOf("undefined")
	case null:
		return textOf("object")
	case boolean:
		return textOf("boolean")
	case number:
		return textOf("number")
	case text:
		return textOf("string")
	case object:
		if v.obj.class == function {
			return textOf("function")
		}
		return textOf("object")
	}
	return some(text)
}
