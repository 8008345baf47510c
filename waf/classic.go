package waf

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// classic reads a web ACL of AWS WAF Classic.
// See https://docs.aws.amazon.com/waf/latest/developerguide/classic-how-aws-waf-works.html.
func (l *Library) classic(r *tf.Resource) *ACL {
	acl := &ACL{Resource: r, Regional: symbol.False, defaults: classicAction(r.Body, "default_action")}
	if blocks, _ := r.Body.Blocks("default_action"); len(blocks) == 1 {
		acl.At = blocks[0]
	}
	blocks, complete := r.Body.Blocks("rules")
	if !complete {
		acl.incomplete = "its rules are not all known from this input"
	}
	for _, at := range blocks {
		rule := &Rule{Resource: r, At: at, labelled: true, action: classicAction(at, "action")}
		rule.priority, rule.ordered = at.Attr("priority").Int()
		rule.Name, rule.statement = l.classicRule(at)
		if kind, ok := at.Attr("type").Literal(); kind == "GROUP" || !ok && !at.Attr("type").Absent() {
			rule.action = action{} // the rules of a group have actions of their own
			rule.statement = opaque{"what the rules of a group do is not known from this input"}
		}
		acl.rules = append(acl.rules, rule)
	}
	acl.unordered = !order(acl.rules)
	return acl
}

func classicAction(b tf.Body, name string) action {
	blocks, complete := b.Blocks(name)
	if !complete || len(blocks) != 1 {
		return action{}
	}
	switch kind, _ := blocks[0].Attr("type").Literal(); kind {
	case "ALLOW":
		return action{kind: allow}
	case "BLOCK":
		return action{block, forbidden}
	case "COUNT":
		return action{kind: count}
	}
	return action{}
}

// classicRule reads the rule that a web ACL refers to: all of its predicates
// have to match.
func (l *Library) classicRule(at tf.Block) (name string, s statement) {
	t, _ := at.Attr("rule_id").Text()
	r := l.lookup(t, "id", "aws_waf_rule", "aws_waf_rate_based_rule")
	switch {
	case r == nil || r.Data:
		return "a rule", opaque{"a rule is not made in this configuration"}
	case r.Type == "aws_waf_rate_based_rule":
		return r.Address, rateBased{}
	}
	blocks, complete := r.Body.Blocks("predicates")
	every := all{}
	for _, p := range blocks {
		part := l.predicate(p)
		switch p.Attr("negated").Bool(false) {
		case symbol.True:
			part = not{part}
		case symbol.Unknown:
			part = opaque{"whether a condition is negated is not known from this input"}
		}
		every.parts = append(every.parts, part)
	}
	if !complete || len(blocks) == 0 {
		every.parts = append(every.parts, opaque{"the conditions of " + r.Address + " are not known from this input"})
	}
	return r.Address, every
}

// predicate reads a condition of a rule.
func (l *Library) predicate(p tf.Block) statement {
	id := p.Attr("data_id")
	switch kind, _ := p.Attr("type").Literal(); kind {
	case "IPMatch":
		return l.classicIPSet(l.made(id, "id", "aws_waf_ipset"))
	case "GeoMatch":
		return l.classicGeo(l.made(id, "id", "aws_waf_geo_match_set"))
	case "ByteMatch":
		return l.classicBytes(l.made(id, "id", "aws_waf_byte_match_set"))
	}
	return opaque{"a condition is not known from this input"}
}

func (l *Library) classicIPSet(r *tf.Resource) statement {
	if r == nil {
		return ipSet{}
	}
	if s, ok := l.ipSets[r]; ok {
		return s
	}
	s := ipSet{resource: r}
	blocks, complete := r.Body.Blocks("ip_set_descriptors")
	var addresses []string
	for _, b := range blocks {
		address, ok := b.Attr("value").Literal()
		complete = complete && ok
		addresses = append(addresses, address)
	}
	s.prefixes, s.complete = prefixes(addresses)
	s.complete = s.complete && complete
	l.ipSets[r] = s
	return s
}

func (l *Library) classicGeo(r *tf.Resource) statement {
	if r == nil {
		return opaque{"a set of countries is not made in this configuration"}
	}
	blocks, complete := r.Body.Blocks("geo_match_constraint")
	s := geoMatch{complete: complete}
	for _, b := range blocks {
		code, ok := b.Attr("value").Literal()
		s.complete = s.complete && ok
		s.countries = append(s.countries, code)
	}
	return s
}

// classicBytes reads a set of string matches: one of them has to match.
func (l *Library) classicBytes(r *tf.Resource) statement {
	if r == nil {
		return opaque{"a set of strings is not made in this configuration"}
	}
	blocks, complete := r.Body.Blocks("byte_match_tuples")
	s := all{any: true}
	for _, b := range blocks {
		s.parts = append(s.parts, classicTuple(b))
	}
	if !complete {
		s.parts = append(s.parts, opaque{"the strings of " + r.Address + " are not all known from this input"})
	}
	return s
}

// classicFields are the parts of a request by their names in AWS WAF Classic.
var classicFields = map[string]string{
	"URI": "uri_path", "QUERY_STRING": "query_string", "HEADER": "single_header", "METHOD": "method", "BODY": "body",
	"SINGLE_QUERY_ARG": "single_query_argument", "ALL_QUERY_ARGS": "all_query_arguments",
}

func classicTuple(b tf.Block) statement {
	s := byteMatch{}
	if fields, complete := b.Blocks("field_to_match"); complete && len(fields) == 1 {
		kind, ok := fields[0].Attr("type").Literal()
		name, known := fields[0].Attr("data").Literal()
		s.field = field{kind: classicFields[kind], name: strings.ToLower(name), real: name, ok: ok && (known || fields[0].Attr("data").Absent())}
	}
	name, ok := b.Attr("text_transformation").Literal()
	s.transform = transformations{names: []string{name}, known: ok}
	s.constraint, ok = b.Attr("positional_constraint").Literal()
	s.search, s.known = b.Attr("target_string").Text()
	s.shown = b.Attr("target_string").Show()
	s.known = s.known && ok && !s.search.IsEmpty()
	return s
}
