package waf

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Lookup returns the resource of one of some types that a value names by its
// ARN, nil when it is not made in the configuration.
type Lookup func(arn tf.Value, types ...string) *tf.Resource

// maxDepth is how deep statements are read that are within each other. AWS WAF
// takes fewer.
const maxDepth = 20

// Read reads a web ACL. elsewhere says why it may have rules that are not
// written in it, empty when it has none.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl.
func Read(r *tf.Resource, lookup Lookup, elsewhere string) *ACL {
	acl := &ACL{Resource: r, incomplete: elsewhere}
	acl.Scope, _ = r.Body.Attr("scope").Literal()
	acl.Default, acl.At = readOuterAction(r.Body, "default_action")
	reader := reader{lookup: lookup}
	rules, ordered, complete := reader.rules(r)
	acl.Rules, acl.unordered = rules, !ordered
	switch {
	case !r.Body.Attr("rule_json").Unset():
		acl.incomplete = "its rules are written as JSON"
	case !complete:
		acl.incomplete = "its rules are not all known from this input"
	}
	return acl
}

type reader struct{ lookup Lookup }

// rules reads the rules of a web ACL or a rule group, in the order of their
// priorities.
func (rd reader) rules(r *tf.Resource) (rules []*Rule, ordered, complete bool) {
	blocks, complete := r.Body.Blocks("rule")
	ordered = true
	for _, b := range blocks {
		rule := rd.rule(r, b)
		ordered = ordered && rule.ordered
		rules = append(rules, rule)
	}
	slices.SortStableFunc(rules, func(a, b *Rule) int { return cmp.Compare(a.priority, b.priority) })
	return rules, ordered, complete
}

func (rd reader) rule(r *tf.Resource, b tf.Block) *Rule {
	rule := &Rule{Name: b.Attr("name").Show(), Resource: r, Block: b, statement: opaque("its statement is not known from this input")}
	rule.priority, rule.ordered = b.Attr("priority").Int()
	rule.Action, _ = readOuterAction(b, "action")
	labels, complete := b.Blocks("rule_label")
	rule.unlabeled = !complete
	for _, l := range labels {
		name, ok := l.Attr("name").Literal()
		rule.unlabeled = rule.unlabeled || !ok
		rule.labels = append(rule.labels, name)
	}
	statements, complete := b.Blocks("statement")
	if len(statements) != 1 || !complete {
		return rule
	}
	rule.group = rd.group(statements[0])
	if rule.group == nil {
		rule.statement = rd.statement(statements[0], 0)
		return rule
	}
	rule.statement = all(nil)
	if managed, _ := statements[0].Blocks("managed_rule_group_statement"); len(managed) == 1 {
		rule.statement = rd.scopeDown(managed[0], 0)
	}
	rule.counts = overridden(b)
	return rule
}

// overridden tells whether what a group says is only counted.
func overridden(rule tf.Block) symbol.Truth {
	overrides, complete := rule.Blocks("override_action")
	if len(overrides) != 1 || !complete {
		return symbol.Unknown
	}
	count, known := overrides[0].Blocks("count")
	if len(count) > 0 {
		return symbol.True
	}
	if !known {
		return symbol.Unknown
	}
	return symbol.False
}

// group reads what a rule refers to, nil when it has a statement of its own.
func (rd reader) group(b tf.Block) *group {
	if managed, _ := b.Blocks("managed_rule_group_statement"); len(managed) == 1 {
		return readManaged(managed[0])
	}
	references, _ := b.Blocks("rule_group_reference_statement")
	if len(references) != 1 {
		return nil
	}
	arn := references[0].Attr("arn")
	g := &group{name: arn.Show(), overrides: readOverrides(references[0])}
	r := rd.lookup(arn, "aws_wafv2_rule_group")
	if r == nil || r.Data {
		g.unknown = "the rules of " + g.name + " are not in this input"
		return g
	}
	g.name = r.Address
	var complete, ordered bool
	g.rules, ordered, complete = rd.rules(r)
	g.unordered = !ordered
	if !complete || !r.Body.Attr("rules_json").Unset() {
		g.unknown = "the rules of " + g.name + " are not all known from this input"
	}
	return g
}

// scopeDown reads the statement that narrows another down; without one it is
// for every request.
func (rd reader) scopeDown(b tf.Block, depth int) statement {
	blocks, complete := b.Blocks("scope_down_statement")
	switch {
	case !complete || len(blocks) > 1:
		return opaque("what narrows it down is not known from this input")
	case len(blocks) == 1:
		return rd.statement(blocks[0], depth+1)
	}
	return all(nil)
}

// statement reads the one statement that a block holds.
func (rd reader) statement(b tf.Block, depth int) statement {
	if depth > maxDepth {
		return opaque("its statements are nested too deep")
	}
	for _, kind := range statementKinds {
		blocks, complete := b.Blocks(kind.name)
		if len(blocks) == 1 && complete {
			return kind.read(rd, blocks[0], depth)
		}
	}
	return opaque("its statement is not known from this input")
}

// statementKinds are the blocks that stand for statements.
var statementKinds []statementKind

type statementKind struct {
	name string
	read func(rd reader, b tf.Block, depth int) statement
}

func init() { //nolint:gochecknoinits // statements are read within statements
	statementKinds = []statementKind{
		{"and_statement", func(rd reader, b tf.Block, depth int) statement {
			list, complete := rd.nested(b, depth)
			if !complete {
				list = append(list, opaque("its statements are not all known from this input"))
			}
			return all(list)
		}},
		{"or_statement", func(rd reader, b tf.Block, depth int) statement {
			list, complete := rd.nested(b, depth)
			if !complete {
				list = append(list, opaque("its statements are not all known from this input"))
			}
			return either(list)
		}},
		{"not_statement", func(rd reader, b tf.Block, depth int) statement {
			list, complete := rd.nested(b, depth)
			if len(list) != 1 || !complete {
				return opaque("its statement is not known from this input")
			}
			return not{list[0]}
		}},
		{"geo_match_statement", readGeo},
		{"ip_set_reference_statement", readIPSet},
		{"byte_match_statement", readByteMatch},
		{"regex_match_statement", readRegex},
		{"regex_pattern_set_reference_statement", readRegexSet},
		{"size_constraint_statement", readSize},
		{"label_match_statement", readLabel},
		{"rate_based_statement", func(reader, tf.Block, int) statement { return never("of viewers that make too many") }},
		{"sqli_match_statement", func(reader, tf.Block, int) statement { return never("that look like SQL injection") }},
		{"xss_match_statement", func(reader, tf.Block, int) statement { return never("that look like cross-site scripting") }},
		{"asn_match_statement", func(reader, tf.Block, int) statement {
			return opaque("it looks at the network that the address belongs to")
		}},
	}
}

func (rd reader) nested(b tf.Block, depth int) (list []statement, complete bool) {
	blocks, complete := b.Blocks("statement")
	for _, inner := range blocks {
		list = append(list, rd.statement(inner, depth+1))
	}
	return list, complete
}

// forwarded returns the header that holds the address, empty when the source of
// the connection does.
func forwarded(b tf.Block, config string) string {
	blocks, complete := b.Blocks(config)
	if len(blocks) == 0 {
		if complete {
			return ""
		}
		return "of the configuration"
	}
	return blocks[0].Attr("header_name").Show()
}

func readGeo(_ reader, b tf.Block, _ int) statement {
	texts, complete := b.Attr("country_codes").Texts()
	s := geoMatch{complete: complete, header: forwarded(b, "forwarded_ip_config")}
	for _, t := range texts {
		code, ok := t.Literal()
		s.complete = s.complete && ok
		s.countries = append(s.countries, code)
	}
	return s
}

func readIPSet(rd reader, b tf.Block, _ int) statement {
	arn := b.Attr("arn")
	s := &ipMatch{name: arn.Show(), header: forwarded(b, "ip_set_forwarded_ip_config")}
	r := rd.lookup(arn, "aws_wafv2_ip_set")
	if r == nil || r.Data {
		return s
	}
	texts, complete := r.Body.Attr("addresses").Texts()
	s.name, s.complete = r.Address, complete
	for _, t := range texts {
		literal, ok := t.Literal()
		p, valid := readPrefix(literal)
		if !ok || !valid {
			s.complete = false
			continue
		}
		if !slices.Contains(s.prefixes, p) {
			s.prefixes = append(s.prefixes, p)
		}
	}
	return s
}

func readByteMatch(_ reader, b tf.Block, _ int) statement {
	f, ok := readField(b)
	search := b.Attr("search_string")
	text, known := search.Text()
	position, literal := b.Attr("positional_constraint").Literal()
	if !ok || !known || !literal {
		return opaque("what it looks for is not known from this input")
	}
	return byteMatch{f, text, position, search.Sensitive}
}

func readRegex(_ reader, b tf.Block, _ int) statement {
	f, ok := readField(b)
	pattern, known := b.Attr("regex_string").Literal()
	if !ok || !known {
		return opaque("its pattern is not known from this input")
	}
	compiled, complete := compile([]string{pattern})
	return regexMatch{f, compiled, complete, fmt.Sprintf("%q", pattern)}
}

func readRegexSet(rd reader, b tf.Block, _ int) statement {
	f, ok := readField(b)
	r := rd.lookup(b.Attr("arn"), "aws_wafv2_regex_pattern_set")
	if !ok || r == nil || r.Data {
		return opaque("its patterns are not known from this input")
	}
	blocks, known := r.Body.Blocks("regular_expression")
	var patterns []string
	for _, e := range blocks {
		pattern, literal := e.Attr("regex_string").Literal()
		known = known && literal
		if literal {
			patterns = append(patterns, pattern)
		}
	}
	compiled, complete := compile(patterns)
	return regexMatch{f, compiled, complete && known, r.Address}
}

func readSize(_ reader, b tf.Block, _ int) statement {
	f, ok := readField(b)
	operator, known := b.Attr("comparison_operator").Literal()
	size, literal := b.Attr("size").Int()
	if !ok || !known || !literal {
		return opaque("its size is not known from this input")
	}
	return sizeMatch{f, operator, int(size)}
}

func readLabel(_ reader, b tf.Block, _ int) statement {
	key, ok := b.Attr("key").Literal()
	scope, known := b.Attr("scope").Literal()
	if !ok || !known {
		return opaque("its label is not known from this input")
	}
	return labelMatch{key, scope == "NAMESPACE"}
}
