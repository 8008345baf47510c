package waf

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// A statement is the condition of a rule.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html.
type statement interface {
	// match tells whether a request matches; why says why that is not known.
	match(r *Request, c *context) (matches symbol.Truth, why string)
	// words completes the sentence "requests ..." with the class of those that
	// match, or of those that do not.
	words(want bool) string
	// shape makes a request one that matches, or does not. It reports whether
	// it knows how.
	shape(want bool, v *Variation) bool
}

// An opaque statement may match anything.
type opaque string

func (s opaque) match(*Request, *context) (symbol.Truth, string) { return symbol.Unknown, string(s) }

func (opaque) words(want bool) string {
	if want {
		return "that match a statement which is not known from this input"
	}
	return "that do not match a statement which is not known from this input"
}

func (opaque) shape(bool, *Variation) bool { return false }

// A never statement matches no first request of a viewer; it says of what kind
// it is.
type never string

func (never) match(*Request, *context) (symbol.Truth, string) { return symbol.False, "" }

func (s never) words(want bool) string {
	if want {
		return string(s)
	}
	return "of every kind"
}

func (never) shape(want bool, _ *Variation) bool { return !want }

// A not statement matches what another does not.
type not struct{ statement }

func (s not) match(r *Request, c *context) (symbol.Truth, string) {
	matches, why := s.statement.match(r, c)
	return matches.Not(), why
}

func (s not) words(want bool) string { return s.statement.words(!want) }

func (s not) shape(want bool, v *Variation) bool { return s.statement.shape(!want, v) }

// An all statement matches what all of its statements match.
type all []statement

func (s all) match(r *Request, c *context) (symbol.Truth, string) {
	return combine(s, r, c, symbol.False)
}

func (s all) words(want bool) string { return join(s, want, want) }

func (s all) shape(want bool, v *Variation) bool { return shape(s, want, want, v) }

// An either statement matches what at least one of its statements matches.
type either []statement

func (s either) match(r *Request, c *context) (symbol.Truth, string) {
	return combine(s, r, c, symbol.True)
}

func (s either) words(want bool) string { return join(s, want, !want) }

func (s either) shape(want bool, v *Variation) bool { return shape(s, want, !want, v) }

// combine asks statements of which one that answers with decides is enough.
func combine(list []statement, r *Request, c *context, decides symbol.Truth) (answer symbol.Truth, because string) {
	answer = decides.Not()
	for _, s := range list {
		switch matches, why := s.match(r, c); {
		case matches == decides:
			return decides, why
		case matches == symbol.Unknown && answer != symbol.Unknown:
			answer, because = matches, why
		}
	}
	return answer, because
}

// join says in words what several statements stand for together, or each.
func join(list []statement, want, together bool) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, s.words(want))
	}
	if together {
		return strings.Join(parts, " and ")
	}
	return strings.Join(parts, " or ")
}

// shape shapes a request for all of several statements, or for the first that
// knows how.
func shape(list []statement, want, together bool, v *Variation) bool {
	for _, s := range list {
		if s.shape(want, v) != together {
			return !together
		}
	}
	return together
}
