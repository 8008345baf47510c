package waf

import (
	"strings"

	"github.com/no403/no403/symbol"
)

// A context is what the rules of one web ACL or rule group have left behind
// for later rules of the same.
type context struct {
	labels    map[string]symbol.Truth
	unlabeled bool // labels may be missing from labels
	managed   bool // managed rule groups have been asked, which label on their own
	unordered bool // nobody knows which rules are the earlier ones
}

// add adds the labels of a rule that matches, or may.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-labels.html.
func (c *context) add(rule *Rule, matches symbol.Truth) {
	c.unlabeled = c.unlabeled || rule.unlabeled
	if c.unordered {
		matches = symbol.Unknown
	}
	for _, name := range rule.labels {
		if c.labels == nil {
			c.labels = make(map[string]symbol.Truth)
		}
		if before, ok := c.labels[name]; ok {
			matches = matches.Or(before)
		}
		c.labels[name] = matches
	}
}

// A labelMatch looks for a label that an earlier rule has added.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-label-match.html.
type labelMatch struct {
	key       string
	namespace bool
}

const (
	managedLabels = "awswaf:managed:aws:"
	foreignLabels = "awswaf:"
)

func (s labelMatch) match(_ *Request, c *context) (symbol.Truth, string) {
	switch {
	case strings.HasPrefix(s.key, managedLabels) && !c.managed && !c.unordered:
		return symbol.False, ""
	case strings.HasPrefix(s.key, foreignLabels):
		return symbol.Unknown, "nobody knows here who has the label " + s.key
	}
	found := symbol.False
	for name, has := range c.labels {
		found = found.Or(s.names(name).And(has))
	}
	if found != symbol.True && (c.unlabeled || c.unordered) {
		return symbol.Unknown, "the labels of earlier rules are not all known from this input"
	}
	return found, "the label " + s.key + " is there or not"
}

// names tells whether a label of the same context is what the key stands for:
// the key of a label ends with its name, and may begin with any of its
// namespaces.
func (s labelMatch) names(label string) symbol.Truth {
	if s.namespace {
		return symbol.TruthOf(strings.Contains(":"+label, ":"+strings.TrimSuffix(s.key, ":")+":"))
	}
	return symbol.TruthOf(label == s.key || strings.HasSuffix(label, ":"+s.key))
}

func (s labelMatch) words(want bool) string {
	if want {
		return "with the label " + s.key
	}
	return "without the label " + s.key
}

func (labelMatch) shape(bool, *Variation) bool { return false }
