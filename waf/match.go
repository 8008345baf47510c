package waf

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// A finding is whether a statement matches a request; because is the reason
// when that is not known.
type finding struct {
	matches symbol.Truth
	because string
}

func certainly(b bool) finding { return finding{matches: symbol.TruthOf(b)} }

func cannotTell(because string) finding { return finding{because: because} }

// told is the finding of a comparison that texts may leave open.
func told(t symbol.Truth, because string) finding {
	if t != symbol.Unknown {
		because = ""
	}
	return finding{t, because}
}

func (f finding) not() finding { return finding{f.matches.Not(), f.because} }

func (f finding) and(g finding) finding { return merge(f, g, f.matches.And(g.matches)) }

func (f finding) or(g finding) finding { return merge(f, g, f.matches.Or(g.matches)) }

func merge(f, g finding, t symbol.Truth) finding {
	because := f.because
	if because == "" {
		because = g.because
	}
	return told(t, because)
}

// compare tells whether a content matches a search string under a positional
// constraint.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html.
func compare(c content, search symbol.Text, constraint string) symbol.Truth {
	if c.absent {
		return symbol.False
	}
	text, plain := c.text.Literal()
	s, literal := search.Literal()
	switch {
	case !c.whole && literal:
		return comparePrefix(c.prefix(), s, constraint)
	case !c.whole:
		return symbol.Unknown
	case plain && literal:
		return compareLiterals(text, s, constraint)
	case constraint == "EXACTLY":
		return symbol.Equal(c.text, search)
	case strings.ContainsAny(search.Key(), "*?"):
		return symbol.Unknown
	}
	star := symbol.Literal("*")
	switch constraint {
	case "STARTS_WITH":
		return symbol.Match(symbol.Concat(search, star), c.text)
	case "ENDS_WITH":
		return symbol.Match(symbol.Concat(star, search), c.text)
	case "CONTAINS":
		return symbol.Match(symbol.Concat(star, search, star), c.text)
	}
	return symbol.Unknown
}

func compareLiterals(text, s, constraint string) symbol.Truth {
	switch constraint {
	case "EXACTLY":
		return symbol.TruthOf(text == s)
	case "STARTS_WITH":
		return symbol.TruthOf(strings.HasPrefix(text, s))
	case "ENDS_WITH":
		return symbol.TruthOf(strings.HasSuffix(text, s))
	case "CONTAINS":
		return symbol.TruthOf(strings.Contains(text, s))
	case "CONTAINS_WORD":
		return symbol.TruthOf(containsWord(text, s))
	}
	return symbol.Unknown
}

// comparePrefix compares a content of which only the beginning is known.
func comparePrefix(prefix, s, constraint string) symbol.Truth {
	apart := !strings.HasPrefix(prefix, s) && !strings.HasPrefix(s, prefix)
	switch constraint {
	case "EXACTLY":
		if apart || len(prefix) > len(s) {
			return symbol.False
		}
	case "STARTS_WITH":
		if apart {
			return symbol.False
		}
		if strings.HasPrefix(prefix, s) {
			return symbol.True
		}
	case "CONTAINS":
		if strings.Contains(prefix, s) {
			return symbol.True
		}
	}
	return symbol.Unknown
}

// containsWord reports whether text holds s with no letter, digit or underscore
// on either side.
func containsWord(text, s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i+len(s) <= len(text); {
		at := strings.Index(text[i:], s)
		if at < 0 {
			return false
		}
		start, end := i+at, i+at+len(s)
		if (start == 0 || !isWordByte(text[start-1])) && (end == len(text) || !isWordByte(text[end])) {
			return true
		}
		i = start + 1
	}
	return false
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
