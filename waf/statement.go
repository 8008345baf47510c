package waf

import (
	"strings"

	"github.com/no403/no403/tf"
)

// A statement is the part of a rule that tells which requests it is for.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html.
type statement interface {
	match(*evaluation) finding
	// words names the requests that match, to go after "requests".
	words() string
	// example changes a request into one that may match; not asks for one that
	// does not.
	example(r *Example, not bool)
}

// maxDepth bounds how deep statements are nested; AWS WAF allows less.
const maxDepth = 16

// opaque is a statement that this input or this program does not decide.
type opaque struct{ because string }

func (o opaque) match(*evaluation) finding { return cannotTell(o.because) }
func (o opaque) words() string             { return "that a rule picks out" }
func (o opaque) example(*Example, bool)    {}

// statement reads the one statement in a block.
func (l *Library) statement(b tf.Body, depth int) statement {
	blocks, complete := b.Blocks("statement")
	if !complete || len(blocks) != 1 {
		return opaque{"the statement of a rule is not known from this input"}
	}
	return l.read(blocks[0], depth)
}

func (l *Library) read(b tf.Block, depth int) statement {
	if depth > maxDepth {
		return opaque{"its statements are nested too deep"}
	}
	var found statement
	for _, kind := range l.kinds {
		blocks, complete := b.Blocks(kind.name)
		if !complete || len(blocks) > 1 || len(blocks) == 1 && found != nil {
			return opaque{"the statement of a rule is not known from this input"}
		}
		if len(blocks) == 1 {
			found = kind.read(l, blocks[0], depth+1)
		}
	}
	if found == nil {
		return opaque{"its statement is of a kind that is not known"}
	}
	return found
}

type kind struct {
	name string
	read func(l *Library, b tf.Block, depth int) statement
}

// statementKinds returns the statements of AWS WAF that others may nest; rule
// groups stand at the top of a rule only.
func statementKinds() []kind {
	return []kind{
		{"and_statement", readAll(false)},
		{"or_statement", readAll(true)},
		{"not_statement", readNot},
		{"byte_match_statement", readByteMatch},
		{"regex_match_statement", readRegexMatch},
		{"regex_pattern_set_reference_statement", readPatternSet},
		{"geo_match_statement", readGeoMatch},
		{"ip_set_reference_statement", readIPSetReference},
		{"size_constraint_statement", readSizeConstraint},
		{"label_match_statement", readLabelMatch},
		{"rate_based_statement", readRateBased},
		{"sqli_match_statement", readAttack("SQL injection")},
		{"xss_match_statement", readAttack("cross-site scripting")},
		{"asn_match_statement", readOpaque("the network of the viewer decides")},
	}
}

func readOpaque(because string) func(*Library, tf.Block, int) statement {
	return func(*Library, tf.Block, int) statement { return opaque{because} }
}

// all is an and_statement or an or_statement.
type all struct {
	parts []statement
	any   bool
}

func readAll(anyOf bool) func(*Library, tf.Block, int) statement {
	return func(l *Library, b tf.Block, depth int) statement {
		blocks, complete := b.Blocks("statement")
		s := all{any: anyOf}
		for _, block := range blocks {
			s.parts = append(s.parts, l.read(block, depth))
		}
		if !complete || len(blocks) == 0 {
			s.parts = append(s.parts, opaque{"the statement of a rule is not known from this input"})
		}
		return s
	}
}

func (s all) match(e *evaluation) finding {
	found := certainly(!s.any)
	for _, p := range s.parts {
		if s.any {
			found = found.or(p.match(e))
		} else {
			found = found.and(p.match(e))
		}
	}
	return found
}

func (s all) words() string {
	var words []string
	for _, p := range s.parts {
		words = append(words, p.words())
	}
	if s.any {
		return strings.Join(words, " or ")
	}
	return strings.Join(words, " and ")
}

func (s all) example(r *Example, not bool) {
	for i, p := range s.parts {
		if i > 0 && s.any != not {
			break // one of them is enough
		}
		p.example(r, not)
	}
}

type not struct{ inner statement }

func readNot(l *Library, b tf.Block, depth int) statement { return not{l.statement(b, depth)} }

func (s not) match(e *evaluation) finding     { return s.inner.match(e).not() }
func (s not) words() string                   { return opposite(s.inner.words()) }
func (s not) example(r *Example, negate bool) { s.inner.example(r, !negate) }

// opposite negates what words say in the ways that they begin.
func opposite(words string) string {
	if strings.Contains(words, " and ") || strings.Contains(words, " or ") {
		return "other than those " + words
	}
	for from, to := range map[string]string{"from ": "from elsewhere than ", "without ": "with ", "with ": "without "} {
		if rest, ok := strings.CutPrefix(words, from); ok {
			return to + rest
		}
	}
	return "other than those " + words
}

// rateBased limits how many requests come in. The first one is below any limit.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html.
type rateBased struct{}

func readRateBased(*Library, tf.Block, int) statement { return rateBased{} }

func (rateBased) match(*evaluation) finding { return certainly(false) }
func (rateBased) words() string             { return "above a rate" }
func (rateBased) example(*Example, bool)    {}

// attack looks for an attack, in a way that AWS does not document.
type attack struct {
	inspected
	what string
}

func readAttack(what string) func(*Library, tf.Block, int) statement {
	return func(_ *Library, b tf.Block, _ int) statement { return attack{readInspected(b), what} }
}

func (s attack) match(e *evaluation) finding {
	c, because := s.content(e)
	if text, plain := c.text.Literal(); because == "" && c.whole && plain && text == "" {
		return certainly(false) // there is nothing to find it in
	}
	return cannotTell("whether AWS WAF takes a request for " + s.what + " is not documented")
}

func (s attack) words() string        { return "that look like " + s.what }
func (attack) example(*Example, bool) {}
