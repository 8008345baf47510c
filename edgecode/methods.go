package edgecode

import (
	"slices"
	"strings"
)

// method calls a method of a value.
func (r *run) method(this value, name string, args []value, complete bool) value {
	r.charge(size(this))
	switch {
	case this.isNullish():
		r.throw(unknown)
	case movesOrigin(name) && this.kind == anything:
		r.moved = true
		return undef
	case !complete:
		r.forget(this)
		return r.callUnknown(args)
	case this.kind == text:
		if v, ok := r.textMethod(this, name, args); ok {
			return v
		}
	case this.kind == anything && this.of != "":
		if isView(name) {
			r.mayThrow()
			return value{of: this.of}
		}
		r.testMethod(this, name, append(args, undef)[0])
	case this.kind == boolean || this.kind == number:
		if name == "toString" && len(args) == 0 {
			return r.asText(this)
		}
	case this.kind == object && !this.obj.lost:
		if v, ok := r.objectMethod(this, name, args); ok {
			return v
		}
		r.forget(this)
	}
	return r.callUnknown(args)
}

// size tells how much work it is to look at all of a value.
func size(v value) (bytes, items int) {
	if v.kind == object {
		return 0, len(v.obj.items) + len(v.obj.names)
	}
	return len(v.s), 0
}

// movesOrigin reports whether a helper of CloudFront Functions chooses another
// origin.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html.
func movesOrigin(name string) bool {
	return name == "updateRequestOrigin" || name == "selectRequestOriginById" || name == "createRequestOriginGroup"
}

// isView reports whether a method gives a text, or parts of it, in another form.
func isView(name string) bool {
	switch name {
	case "toLowerCase", "toUpperCase", "trim", "toString", "split":
		return true
	}
	return false
}

func (r *run) objectMethod(this value, name string, args []value) (v value, ok bool) {
	o := this.obj
	if f, own := o.props[name]; own {
		return r.call(f, this, args), true
	}
	switch o.class {
	case list:
		return r.listMethod(this, name, args)
	case pattern:
		return r.patternMethod(o, name, args)
	case set:
		if name == "has" && len(args) > 0 {
			return r.includes(o.items, args[0]), true
		}
	case dictionary:
		return r.dictionaryMethod(o, name, args)
	case function:
		if name == "call" && len(args) > 0 {
			return r.call(this, args[0], args[1:]), true
		}
	case plain:
		if name == "hasOwnProperty" && len(args) > 0 {
			return r.has(this, args[0]), true
		}
		if o.rest == nil && name != "toString" && name != "valueOf" {
			r.throw(unknown) // there is no such method
		}
	}
	return v, false
}

func (r *run) dictionaryMethod(o *obj, name string, args []value) (v value, ok bool) {
	if len(args) == 0 || name != "get" && name != "has" {
		return v, false
	}
	for i := 0; i+1 < len(o.items); i += 2 {
		switch same := r.equal(o.items[i], args[0], true); {
		case !same.known:
			return unknown, true
		case same.b && name == "has":
			return boolOf(true), true
		case same.b:
			return o.items[i+1], true
		}
	}
	if name == "has" {
		return boolOf(false), true
	}
	return undef, true
}

// includes tells whether one of the items is equal to a value.
func (r *run) includes(items []value, v value) value {
	unsure := false
	for _, item := range items {
		r.step()
		same := r.equal(item, v, true)
		if same.known && same.b {
			return boolOf(true)
		}
		unsure = unsure || !same.known
	}
	return decided(boolOf(false), !unsure)
}

// listMethod calls a method of a list; ok is false when it is not known here.
func (r *run) listMethod(this value, name string, args []value) (v value, ok bool) {
	o := this.obj
	var first value
	if len(args) > 0 {
		first = args[0]
	}
	switch name {
	case "includes":
		return r.includes(o.items, first), len(args) == 1
	case "indexOf":
		return r.indexOf(o.items, first), len(args) == 1
	case "join":
		return r.join(o.items, args), true
	case "push":
		if len(o.items)+len(args) > maxItems {
			r.giveUp()
		}
		o.items = append(o.items, args...)
		return numberOf(float64(len(o.items))), true
	case "pop", "shift":
		return r.taken(o, name == "pop"), true
	case "concat":
		all := slices.Clone(o.items)
		for _, a := range args {
			if a.kind != object || a.obj.class != list || a.obj.lost {
				return v, false
			}
			all = append(all, a.obj.items...)
		}
		return newList(all...), len(all) <= maxItems
	case "slice":
		from, to, known := span(args, len(o.items))
		return newList(slices.Clone(o.items[from:to])...), known
	case "reverse":
		slices.Reverse(o.items)
		return this, true
	}
	if first.kind == object && first.obj.class == function && !first.obj.lost {
		return r.iterate(this, name, first)
	}
	return v, false
}

func (r *run) taken(o *obj, last bool) value {
	if len(o.items) == 0 {
		return undef
	}
	i := 0
	if last {
		i = len(o.items) - 1
	}
	v := o.items[i]
	o.items = slices.Delete(slices.Clone(o.items), i, i+1)
	return v
}

func (r *run) indexOf(items []value, v value) value {
	for i, item := range items {
		r.step()
		switch same := r.equal(item, v, true); {
		case !same.known:
			return some(number)
		case same.b:
			return numberOf(float64(i))
		}
	}
	return numberOf(-1)
}

func (r *run) join(items, args []value) value {
	by := textOf(",")
	if len(args) > 0 {
		by = r.asText(args[0])
	}
	all := textOf("")
	for i, item := range items {
		if i > 0 {
			all = r.add(all, by)
		}
		if !item.isNullish() {
			all = r.add(all, r.asText(item))
		}
	}
	return all
}

// iterate calls a function for the items of a list.
func (r *run) iterate(this value, name string, f value) (v value, ok bool) {
	items := slices.Clone(this.obj.items)
	var kept []value
	for i, item := range items {
		args := []value{item, numberOf(float64(i)), this}
		switch name {
		case "some", "every", "find", "findIndex":
			if yes := r.is(r.call(f, undef, args)); yes == (name != "every") {
				return found(name, item, i), true
			}
		case "filter":
			if r.is(r.call(f, undef, args)) {
				kept = append(kept, item)
			}
		case "map":
			kept = append(kept, r.call(f, undef, args))
		case "forEach":
			r.call(f, undef, args)
		default:
			return v, false
		}
	}
	switch name {
	case "some", "every":
		return boolOf(name == "every"), true
	case "findIndex":
		return numberOf(-1), true
	case "filter", "map":
		return newList(kept...), true
	case "find", "forEach":
		return undef, true
	}
	return v, false
}

// found is the result of a search that ends at an item.
func found(name string, item value, i int) value {
	switch name {
	case "find":
		return item
	case "findIndex":
		return numberOf(float64(i))
	}
	return boolOf(name == "some")
}

// span reads the bounds that slice has.
func span(args []value, length int) (from, to int, known bool) {
	to, known = length, true
	at := func(v value, otherwise int) int {
		if v.kind == undefined {
			return otherwise
		}
		i, ok := index(v)
		if !ok || v.kind != number {
			known = false
			return otherwise
		}
		if i < 0 {
			i += length
		}
		return min(max(i, 0), length)
	}
	if len(args) > 0 {
		from = at(args[0], 0)
	}
	if len(args) > 1 {
		to = at(args[1], length)
	}
	return from, max(from, to), known
}

// testMethod remembers that a method compares a part of the request.
func (r *run) testMethod(this value, name string, with value) {
	how := map[string]string{"startsWith": "starts", "endsWith": "ends", "includes": "holds", "indexOf": "holds"}[name]
	if how != "" {
		r.test(this, how, with)
	}
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0
}
