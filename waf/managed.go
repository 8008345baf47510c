package waf

import (
	"fmt"
	"strings"

	"github.com/no403/no403/tf"
)

// managedGroup reads a rule group that AWS or another vendor maintains. Its
// rules block or count, they never allow. Of the groups of AWS a few rules are
// documented so far that it is certain what they match.
// See https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html.
func managedGroup(b tf.Block) *group {
	vendor, ok := b.Attr("vendor_name").Literal()
	name, known := b.Attr("name").Literal()
	g := &group{others: true}
	if ok && known && vendor == "AWS" && name == "AWSManagedRulesCommonRuleSet" {
		g.rules = commonRules()
	}
	if !known {
		name = "a managed rule group"
	}
	g.rules = append(g.rules, &Rule{Name: name, action: action{block, forbidden}, statement: opaque{"what else " + name + " blocks is not documented in full"}, labelled: true})
	return g
}

// commonRules are the rules of the common rule set that look at sizes, and at
// whether there is a User-Agent header.
// See https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html.
func commonRules() []*Rule {
	larger := func(kind, name string, size int64) statement {
		return tooLarge{sizeConstraint{inspected: inspected{field: field{kind: kind, name: name, ok: true}, transform: transformations{known: true}}, operator: "GT", size: size, known: true}}
	}
	var rules []*Rule
	for _, r := range []struct {
		name string
		statement
	}{
		{"NoUserAgent_HEADER", without{"User-Agent"}},
		{"SizeRestrictions_QUERYSTRING", larger("query_string", "", 2048)},
		{"SizeRestrictions_Cookie_HEADER", larger("single_header", "cookie", 10240)},
		{"SizeRestrictions_BODY", larger("body", "", 8192)},
		{"SizeRestrictions_URIPATH", larger("uri_path", "", 1024)},
	} {
		rules = append(rules, &Rule{Name: r.name, action: action{block, forbidden}, statement: r.statement, labelled: true})
	}
	return rules
}

// tooLarge is a size constraint that a missing part does not meet.
type tooLarge struct{ sizeConstraint }

func (s tooLarge) match(e *evaluation) finding {
	if c, _ := s.content(e); c.absent {
		return certainly(false)
	}
	return s.sizeConstraint.match(e)
}

// without matches requests that lack a header.
type without struct{ header string }

func (s without) match(e *evaluation) finding {
	switch h := e.request.header(s.header); h.Presence {
	case Absent:
		return certainly(true)
	case Known:
		return certainly(h.Value.IsEmpty())
	case Present:
		return certainly(false)
	}
	return cannotTell(fmt.Sprintf("it depends on the %s header of the request", s.header))
}

func (s without) words() string { return "without the header " + s.header }

func (s without) example(r *Example, not bool) {
	if !not {
		r.Without = append(r.Without, strings.ToLower(s.header))
	}
}
