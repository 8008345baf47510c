package waf

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/no403/no403/regex"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// inspected is what statements about a part of a request share.
type inspected struct {
	field     field
	transform transformations
}

func readInspected(b tf.Body) inspected { return inspected{readField(b), readTransformations(b)} }

// content returns the part as the statement sees it; because is set when it is
// not known at all.
func (i inspected) content(e *evaluation) (c content, because string) {
	if !i.field.ok {
		return c, "what a rule looks at is not known from this input"
	}
	c, ok := i.transform.apply(i.field.in(e.request))
	if !ok {
		return c, "what the text transformation makes of the " + i.field.words() + " is not known"
	}
	return c, ""
}

// byteMatch is a string match.
type byteMatch struct {
	inspected
	search     symbol.Text
	shown      string // what people may see of it
	known      bool
	constraint string
}

func readByteMatch(_ *Library, b tf.Block, _ int) statement {
	s := byteMatch{inspected: readInspected(b)}
	search := b.Attr("search_string")
	s.search, s.known = search.Text()
	s.shown = search.Show()
	var ok bool
	s.constraint, ok = b.Attr("positional_constraint").Literal()
	s.known = s.known && ok && !s.search.IsEmpty()
	return s
}

func (s byteMatch) match(e *evaluation) finding {
	c, because := s.content(e)
	if because == "" && !s.known {
		because = "the string that a rule looks for is not known from this input"
	}
	if because != "" {
		return cannotTell(because)
	}
	return told(compare(c, s.search, s.constraint), "it depends on the "+s.field.words()+" of the request")
}

func (s byteMatch) words() string {
	verb := map[string]string{"EXACTLY": "that is", "STARTS_WITH": "that begins with", "ENDS_WITH": "that ends with", "CONTAINS": "that contains", "CONTAINS_WORD": "that has the word"}[s.constraint]
	return fmt.Sprintf("with %s %s %q", s.field.article(), verb, s.shown)
}

// sizeConstraint compares the size of a part.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-size-constraint-match.html.
type sizeConstraint struct {
	inspected
	operator string
	size     int64
	known    bool
}

func readSizeConstraint(_ *Library, b tf.Block, _ int) statement {
	s := sizeConstraint{inspected: readInspected(b)}
	var ok bool
	s.operator, ok = b.Attr("comparison_operator").Literal()
	s.size, s.known = b.Attr("size").Int()
	s.known = s.known && ok
	return s
}

func (s sizeConstraint) match(e *evaluation) finding {
	c, because := s.content(e)
	text, literal := c.text.Literal()
	switch {
	case because != "":
		return cannotTell(because)
	case c.absent && s.field.kind != "body":
		return cannotTell("AWS does not say what the size of a missing part is")
	case !s.known || !c.whole || !literal:
		return cannotTell("it depends on the size of the " + s.field.words())
	}
	size := int64(len(text))
	switch s.operator {
	case "EQ":
		return certainly(size == s.size)
	case "NE":
		return certainly(size != s.size)
	case "LE":
		return certainly(size <= s.size)
	case "LT":
		return certainly(size < s.size)
	case "GE":
		return certainly(size >= s.size)
	case "GT":
		return certainly(size > s.size)
	}
	return cannotTell("how a rule compares sizes is not known from this input")
}

func (s sizeConstraint) words() string {
	how := map[string]string{"EQ": "of just", "NE": "of other than", "LE": "of at most", "LT": "of less than", "GE": "of at least", "GT": "of more than"}[s.operator]
	return fmt.Sprintf("with %s %s %d bytes", s.field.article(), how, s.size)
}

func (s sizeConstraint) example(*Example, bool) {}

// regexMatch is a match of one of some patterns.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html.
type regexMatch struct {
	inspected
	patterns []*regexp.Regexp
	complete bool // the patterns are all that there are
	shown    string
}

// maxInstructions bounds a pattern; AWS WAF takes 512 characters at most.
const maxInstructions = 4096

// add adds a pattern. What package regexp does not parse, such as lookahead, is
// a pattern that is not known.
func (s *regexMatch) add(v tf.Value) {
	pattern, ok := v.Literal()
	re, _, err := regex.Compile(pattern, maxInstructions)
	if !ok || err != nil {
		s.complete = false
		return
	}
	s.patterns = append(s.patterns, re)
	s.shown = strings.TrimPrefix(s.shown+", "+v.Show(), ", ")
}

func readRegexMatch(_ *Library, b tf.Block, _ int) statement {
	s := &regexMatch{inspected: readInspected(b), complete: true}
	s.add(b.Attr("regex_string"))
	return s
}

func readPatternSet(l *Library, b tf.Block, _ int) statement {
	s := &regexMatch{inspected: readInspected(b)}
	set := l.made(b.Attr("arn"), "arn", "aws_wafv2_regex_pattern_set")
	if set == nil {
		return s
	}
	var blocks []tf.Block
	blocks, s.complete = set.Body.Blocks("regular_expression")
	for _, re := range blocks {
		s.add(re.Attr("regex_string"))
	}
	return s
}

func (s *regexMatch) match(e *evaluation) finding {
	c, because := s.content(e)
	text, literal := c.text.Literal()
	switch {
	case because != "":
		return cannotTell(because)
	case c.absent:
		return certainly(false)
	case !c.whole || !literal:
		return cannotTell("it depends on the " + s.field.words() + " of the request")
	}
	for _, re := range s.patterns {
		if re.MatchString(text) {
			return certainly(true)
		}
	}
	if !s.complete {
		return cannotTell("a regular expression is not known from this input")
	}
	return certainly(false)
}

func (s *regexMatch) words() string {
	return fmt.Sprintf("with %s that matches %s", s.field.article(), s.shown)
}
func (s *regexMatch) example(*Example, bool) {}

func (s byteMatch) example(r *Example, not bool) {
	search, literal := s.search.Literal()
	if !literal || s.shown != search {
		literal, search = false, "" // not known, or not to be shown
	}
	switch s.field.kind {
	case "uri_path":
		switch {
		case not || !literal:
		case s.constraint == "CONTAINS" && !strings.HasPrefix(search, "/"), s.constraint == "ENDS_WITH" && !strings.HasPrefix(search, "/"):
			r.Path = "/no403" + search
		case strings.HasPrefix(search, "/"):
			r.Path = search
		}
	case "method":
		if not {
			r.Method = "POST"
		} else if literal {
			r.Method = strings.ToUpper(search)
		}
	case "single_header":
		if not {
			r.Without = append(r.Without, s.field.name)
		} else if literal {
			r.With(s.field.name, search)
		}
	}
}
