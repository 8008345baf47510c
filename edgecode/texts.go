package edgecode

import (
	"strings"
)

// textMethod calls a method of a text; ok is false when it is not known here.
// Where the text or an argument is not known, only the kind of the result is.
func (r *run) textMethod(this value, name string, args []value) (v value, ok bool) {
	first := firstOf(args)
	known := this.known && isASCII(this.s)
	switch name {
	case "startsWith", "endsWith", "includes", "indexOf", "lastIndexOf":
		if first.kind != text && first.kind != anything {
			return v, false
		}
		return r.search(this, name, args), true
	case "concat":
		for _, a := range args {
			this = r.add(this, r.asText(a))
		}
		return this, true
	case "split":
		return r.split(this, args), true
	case "replace", "replaceAll":
		return r.replace(this, name == "replaceAll", args)
	case "match":
		return r.match(this, first), true
	case "slice", "substring", "substr", "charAt":
		return cut(this, name, args, known), true
	}
	if form := forms[name]; form != nil {
		return decided(this.made(form(this.s)), known), true
	}
	return this, name == "toString" || name == "valueOf"
}

// forms are the methods that give a text in another form.
var forms = map[string]func(string) string{
	"toLowerCase": strings.ToLower, "toLocaleLowerCase": strings.ToLower,
	"toUpperCase": strings.ToUpper, "toLocaleUpperCase": strings.ToUpper,
	"trim": strings.TrimSpace,
}

// cut returns a part of a text.
func cut(this value, name string, args []value, known bool) value {
	switch name {
	case "slice":
		from, to, ok := span(args, len(this.s))
		if !known || !ok {
			return value{kind: text, of: this.of}
		}
		return this.made(this.s[from:to])
	case "charAt":
		i, ok := index(firstOf(args))
		if !known || !ok || i < 0 || i >= len(this.s) {
			return some(text)
		}
		return this.made(this.s[i : i+1])
	}
	return substring(this, name, args, known)
}

func (r *run) search(this value, name string, args []value) value {
	r.testMethod(this, name, args[0])
	kind := boolean
	if strings.HasSuffix(name, "ndexOf") {
		kind = number
	}
	if !this.known || !args[0].known || len(args) > 1 || !isASCII(this.s) {
		return some(kind)
	}
	s, what := this.s, args[0].s
	switch name {
	case "startsWith":
		return boolOf(strings.HasPrefix(s, what))
	case "endsWith":
		return boolOf(strings.HasSuffix(s, what))
	case "includes":
		return boolOf(strings.Contains(s, what))
	case "indexOf":
		return numberOf(float64(strings.Index(s, what)))
	}
	return numberOf(float64(strings.LastIndex(s, what)))
}

func substring(this value, name string, args []value, known bool) value {
	from, to := 0, len(this.s)
	for i, a := range args[:min(len(args), 2)] {
		n, ok := index(a)
		switch {
		case a.kind == undefined:
			continue
		case !ok || a.kind != number || name == "substr" && n < 0:
			return value{kind: text, of: this.of}
		case i == 0:
			from = min(max(n, 0), len(this.s))
		case name == "substr":
			to = min(from+max(n, 0), len(this.s))
		default:
			to = min(max(n, 0), len(this.s))
		}
	}
	if !known {
		return value{kind: text, of: this.of}
	}
	return this.made(this.s[min(from, to):max(from, to)])
}

func (r *run) split(this value, args []value) value {
	if !this.known || len(args) != 1 || args[0].kind != text || !args[0].known {
		return value{of: this.of}
	}
	var items []value
	for _, s := range strings.Split(this.s, args[0].s) {
		items = append(items, this.made(s))
	}
	if len(items) > maxItems {
		r.giveUp()
	}
	return newList(items...)
}
