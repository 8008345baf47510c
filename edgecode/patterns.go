package edgecode

import (
	"regexp"
	"strings"
	"sync"

	"github.com/no403/no403/regex"
)

// regexp reads a regular expression. Where those of Go mean something else, it
// is not known.
func (r *run) regexp(literal string) value {
	end := strings.LastIndexByte(literal, '/')
	source, flags := literal[1:end], literal[end+1:]
	return r.pattern(source, flags)
}

// pattern returns a regular expression as a value.
func (r *run) pattern(source, flags string) value {
	o := &obj{class: pattern, literal: source, global: strings.Contains(flags, "g")}
	o.re, o.cost = r.compiled(source, flags)
	return objectOf(o)
}

// compiled returns a regular expression that was read before, or reads it.
func (r *run) compiled(source, flags string) (*regexp.Regexp, int) {
	const cost = 500 // steps
	key := flags + "/" + source
	known, ok := r.p.patterns[key]
	if !ok {
		r.steps -= cost
		known.re, known.instructions = compile(source, flags)
		r.p.patterns[key] = known
	}
	return known.re, known.instructions
}

// A compiledPattern has no re when it is not known.
type compiledPattern struct {
	re           *regexp.Regexp
	instructions int
}

// chargeMatch counts the work of matching a pattern with a text.
func (r *run) chargeMatch(o *obj, text string) {
	r.charge(8*len(text)+o.cost*len(text)/4, 0)
}

func compile(source, flags string) (re *regexp.Regexp, instructions int) {
	const most = 1000
	if len(source) > most || foreign().MatchString(source) || strings.Contains(source, Hole) || strings.Trim(flags, "gimsu") != "" {
		return nil, 0
	}
	if set := strings.Trim(flags, "gu"); set != "" {
		source = "(?" + set + ")" + source
	}
	re, instructions, err := regex.Compile(source, maxInstructions)
	if err != nil {
		return nil, 0
	}
	return re, instructions
}

// foreign finds what JavaScript reads otherwise than Go: escapes, classes within
// classes, flags within.
var foreign = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\[^dDwWsSbBnrtfv/.*+?()\[\]{}^$|\\\-]|\[\[|\[[^\]]*\[:|\(\?[^:<]|\(\?<[=!]|\[\]|\[\^\]`)
})

// patternMethod calls a method of a regular expression.
func (r *run) patternMethod(o *obj, name string, args []value) (v value, ok bool) {
	if len(args) == 0 {
		return v, false
	}
	s := r.asText(args[0])
	switch name {
	case "test":
		r.testPattern(s, o)
		r.chargeMatch(o, s.s)
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
	if with.kind != object || with.obj.class != pattern {
		r.charge(8*len(s.s), 0)
		return value{of: s.of}
	}
	r.chargeMatch(with.obj, s.s)
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
	if !this.known || !to.known || strings.Contains(to.s, "$") && !groups().MatchString(to.s) {
		return value{kind: text, of: this.of}, true
	}
	switch {
	case from.kind == text && from.known && !strings.Contains(to.s, "$"):
		if all && len(to.s)*strings.Count(this.s, from.s) > maxText {
			r.giveUp()
		}
		if all {
			return this.made(strings.ReplaceAll(this.s, from.s, to.s)), true
		}
		return this.made(strings.Replace(this.s, from.s, to.s, 1)), true
	case from.kind == object && from.obj.class == pattern && from.obj.re != nil:
		r.chargeMatch(from.obj, this.s)
		replaced, ok := substitute(from.obj.re, this.s, to.s, from.obj.global)
		if !ok {
			r.giveUp()
		}
		return this.made(replaced), true
	}
	return value{kind: text, of: this.of}, true
}

// groups matches replacements that use at most $1 to $9 and $&.
var groups = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([^$]|\$[1-9]([^0-9]|$)|\$&)*$`) })

// substitute replaces matches of a pattern; ok is false when the text gets too
// long.
func substitute(re *regexp.Regexp, s, to string, all bool) (text string, ok bool) {
	many := 1
	if all {
		many = -1
	}
	var b strings.Builder
	end := 0
	for _, at := range re.FindAllStringSubmatchIndex(s, many) {
		b.WriteString(s[end:at[0]])
		for i := 0; i < len(to) && b.Len() <= maxText; i++ {
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
		if end = at[1]; b.Len() > maxText {
			return "", false
		}
	}
	b.WriteString(s[end:])
	return b.String(), b.Len() <= maxText
}
