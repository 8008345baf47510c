package symbol

import (
	"strings"
)

// A Part of a text is either literal or a symbol.
type Part struct {
	Literal string
	Symbol  *Symbol // nil for a literal
}

func (p Part) same(q Part) bool {
	if p.Symbol == nil || q.Symbol == nil {
		return p == q
	}
	return *p.Symbol == *q.Symbol
}

// A Text is a string in which symbols may stand for values not known yet.
// The zero Text is the empty string.
type Text struct {
	parts []Part
}

// Parse reads a string that may hold tokens. Damaged tokens stay literal.
func Parse(s string) Text {
	var parts []Part
	start := 0 // of the literal before what is looked at
	for i := 0; i < len(s); {
		next := strings.IndexRune(s[i:], open)
		if next < 0 {
			break
		}
		i += next
		sym, size, ok := parseToken(s[i:])
		if !ok {
			i += len(string(open))
			continue
		}
		if start < i {
			parts = append(parts, Part{Literal: s[start:i]})
		}
		parts = append(parts, Part{Symbol: &sym})
		i += size
		start = i
	}
	if start < len(s) {
		parts = append(parts, Part{Literal: s[start:]})
	}
	return Text{parts}
}

// IsLiteral reports whether no part of a string can be a token.
func IsLiteral(s string) bool { return !strings.ContainsRune(s, open) }

// Literal returns the text that is s as it stands.
func Literal(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{[]Part{{Literal: s}}}
}

// Of returns the text that is the one symbol.
func Of(s Symbol) Text { return Text{parts: []Part{{Symbol: &s}}} }

// Parts returns the parts in order; two literals never follow each other.
func (t Text) Parts() []Part { return t.parts }

// Append returns t followed by more.
func (t Text) Append(more Text) Text { return Concat(t, more) }

// Concat returns the texts joined.
func Concat(texts ...Text) Text {
	var b builder
	for _, t := range texts {
		b.add(t)
	}
	return Text(b)
}

// A builder joins parts, so that no two literals follow each other.
type builder struct{ parts []Part }

func (b *builder) add(t Text) {
	for _, p := range t.parts {
		b.addPart(p)
	}
}

func (b *builder) addPart(p Part) {
	last := len(b.parts) - 1
	switch {
	case p.Symbol == nil && p.Literal == "":
	case p.Symbol == nil && last >= 0 && b.parts[last].Symbol == nil:
		b.parts[last].Literal += p.Literal
	default:
		b.parts = append(b.parts, p)
	}
}

// Literal returns the string when t holds no symbol.
func (t Text) Literal() (s string, ok bool) {
	switch {
	case len(t.parts) == 0:
		return "", true
	case len(t.parts) == 1 && t.parts[0].Symbol == nil:
		return t.parts[0].Literal, true
	}
	return "", false
}

// Sole returns the symbol when t is that symbol and nothing else.
func (t Text) Sole() (Symbol, bool) {
	if len(t.parts) == 1 && t.parts[0].Symbol != nil {
		return *t.parts[0].Symbol, true
	}
	return Symbol{}, false
}

// Symbols returns the symbols of t in order, repeated where t repeats them.
func (t Text) Symbols() []Symbol {
	var all []Symbol
	for _, p := range t.parts {
		if p.Symbol != nil {
			all = append(all, *p.Symbol)
		}
	}
	return all
}

// IsEmpty reports whether t is the empty string.
func (t Text) IsEmpty() bool { return len(t.parts) == 0 }

// Expand returns t with every symbol replaced by what with returns for it.
func (t Text) Expand(with func(Symbol) Text) Text {
	var b builder
	for _, p := range t.parts {
		if p.Symbol == nil {
			b.addPart(p)
		} else {
			b.add(with(*p.Symbol))
		}
	}
	return Text(b)
}

// MapLiterals returns t with fn applied to its literal parts.
func (t Text) MapLiterals(fn func(string) string) Text {
	if s, ok := t.Literal(); ok && s != "" {
		mapped := fn(s)
		if mapped == s {
			return t // most texts, and most mappings
		}
		return Literal(mapped)
	}
	var b builder
	for _, p := range t.parts {
		if p.Symbol == nil {
			p.Literal = fn(p.Literal)
		}
		b.addPart(p)
	}
	return Text(b)
}

// String shows t to people, symbols as Terraform interpolates them.
func (t Text) String() string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.Symbol == nil {
			b.WriteString(p.Literal)
		} else {
			b.WriteString("${" + p.Symbol.String() + "}")
		}
	}
	return b.String()
}

// Key returns a string that is equal for equal texts only.
func (t Text) Key() string {
	if len(t.parts) == 1 && t.parts[0].Symbol == nil {
		return t.parts[0].Literal
	}
	var b strings.Builder
	for _, p := range t.parts {
		if p.Symbol == nil {
			b.WriteString(p.Literal)
		} else {
			b.WriteString(Token(*p.Symbol, 0))
		}
	}
	return b.String()
}

// Strip replaces the tokens in a string by what people read, for messages
// about strings that were never parsed as a text.
func Strip(s string) string { return Parse(s).String() }
