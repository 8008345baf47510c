package hclload

import (
	"strings"

	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A read is the mark of one use of a symbol.
type read struct {
	sym    symbol.Symbol
	serial int
}

// A settled value carries no marks: what cannot be trusted in it is unknown.
type settled struct {
	v         cty.Value
	refs      []symbol.Symbol
	sensitive bool
	symbolic  bool // has tokens or unknown parts
}

var unknownThing = settled{v: cty.DynamicVal, symbolic: true}

// settle decides which parts of an evaluated value can be trusted.
func settle(v cty.Value) settled {
	s := settler{}
	out := s.walk(v)
	return settled{v: out, refs: tf.SortSymbols(s.refs), sensitive: s.sensitive, symbolic: s.symbolic}
}

type settler struct {
	refs      []symbol.Symbol
	sensitive bool
	symbolic  bool
}

func (s *settler) walk(v cty.Value) cty.Value {
	v, marks := v.Unmark()
	reads := s.take(marks)
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return s.unknown(ty, reads)
	case v.IsNull():
		if len(reads) > 0 {
			return s.unknown(ty, reads)
		}
		return v
	case ty == cty.String:
		if !visible(reads, v.AsString()) {
			return s.unknown(ty, reads)
		}
		if len(reads) > 0 || strings.ContainsRune(v.AsString(), '\uE000') {
			s.symbolic = true
		}
		return v
	case v.CanIterateElements():
		return s.collection(v, reads)
	case len(reads) > 0:
		return s.unknown(ty, reads)
	}
	return v
}

// take splits marks into the reads and what else they say.
func (s *settler) take(marks cty.ValueMarks) []read {
	var reads []read
	for m := range marks {
		switch m := m.(type) {
		case read:
			reads = append(reads, m)
		default:
			s.sensitive = s.sensitive || m == functions.Sensitive
		}
	}
	return reads
}

func (s *settler) unknown(ty cty.Type, reads []read) cty.Value {
	s.symbolic = true
	for _, r := range reads {
		s.refs = append(s.refs, r.sym)
	}
	return cty.UnknownVal(ty)
}

func (s *settler) collection(v cty.Value, reads []read) cty.Value {
	if len(reads) > 0 && !visible(reads, stringsIn(v)) {
		return s.unknown(v.Type(), reads)
	}
	if v.LengthInt() == 0 {
		return v
	}
	ty := v.Type()
	var list []cty.Value
	named := make(map[string]cty.Value)
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		e = s.walk(e)
		if ty.IsObjectType() || ty.IsMapType() {
			k, _ = k.Unmark()
			named[k.AsString()] = e
		} else {
			list = append(list, e)
		}
	}
	switch {
	case ty.IsObjectType():
		return cty.ObjectVal(named)
	case ty.IsMapType():
		return cty.MapVal(named)
	case ty.IsListType():
		return cty.ListVal(list)
	case ty.IsSetType():
		return cty.SetVal(list)
	}
	return cty.TupleVal(list)
}

// visible reports whether the token of each read stands in text as a whole.
func visible(reads []read, text string) bool {
	for _, r := range reads {
		if !strings.Contains(text, symbol.Token(r.sym, r.serial)) {
			return false
		}
	}
	return true
}

// stringsIn returns all strings and keys within v, joined.
func stringsIn(v cty.Value) string {
	var b strings.Builder
	var walk func(cty.Value)
	walk = func(v cty.Value) {
		v, _ = v.Unmark()
		if !v.IsKnown() || v.IsNull() {
			return
		}
		if v.Type() == cty.String {
			b.WriteString(v.AsString() + "\n")
			return
		}
		if v.CanIterateElements() {
			for it := v.ElementIterator(); it.Next(); {
				k, e := it.Element()
				walk(k)
				walk(e)
			}
		}
	}
	walk(v)
	return b.String()
}

// reread returns a settled value for one more use: every token gets a new
// serial and its mark, every unknown the references that made it.
func (l *loader) reread(s settled) cty.Value {
	v := s.v
	if s.symbolic {
		v = l.remark(v, s.refs)
	}
	if s.sensitive {
		v = v.Mark(functions.Sensitive)
	}
	return v
}

func (l *loader) remark(v cty.Value, refs []symbol.Symbol) cty.Value {
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return withRefs(v, refs)
	case v.IsNull():
		return v
	case ty == cty.String:
		return l.tokens(symbol.Parse(v.AsString()))
	case !v.CanIterateElements() || v.LengthInt() == 0:
		return v
	}
	var list []cty.Value
	named := make(map[string]cty.Value)
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		e = l.remark(e, refs)
		if ty.IsObjectType() || ty.IsMapType() {
			named[k.AsString()] = e
		} else {
			list = append(list, e)
		}
	}
	switch {
	case ty.IsObjectType():
		return cty.ObjectVal(named)
	case ty.IsMapType():
		return cty.MapVal(named)
	case ty.IsListType():
		return cty.ListVal(list)
	case ty.IsSetType():
		return cty.SetVal(list)
	}
	return cty.TupleVal(list)
}

// tokens writes a text as a string value with new tokens.
func (l *loader) tokens(t symbol.Text) cty.Value {
	var b strings.Builder
	marks := make(cty.ValueMarks)
	for _, p := range t.Parts() {
		if p.Symbol == nil {
			b.WriteString(p.Literal)
			continue
		}
		l.serial++
		b.WriteString(symbol.Token(*p.Symbol, l.serial))
		marks[read{*p.Symbol, l.serial}] = struct{}{}
	}
	return cty.StringVal(b.String()).WithMarks(marks)
}

// symbolValue returns one more use of a symbol.
func (l *loader) symbolValue(sym symbol.Symbol) cty.Value { return l.tokens(symbol.Of(sym)) }

// withRefs marks an unknown value with what it was made from. A read with
// serial 0 is never visible, so whatever is made from it stays unknown.
func withRefs(v cty.Value, refs []symbol.Symbol) cty.Value {
	for _, r := range refs {
		v = v.Mark(read{sym: r})
	}
	return v
}
