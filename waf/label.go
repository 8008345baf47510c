package waf

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// labelMatch matches a label that an earlier rule has set.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-label-match.html.
type labelMatch struct {
	scope, key string
	known      bool
}

func readLabelMatch(_ *Library, b tf.Block, _ int) statement {
	scope, ok := b.Attr("scope").Literal()
	key, known := b.Attr("key").Literal()
	return labelMatch{scope, key, ok && known}
}

func (s labelMatch) match(e *evaluation) finding {
	if !s.known {
		return cannotTell("the label that a rule looks for is not known from this input")
	}
	return e.labels.match(s.scope, s.key)
}

func (s labelMatch) words() string        { return "with the label " + s.key }
func (labelMatch) example(*Example, bool) {}

// A label is one that a rule has put on the request, or may have.
type label struct {
	name string
	set  symbol.Truth
}

// labels are what the rules so far have put on the request.
type labels struct {
	own []label
	// others tells that rules which are not at hand may have set labels.
	others bool
}

func (l *labels) set(name string, t symbol.Truth) {
	if t != symbol.False {
		l.own = append(l.own, label{name, t})
	}
}

// match compares a key with the labels. A key may leave out the namespaces that
// a label stands in, or name the whole of it, so that what overlaps may match.
func (l *labels) match(scope, key string) finding {
	found := certainly(false)
	for _, own := range l.own {
		because := "it depends on a rule that sets the label " + own.name
		switch {
		case scope == "LABEL" && own.name == key, scope == "NAMESPACE" && strings.HasPrefix(own.name, strings.TrimSuffix(key, ":")+":"):
			found = found.or(told(own.set, because))
		case scope != "LABEL", strings.HasSuffix(own.name, ":"+key), strings.HasSuffix(key, ":"+own.name):
			found = found.or(cannotTell(because))
		}
	}
	if found.matches == symbol.False && (l.others || strings.HasPrefix(key, "awswaf:")) {
		return cannotTell("AWS WAF or a rule group may set the label " + key)
	}
	return found
}
