package edgecode

import (
	"encoding/base64"
	"slices"
)

// globals returns what every program can use. Whatever else is not declared is
// not known.
func (r *run) globals() *names {
	n := (*names)(nil).inside(true)
	n.declare("module", objectOf(r.module))
	exported, _ := r.module.get("exports")
	n.declare("exports", exported)
	silent := native(func(*run, value, []value) value { return undef })
	n.declare("console", fields(field{"log", silent}, field{"error", silent}, field{"warn", silent}, field{"info", silent}, field{"debug", silent}))
	n.declare("JSON", fields(
		field{"stringify", native(func(*run, value, []value) value { return some(text) })},
		field{"parse", native(func(r *run, _ value, _ []value) value { r.mayThrow(); return unknown })},
	))
	n.declare("Object", fields(
		field{"keys", onObject(func(o *obj) value { return newList(keysOf(o)...) })},
		field{"values", onObject(func(o *obj) value { return newList(valuesOf(o)...) })},
		field{"entries", onObject(entriesOf)},
		field{"assign", native(assignAll)},
		field{"freeze", native(func(_ *run, _ value, args []value) value { return firstOf(args) })},
	))
	n.declare("Array", fields(
		field{"isArray", native(func(_ *run, _ value, args []value) value {
			v := firstOf(args)
			return decided(boolOf(v.kind == object && v.obj.class == list), v.kind != anything && (v.kind != object || !v.obj.lost))
		})},
		field{"from", native(func(r *run, _ value, args []value) value {
			if v := firstOf(args); len(args) == 1 && v.kind == object && (v.obj.class == list || v.obj.class == set) && !v.obj.lost {
				return newList(slices.Clone(v.obj.items)...)
			}
			return r.callUnknown(args)
		})},
	))
	n.declare("Promise", fields(field{"resolve", native(func(_ *run, _ value, args []value) value { return firstOf(args) })}))
	n.declare("Buffer", fields(field{"from", native(buffer)}))
	n.declare("btoa", native(func(r *run, _ value, args []value) value {
		v := r.asText(firstOf(args))
		return decided(textOf(base64.StdEncoding.EncodeToString([]byte(v.s))), v.known)
	}))
	n.declare("String", native(func(r *run, _ value, args []value) value { return r.asText(firstOf(args)) }))
	n.declare("Boolean", native(func(_ *run, _ value, args []value) value {
		yes, ok := firstOf(args).truth()
		return decided(boolOf(yes), ok)
	}))
	for _, name := range []string{"decodeURIComponent", "decodeURI"} {
		n.declare(name, native(func(r *run, _ value, args []value) value {
			v := r.asText(firstOf(args))
			plain, ok := unescaped(v.s)
			if !v.known || !ok {
				r.mayThrow()
			}
			return decided(v.made(plain), v.known && ok && isASCII(plain))
		}))
	}
	for _, name := range []string{"encodeURIComponent", "encodeURI", "parseInt", "Number", "parseFloat"} {
		n.declare(name, native(func(*run, value, []value) value { return unknown }))
	}
	return n
}

func firstOf(args []value) value {
	if len(args) == 0 {
		return undef
	}
	return args[0]
}

// onObject makes a function of an object all of which is known.
func onObject(f func(*obj) value) value {
	return native(func(r *run, _ value, args []value) value {
		v := firstOf(args)
		switch {
		case v.isNullish():
			r.throw(unknown)
		case v.kind != object || !v.obj.listed():
			return unknown
		}
		return f(v.obj)
	})
}

func valuesOf(o *obj) []value {
	all := slices.Clone(o.items)
	for _, name := range o.names {
		all = append(all, o.props[name])
	}
	return all
}

func entriesOf(o *obj) value {
	var all []value
	values := valuesOf(o)
	for i, key := range keysOf(o) {
		all = append(all, newList(key, values[i]))
	}
	return newList(all...)
}

func assignAll(r *run, _ value, args []value) value {
	to := firstOf(args)
	if to.kind != object {
		return r.callUnknown(args)
	}
	for _, from := range args[1:] {
		r.spread(to.obj, from)
	}
	return to
}

// buffer knows how a text becomes Base64.
func buffer(r *run, _ value, args []value) value {
	v := firstOf(args)
	if len(args) != 1 || v.kind != text {
		return r.callUnknown(args)
	}
	return fields(field{"toString", native(func(_ *run, _ value, args []value) value {
		if how := firstOf(args); how.kind != text || how.s != "base64" {
			return some(text)
		}
		return decided(textOf(base64.StdEncoding.EncodeToString([]byte(v.s))), v.known)
	})})
}
