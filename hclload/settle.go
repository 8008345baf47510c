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

// Serials of reads that are not numbered.
const (
	// ofKey is that of a key, which finds itself only while it is the same.
	ofKey = 0
	// hidden is that of a read that no token shows: of what is not known
	// without being a string, or has decided something.
	hidden = -1
)

// consume returns v with all its reads hidden.
func consume(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	hiding := make(cty.ValueMarks, len(marks))
	for m := range marks {
		if r, ok := m.(read); ok {
			m = read{sym: r.sym, serial: hidden}
		}
		hiding[m] = struct{}{}
	}
	return plain.WithMarks(hiding)
}

// hideLost returns v with those reads hidden that it does not show.
func hideLost(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	if plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() && plain.ContainsMarked() {
		plain = rebuild(plain, plainKey, hideLost)
	}
	if len(marks) == 0 {
		return plain
	}
	shown := tokensIn(stringsIn(plain))
	kept := make(cty.ValueMarks, len(marks))
	for m := range marks {
		if r, ok := m.(read); ok && !shown.has(r) {
			m = read{sym: r.sym, serial: hidden}
		}
		kept[m] = struct{}{}
	}
	return plain.WithMarks(kept)
}

// withMarksOf returns v with all marks on and within another value.
func withMarksOf(v, other cty.Value) cty.Value {
	_, marks := other.UnmarkDeep()
	return v.WithMarks(marks)
}

// unread returns v without its reads.
func unread(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	kept := make(cty.ValueMarks, len(marks))
	for m := range marks {
		if _, ok := m.(read); !ok {
			kept[m] = struct{}{}
		}
	}
	return plain.WithMarks(kept)
}

// A settled value carries no marks: what cannot be trusted in it is unknown.
type settled struct {
	v         cty.Value
	refs      []symbol.Symbol
	sensitive bool
	symbolic  bool // has tokens or unknown parts
	size      int  // in bytes, roughly; 0 when nobody has counted
	tooLarge  bool
}

var unknownThing = settled{v: cty.DynamicVal, symbolic: true}

// symbols returns what the value was made from, known or not.
func (s settled) symbols() []symbol.Symbol {
	return sorted(append(symbol.Parse(stringsIn(s.v)).Symbols(), s.refs...))
}

// value returns the value as the rest of the program sees it.
func (s settled) value(at tf.Range) tf.Value {
	v := tf.NewValue(s.v, at)
	v.Refs, v.Sensitive = s.refs, s.sensitive
	return v
}

// settle decides which parts of an evaluated value can be trusted. A value of
// more than most bytes cannot.
func settle(v cty.Value, most int) settled {
	s := settler{most: most}
	out := s.walk(v)
	if s.size > most {
		return settled{v: cty.DynamicVal, sensitive: s.sensitive, symbolic: true, size: s.size, tooLarge: true}
	}
	return settled{v: out, refs: sorted(s.refs), sensitive: s.sensitive, symbolic: s.symbolic, size: s.size}
}

type settler struct {
	refs      []symbol.Symbol
	sensitive bool
	symbolic  bool
	size      int
	most      int // that size may become
}

func (s *settler) walk(v cty.Value) cty.Value {
	if s.size += sizeOf(v); s.size > s.most {
		return cty.UnknownVal(v.Type())
	}
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

// sizeOf roughly counts the bytes that a value takes in memory, without what is
// in it.
func sizeOf(v cty.Value) int {
	const scalar, object = 64, 400
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case ty == cty.String && v.IsKnown() && !v.IsNull():
		return scalar + len(v.AsString())
	case ty.IsObjectType():
		return object
	}
	return scalar
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
	s.symbolic = s.symbolic || len(reads) > 0
	return rebuild(v, plainKey, s.walk)
}

func plainKey(k string) string { return k }

// rebuild returns a collection or structure with other keys and elements.
func rebuild(v cty.Value, key func(string) string, element func(cty.Value) cty.Value) cty.Value {
	ty := v.Type()
	var list []cty.Value
	named := make(map[string]cty.Value)
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if ty.IsObjectType() || ty.IsMapType() {
			k, _ = k.Unmark()
			named[key(k.AsString())] = element(e)
		} else {
			list = append(list, element(e))
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
	if len(reads) == 0 {
		return true
	}
	shown := tokensIn(text)
	for _, r := range reads {
		if !shown.has(r) {
			return false
		}
	}
	return true
}

// tokens are the whole tokens in a text.
type tokens map[string]bool

func tokensIn(text string) tokens {
	list := symbol.Tokens(text)
	set := make(tokens, len(list))
	for _, token := range list {
		set[token] = true
	}
	return set
}

// has reports whether a read is shown. A key is the same wherever it is used:
// any use of its symbol shows it.
func (t tokens) has(r read) bool {
	switch {
	case r.serial == hidden:
		return false
	case t[symbol.Token(r.sym, r.serial)]:
		return true
	case r.serial != ofKey:
		return false
	}
	for token := range t {
		if s, ok := symbol.Parse(token).Sole(); ok && s == r.sym {
			return true
		}
	}
	return false
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

// remark marks what is symbolic in v. Symbols in keys always have the same
// token, and their mark stands on what has the keys, as in hcl.
func (l *loader) remark(v cty.Value, refs []symbol.Symbol) cty.Value {
	switch {
	case !v.IsKnown():
		return withRefs(v, refs)
	case v.IsNull():
		return v
	case v.Type() == cty.String:
		return l.tokens(symbol.Parse(v.AsString()))
	case !v.CanIterateElements() || v.LengthInt() == 0:
		return v
	}
	marks := make(cty.ValueMarks)
	key := func(k string) string {
		text := symbol.Parse(k)
		for _, sym := range text.Symbols() {
			marks[read{sym, ofKey}] = struct{}{}
		}
		return text.Key()
	}
	return rebuild(v, key, func(e cty.Value) cty.Value { return l.remark(e, refs) }).WithMarks(marks)
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

// restoreReads marks the symbols in strings of v that carry no marks.
func restoreReads(v cty.Value) cty.Value {
	switch {
	case v.IsMarked() || !v.IsKnown() || v.IsNull():
		return v
	case v.Type() == cty.String:
		for _, sym := range symbol.Parse(v.AsString()).Symbols() {
			v = v.Mark(read{sym, ofKey})
		}
		return v
	case !v.CanIterateElements() || len(symbol.Parse(stringsIn(v)).Symbols()) == 0:
		return v
	}
	return rebuild(v, plainKey, restoreReads)
}

// symbolValue returns one more use of a symbol.
func (l *loader) symbolValue(sym symbol.Symbol) cty.Value { return l.tokens(symbol.Of(sym)) }

// withRefs marks an unknown value with what it was made from: whatever is made
// from it stays unknown.
func withRefs(v cty.Value, refs []symbol.Symbol) cty.Value {
	if len(refs) == 0 {
		return v
	}
	marks := make(cty.ValueMarks, len(refs))
	for _, r := range refs {
		marks[read{sym: r, serial: hidden}] = struct{}{}
	}
	return v.WithMarks(marks)
}

// maxRefs bounds the references of one unknown value.
const maxRefs = 32

// sorted sorts references, each once. In the place of too many stands
// tf.Anything.
func sorted(refs []symbol.Symbol) []symbol.Symbol {
	refs = tf.SortSymbols(refs)
	if len(refs) > maxRefs {
		refs = append(refs[:maxRefs:maxRefs], tf.Anything)
	}
	return refs
}
