package symbol

import (
	"strings"
)

// A Part of a text is either literal or a symbol.
type Part struct {
	Literal string
	Symbol  *Symbol // nil for a literal
}

// A Text is a string in which symbols may stand for values not known yet.
// The zero Text is the empty string.
type Text struct {
	parts []Part
}

// Parse reads a string that may hold tokens. Damaged tokens stay literal.
func Parse(s string) Text {
	var t Text
	for s != "" {
		i := strings.IndexRune(s, open)
		if i < 0 {
			return t.addLiteral(s)
		}
		t = t.addLiteral(s[:i])
		s = s[i:]
		if sym, size, ok := parseToken(s); ok {
			t.parts = append(t.parts, Part{Symbol: &sym})
			s = s[size:]
			continue
		}
		t = t.addLiteral(string(open))
		s = s[len(string(open)):]
	}
	return t
}

// Literal returns the text that is s as it stands.
func Literal(s string) Text { return Text{}.addLiteral(s) }

// Of returns the text that is the one symbol.
func Of(s Symbol) Text { return Text{parts: []Part{{Symbol: &s}}} }

func (t Text) addLiteral(s string) Text {
	if s == "" {
		return t
	}
	if n := len(t.parts); n > 0 && t.parts[n-1].Symbol == nil {
		parts := append([]Part(nil), t.parts...)
		parts[n-1].Literal += s
		return Text{parts}
	}
	return Text{append(t.parts[:len(t.parts):len(t.parts)], Part{Literal: s})}
}

// Parts returns the parts in order; two literals never follow each other.
func (t Text) Parts() []Part { return t.parts }

// Append returns t followed by more.
func (t Text) Append(more Text) Text {
	for _, p := range more.parts {
		if p.Symbol == nil {
			t = t.addLiteral(p.Literal)
		} else {
			t = Text{append(t.parts[:len(t.parts):len(t.parts)], p)}
		}
	}
	return t
}

// Concat returns the texts joined.
func Concat(texts ...Text) Text {
	var t Text
	for _, more := range texts {
		t = t.Append(more)
	}
	return t
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
	var out Text
	for _, p := range t.parts {
		if p.Symbol == nil {
			out = out.addLiteral(p.Literal)
		} else {
			out = out.Append(with(*p.Symbol))
		}
	}
	return out
}

// MapLiterals returns t with fn applied to its literal parts.
func (t Text) MapLiterals(fn func(string) string) Text {
	var out Text
	for _, p := range t.parts {
		if p.Symbol == nil {
			out = out.addLiteral(fn(p.Literal))
		} else {
			out.parts = append(out.parts, p)
		}
	}
	return out
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
