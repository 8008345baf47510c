package symbol

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Truth is the answer to a question that may have none yet.
type Truth int

// The three answers. The zero value is Unknown, so that a forgotten answer is
// never taken for a fact.
const (
	Unknown Truth = iota
	False
	True
)

// String returns "unknown", "false" or "true".
func (t Truth) String() string { return [...]string{"unknown", "false", "true"}[t] }

// Not returns the opposite; the opposite of Unknown is Unknown.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// And returns whether both hold.
func (t Truth) And(u Truth) Truth {
	switch {
	case t == False || u == False:
		return False
	case t == True && u == True:
		return True
	}
	return Unknown
}

// Or returns whether at least one holds.
func (t Truth) Or(u Truth) Truth { return t.Not().And(u.Not()).Not() }

// TruthOf returns True or False.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Equal compares two texts: True when they are equal whatever the symbols
// stand for, False when they differ whatever they stand for.
func Equal(a, b Text) Truth {
	if s, ok := a.Literal(); ok {
		if t, ok := b.Literal(); ok {
			return TruthOf(s == t)
		}
	}
	if slices.EqualFunc(a.parts, b.parts, Part.same) {
		return True
	}
	if tooLong(a, b) {
		return Unknown
	}
	x, y := trimCommon(atomsOf(a, false), atomsOf(b, false))
	if len(x) == 0 && len(y) == 0 {
		return True
	}
	if overlap(x, y) {
		return Unknown
	}
	return False
}

// Match compares a text with a pattern in which * stands for any characters,
// none included, and ? for exactly one. Wildcards count in the pattern's
// literal parts only.
func Match(pattern, text Text) Truth {
	if s, ok := pattern.Literal(); ok {
		if t, ok := text.Literal(); ok {
			return TruthOf(glob(s, t))
		}
	}
	if tooLong(pattern, text) {
		return Unknown
	}
	p, t := trimCommon(atomsOf(pattern, true), atomsOf(text, false))
	if matches(p, t) {
		return True
	}
	if overlap(p, t) {
		return Unknown
	}
	return False
}

// glob matches strings without symbols, which most are.
func glob(pattern, text string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, size := utf8.DecodeRuneInString(text[t:])
			p++
			t += size
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
		case star >= 0:
			_, size := utf8.DecodeRuneInString(text[mark:])
			mark += size
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

type kind uint8

const (
	char kind = iota
	anyOne
	anyMany
	token
)

// An atom is a character, a wildcard or a symbol.
type atom struct {
	kind kind
	char rune
	sym  Symbol
}

func atomsOf(t Text, wildcards bool) []atom {
	size := 0
	for _, p := range t.parts {
		size += max(1, len(p.Literal))
	}
	atoms := make([]atom, 0, size)
	for _, p := range t.parts {
		if p.Symbol != nil {
			atoms = append(atoms, atom{kind: token, sym: *p.Symbol})
			continue
		}
		for _, r := range p.Literal {
			switch {
			case wildcards && r == '*':
				if n := len(atoms); n == 0 || atoms[n-1].kind != anyMany {
					atoms = append(atoms, atom{kind: anyMany})
				}
			case wildcards && r == '?':
				atoms = append(atoms, atom{kind: anyOne})
			default:
				atoms = append(atoms, atom{kind: char, char: r})
			}
		}
	}
	return atoms
}

// trimCommon removes what both begin and end with: x+s == y+s if and only if
// x == y, whatever s stands for.
func trimCommon(x, y []atom) ([]atom, []atom) {
	same := func(a, b atom) bool { return a == b && (a.kind == char || a.kind == token) }
	for len(x) > 0 && len(y) > 0 && same(x[0], y[0]) {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && same(x[len(x)-1], y[len(y)-1]) {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return x, y
}

// matches reports whether the pattern matches whatever the symbols stand for:
// a symbol is matched by itself or swallowed by a star.
func matches(pattern, text []atom) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p].kind == anyMany:
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == text[t] || pattern[p].kind == anyOne && text[t].kind == char):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p].kind == anyMany {
		p++
	}
	return p == len(pattern)
}

// maxCells bounds the work of comparing two very long texts; beyond it the
// answer is that they may be equal.
const maxCells = 4 << 20

// longest is how many bytes of literals are compared with symbols: far more than an
// ARN, a name or a path has.
const longest = 64 << 10

// tooLong reports whether two texts are too long to be taken apart.
func tooLong(a, b Text) bool {
	size := 0
	for _, t := range []Text{a, b} {
		for _, p := range t.parts {
			size += len(p.Literal)
		}
	}
	return size > longest
}

// overlap reports whether some values of the symbols make both sides equal.
// It errs towards true: equal symbols may be given different values.
func overlap(x, y []atom) bool {
	if len(x)*len(y) > maxCells {
		return true
	}
	// row[j] tells whether x[i:] and y[j:] can be made equal, next[j] the same
	// of x[i+1:].
	row := make([]bool, len(y)+1)
	for i := len(x); i >= 0; i-- {
		next := row
		row = make([]bool, len(y)+1)
		for j := len(y); j >= 0; j-- {
			switch {
			case i == len(x) && j == len(y):
				row[j] = true
			case i < len(x) && mayBeEmpty(x[i]) && next[j], j < len(y) && mayBeEmpty(y[j]) && row[j+1]:
				row[j] = true
			case i < len(x) && j < len(y):
				row[j] = join(x[i], y[j], row[j+1], next[j], next[j+1])
			}
		}
	}
	return row[0]
}

// join reports whether one atom can take in the other, or both be one, when
// the rest can be made equal: with the first staying in use, with the second
// staying in use, or with both used up.
func join(a, b atom, first, second, both bool) bool {
	switch {
	case swallows(a, b) && (first || both), swallows(b, a) && (second || both):
		return true
	}
	return both && single(a, b)
}

// mayBeEmpty reports whether the atom may stand for no character: a star, or a
// variable. What AWS chooses is never empty.
func mayBeEmpty(a atom) bool {
	if a.kind != token {
		return a.kind == anyMany
	}
	t, data := a.sym.Type()
	return t == "" || data
}

// single reports whether the two atoms can be the same one character or symbol.
func single(a, b atom) bool {
	if a.kind == anyOne || b.kind == anyOne {
		return true
	}
	if a.kind == token || b.kind == token {
		return a == b
	}
	return a.kind == char && b.kind == char && a.char == b.char
}

// swallows reports whether a may stand for more than one character, b among
// them.
func swallows(a, b atom) bool {
	if a.kind != token {
		return a.kind == anyMany
	}
	switch b.kind {
	case token:
		return !sameKindApart(a.sym, b.sym)
	case char:
		return !a.sym.isWord() || isWordRune(b.char)
	}
	return true
}

// isWord reports whether the symbol's value is one word without separators, as
// ids and host names are.
func (s Symbol) isWord() bool {
	kind, _ := s.Type()
	switch s.Attr {
	case "domain_name", "bucket_domain_name", "bucket_regional_domain_name", "website_endpoint", "dns_name", "hosted_zone_id", "account_id":
		return true
	case "id":
		return kind == "aws_s3_bucket" || strings.HasPrefix(kind, "aws_cloudfront_") && kind != "aws_cloudfront_key_value_store"
	}
	return false
}

func isWordRune(r rune) bool {
	return r == '-' || r == '.' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// Intersects reports whether some text may match both patterns.
func Intersects(p, q Text) bool { return overlap(atomsOf(p, true), atomsOf(q, true)) }
