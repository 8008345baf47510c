package edgecode

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/tdewolff/parse/v2/js"
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

// regexp reads a regular expression. Where those of Go mean something else, it
// is not known.
func (r *run) regexp(literal string) value {
	end := strings.LastIndexByte(literal, '/')
	source, flags := literal[1:end], literal[end+1:]
	o := &obj{class: pattern, literal: source, global: strings.Contains(flags, "g")}
	o.re = r.compiled(source, flags)
	return objectOf(o)
}

// compiled returns a regular expression that was read before, or reads it.
func (r *run) compiled(source, flags string) *regexp.Regexp {
	const cost = 500 // steps
	key := flags + "/" + source
	re, ok := r.p.patterns[key]
	if !ok {
		r.steps -= cost
		re = compile(source, flags)
		r.p.patterns[key] = re
	}
	return re
}

func compile(source, flags string) *regexp.Regexp {
	const most = 1000
	if len(source) > most || foreign.MatchString(source) || strings.Contains(source, Hole) || strings.Trim(flags, "gimsu") != "" {
		return nil
	}
	if set := strings.Trim(flags, "gu"); set != "" {
		source = "(?" + set + ")" + source
	}
	re, err := regexp.Compile(source)
	if err != nil {
		return nil
	}
	return re
}

// foreign finds what JavaScript reads otherwise than Go: escapes, classes within
// classes, flags within.
var foreign = regexp.MustCompile(`\\[^dDwWsSbBnrtfv/.*+?()\[\]{}^$|\\\-]|\[\[|\[[^\]]*\[:|\(\?[^:<]|\(\?<[=!]|\[\]|\[\^\]`)

// patternMethod calls a method of a regular expression.
func (r *run) patternMethod(o *obj, name string, args []value) (v value, ok bool) {
	if len(args) == 0 {
		return v, false
	}
	s := r.asText(args[0])
	switch name {
	case "test":
		r.testPattern(s, o)
		r.charge(8*len(s.s), 0)
		if o.re == nil || !s.known || o.global {
			return some(boolean), true
		}
		return boolOf(o.re.MatchString(s.s)), true
	case "exec":
		if o.global {
			return unknown, true
		}
		return r.match(s, objectOf(o)), true
	}
	return v, false
}

// testPattern remembers a comparison with a pattern that is a plain text but for
// its anchors.
func (r *run) testPattern(s value, o *obj) {
	plain, starts := strings.CutPrefix(o.literal, "^")
	plain, ends := strings.CutSuffix(plain, "$")
	plain = strings.ReplaceAll(plain, `\/`, "/")
	if regexp.QuoteMeta(plain) != plain {
		plain, _, _ = strings.Cut(plain, "(")
		ends = false
		if regexp.QuoteMeta(plain) != plain {
			return
		}
	}
	how := "holds"
	switch {
	case starts && ends:
		how = "is"
	case starts:
		how = "starts"
	case ends:
		how = "ends"
	}
	r.test(s, how, textOf(plain))
}

func (r *run) match(s, with value) value {
	r.charge(8*len(s.s), 0)
	if with.kind != object || with.obj.class != pattern {
		return value{of: s.of}
	}
	r.testPattern(s, with.obj)
	if with.obj.re == nil || !s.known {
		return unknown
	}
	var groups []value
	if with.obj.global {
		for _, m := range with.obj.re.FindAllString(s.s, maxItems) {
			groups = append(groups, s.made(m))
		}
	} else {
		at := with.obj.re.FindStringSubmatchIndex(s.s)
		for i := 0; i+1 < len(at); i += 2 {
			if at[i] < 0 {
				groups = append(groups, undef)
				continue
			}
			groups = append(groups, s.made(s.s[at[i]:at[i+1]]))
		}
	}
	if groups == nil {
		return nothing
	}
	return newList(groups...)
}

// replace replaces a text or a pattern within a text.
func (r *run) replace(this value, all bool, args []value) (v value, ok bool) {
	if len(args) != 2 {
		return v, false
	}
	from, to := args[0], args[1]
	if to.kind != text {
		r.forget(to)
		return value{kind: text, of: this.of}, true
	}
	if !this.known || !to.known || strings.Contains(to.s, "$") && !groups.MatchString(to.s) {
		return value{kind: text, of: this.of}, true
	}
	switch {
	case from.kind == text && from.known && !strings.Contains(to.s, "$"):
		if all {
			return this.made(strings.ReplaceAll(this.s, from.s, to.s)), true
		}
		return this.made(strings.Replace(this.s, from.s, to.s, 1)), true
	case from.kind == object && from.obj.class == pattern && from.obj.re != nil:
		r.charge(8*len(this.s), 0)
		replaced := substitute(from.obj.re, this.s, to.s, from.obj.global)
		if len(replaced) > maxText {
			r.giveUp()
		}
		return this.made(replaced), true
	}
	return value{kind: text, of: this.of}, true
}

// groups matches replacements that use at most $1 to $9 and $&.
var groups = regexp.MustCompile(`^([^$]|\$[1-9]([^0-9]|$)|\$&)*$`)

func substitute(re *regexp.Regexp, s, to string, all bool) string {
	many := 1
	if all {
		many = -1
	}
	var b strings.Builder
	end := 0
	for _, at := range re.FindAllStringSubmatchIndex(s, many) {
		b.WriteString(s[end:at[0]])
		for i := 0; i < len(to); i++ {
			if to[i] != '$' || i+1 == len(to) {
				b.WriteByte(to[i])
				continue
			}
			i++
			n := 0
			if to[i] != '&' {
				n = int(to[i] - '0')
			}
			switch {
			case 2*n+1 >= len(at):
				b.WriteString(to[i-1 : i+1]) // there is no such group
			case at[2*n] >= 0:
				b.WriteString(s[at[2*n]:at[2*n+1]])
			}
		}
		end = at[1]
	}
	return b.String() + s[end:]
}

// construct evaluates new.
func (r *run) construct(e *js.NewExpr, n *names) value {
	var args []value
	complete := true
	if e.Args != nil {
		args, complete = r.arguments(*e.Args, n)
	}
	name, _ := e.X.(*js.Var)
	if name == nil || !complete || n.find(string(name.Name())) != nil {
		r.eval(e.X, n)
		return r.callUnknown(args)
	}
	switch string(name.Name()) {
	case "Set":
		if items, ok := listed(args); ok {
			return objectOf(&obj{class: set, items: items})
		}
	case "Map":
		if items, ok := pairs(args); ok {
			return objectOf(&obj{class: dictionary, items: items})
		}
	case "RegExp":
		source, flags := firstOf(args), textOf("")
		if len(args) > 1 {
			flags = args[1]
		}
		if source.kind == text && source.known && flags.kind == text && flags.known {
			return objectOf(&obj{class: pattern, literal: source.s, re: r.compiled(source.s, flags.s), global: strings.Contains(flags.s, "g")})
		}
	case "Error", "TypeError":
		return objectOf(&obj{rest: func(string) value { return unknown }})
	}
	return r.callUnknown(args)
}

func listed(args []value) (items []value, ok bool) {
	if len(args) == 0 {
		return nil, true
	}
	v := args[0]
	if v.kind != object || v.obj.class != list || v.obj.lost {
		return nil, false
	}
	return v.obj.items, true
}

// pairs returns the keys and values of a new Map, one after the other.
func pairs(args []value) (all []value, ok bool) {
	items, ok := listed(args)
	for _, item := range items {
		if item.kind != object || item.obj.class != list || len(item.obj.items) != 2 {
			return nil, false
		}
		all = append(all, item.obj.items...)
	}
	return all, ok
}

func unescaped(s string) (string, bool) {
	plain, err := url.PathUnescape(s)
	return plain, err == nil
}
