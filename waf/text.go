package waf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A byteMatch looks for a text in a field.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html.
type byteMatch struct {
	field    field
	search   symbol.Text
	position string
	hidden   bool // the text is a secret
}

func (s byteMatch) match(r *Request, _ *context) (symbol.Truth, string) {
	p := s.field.part(r)
	if p.state == partUnknown {
		return symbol.Unknown, "it looks at the " + s.field.words()
	}
	if p.state == partAbsent {
		return symbol.False, ""
	}
	found := symbol.Unknown
	switch s.position {
	case "EXACTLY":
		found = symbol.Equal(p.text, s.search)
	case "STARTS_WITH":
		found = symbol.HasPrefix(p.text, s.search)
	case "ENDS_WITH":
		found = symbol.HasSuffix(p.text, s.search)
	case "CONTAINS":
		found = symbol.Contains(p.text, s.search)
	case "CONTAINS_WORD":
		found = containsWord(p.text, s.search)
	}
	return found, "it looks for something in the " + s.field.words()
}

// containsWord is Contains where the part stands by itself.
func containsWord(text, word symbol.Text) symbol.Truth {
	t, ok := text.Literal()
	w, known := word.Literal()
	if !ok || !known {
		if symbol.Contains(text, word) == symbol.False {
			return symbol.False
		}
		return symbol.Unknown
	}
	found := regexp.MustCompile(`(?:^|[^A-Za-z0-9_])` + regexp.QuoteMeta(w) + `(?:[^A-Za-z0-9_]|$)`)
	return symbol.TruthOf(found.MatchString(t))
}

var positions = map[string][2]string{ // that match, that do not
	"EXACTLY":       {"is", "is not"},
	"STARTS_WITH":   {"begins with", "does not begin with"},
	"ENDS_WITH":     {"ends with", "does not end with"},
	"CONTAINS":      {"contains", "does not contain"},
	"CONTAINS_WORD": {"contains the word", "does not contain the word"},
}

func (s byteMatch) words(want bool) string {
	verbs := positions[s.position]
	verb := verbs[1]
	if want {
		verb = verbs[0]
	}
	text := fmt.Sprintf("%q", s.search.String())
	if s.hidden {
		text = "(sensitive)"
	}
	return fmt.Sprintf("whose %s %s %s", s.field.words(), verb, text)
}

func (s byteMatch) shape(want bool, v *Variation) bool {
	text, ok := s.search.Literal()
	switch {
	case !ok || s.hidden:
		return false
	case s.field.kind == "uri_path" && want:
		return s.shapePath(text, v)
	case s.field.kind == "method" && want:
		v.Method = strings.ToUpper(text)
		return s.position == "EXACTLY"
	case s.field.kind == "single_header" && want:
		v.setHeader(s.field.name, text)
		return true
	case s.field.kind == "single_header":
		v.setHeader(s.field.name, "")
		return s.field.name != "host"
	}
	return false
}

func (s byteMatch) shapePath(text string, v *Variation) bool {
	switch {
	case v.Path != "":
		return false
	case strings.HasPrefix(text, "/"):
		v.Path = text
	default:
		v.Path = "/" + text
	}
	return s.position != "EXACTLY" || v.Path == text
}

// A regexMatch looks for any of some regular expressions in a field. Go knows
// them without backtracking; what it does not know is not known here.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-regex-match.html.
type regexMatch struct {
	field    field
	patterns []*regexp.Regexp
	complete bool // there are no others
	name     string
}

// longestPattern is how long a pattern may be for AWS WAF.
const longestPattern = 512

func compile(patterns []string) (compiled []*regexp.Regexp, complete bool) {
	complete = true
	for _, p := range patterns {
		expression, err := regexp.Compile(p)
		if err != nil || len(p) > longestPattern {
			complete = false
			continue
		}
		compiled = append(compiled, expression)
	}
	return compiled, complete
}

func (s regexMatch) match(r *Request, _ *context) (symbol.Truth, string) {
	p := s.field.part(r)
	text, literal := p.text.Literal()
	switch {
	case p.state == partAbsent:
		return symbol.False, ""
	case p.state == partUnknown || !literal:
		if slices.ContainsFunc(s.patterns, matchesAll) {
			return symbol.True, ""
		}
		return symbol.Unknown, "it looks at the " + s.field.words()
	case slices.ContainsFunc(s.patterns, func(p *regexp.Regexp) bool { return p.MatchString(text) }):
		return symbol.True, ""
	case !s.complete:
		return symbol.Unknown, "its patterns are not all known from this input"
	}
	return symbol.False, ""
}

// matchesAll reports whether a pattern matches every text of one line.
func matchesAll(p *regexp.Regexp) bool {
	return slices.Contains([]string{".*", "^.*$", "^.*", ".*$", "^", "$", ""}, p.String())
}

func (s regexMatch) words(want bool) string {
	if want {
		return "whose " + s.field.words() + " matches " + s.name
	}
	return "whose " + s.field.words() + " does not match " + s.name
}

func (regexMatch) shape(bool, *Variation) bool { return false }

// A sizeMatch looks how long a field is.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-size-constraint-match.html.
type sizeMatch struct {
	field    field
	operator string
	size     int
}

func (s sizeMatch) match(r *Request, _ *context) (symbol.Truth, string) {
	p := s.field.part(r)
	text, literal := p.text.Literal()
	switch {
	case p.state == partAbsent && s.size > 0 && (s.operator == "GT" || s.operator == "GE"):
		return symbol.False, ""
	case p.state != partPresent || !literal:
		return symbol.Unknown, "it looks how long the " + s.field.words() + " is"
	}
	n := len(text)
	matches, ok := map[string]bool{
		"EQ": n == s.size, "NE": n != s.size, "LT": n < s.size, "LE": n <= s.size, "GT": n > s.size, "GE": n >= s.size,
	}[s.operator]
	if !ok {
		return symbol.Unknown, "its comparison is not known from this input"
	}
	return symbol.TruthOf(matches), ""
}

func (s sizeMatch) words(want bool) string {
	if want {
		return fmt.Sprintf("whose %s has a length %s %d", s.field.words(), s.operator, s.size)
	}
	return fmt.Sprintf("whose %s has no length %s %d", s.field.words(), s.operator, s.size)
}

func (sizeMatch) shape(bool, *Variation) bool { return false }
