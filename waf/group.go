package waf

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// readGroup reads a rule that refers to a rule group, and tells whether it does.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-settings.html.
func (l *Library) readGroup(rule *Rule, at tf.Block, statement tf.Block) bool {
	own, ok := statement.Blocks("rule_group_reference_statement")
	managed, complete := statement.Blocks("managed_rule_group_statement")
	switch {
	case !ok || !complete:
		rule.statement = opaque{"the statement of a rule is not known from this input"}
	case len(own) == 1:
		l.refer(rule, l.group(own[0].Attr("arn")), own[0])
	case len(managed) == 1:
		l.refer(rule, managedGroup(managed[0]), managed[0])
	default:
		return false
	}
	if rule.group != nil {
		rule.counted = readOverride(at)
	}
	return true
}

// refer makes a rule one that asks a group.
func (l *Library) refer(rule *Rule, g *group, b tf.Block) {
	rule.group, rule.statement = g, opaque{}
	if scope, complete := b.Blocks("scope_down_statement"); !complete {
		rule.scope = opaque{"which requests a rule group is asked about is not known from this input"}
	} else if len(scope) > 0 {
		rule.scope = l.read(scope[0], 0)
	}
	overrides, complete := b.Blocks("rule_action_override")
	excluded, all := b.Blocks("excluded_rule")
	rule.overruled = complete && all
	rule.overrides = make(map[string]action)
	for _, o := range excluded {
		name, ok := o.Attr("name").Literal()
		rule.overruled = rule.overruled && ok
		rule.overrides[name] = action{kind: count}
	}
	for _, o := range overrides {
		name, ok := o.Attr("name").Literal()
		rule.overruled = rule.overruled && ok
		rule.overrides[name] = readAction(o, "action_to_use")
	}
}

// readOverride tells whether override_action counts what the group says.
func readOverride(b tf.Body) symbol.Truth {
	blocks, complete := b.Blocks("override_action")
	if !complete || len(blocks) != 1 {
		return symbol.Unknown
	}
	none, _ := blocks[0].Blocks("none")
	counts, _ := blocks[0].Blocks("count")
	if len(none)+len(counts) != 1 {
		return symbol.Unknown
	}
	return symbol.TruthOf(len(counts) == 1)
}

// group reads an aws_wafv2_rule_group, once.
func (l *Library) group(arn tf.Value) *group {
	r := l.made(arn, "arn", "aws_wafv2_rule_group")
	if r == nil {
		return &group{incomplete: "a rule group is not made in this configuration", others: true}
	}
	if g, ok := l.groups[r]; ok {
		return g
	}
	g := &group{}
	l.groups[r] = g
	g.rules, g.incomplete = l.rules(r, r.Body)
	for _, attr := range []string{"rules_json", "rule_json"} {
		if !r.Body.Attr(attr).Unset() {
			g.incomplete = "the rules of " + r.Address + " are written as JSON"
		}
	}
	for _, rule := range g.rules {
		if rule.group != nil { // AWS WAF nests no groups
			rule.group, rule.statement = nil, opaque{"a rule group in a rule group is not known to AWS WAF"}
		}
	}
	if !order(g.rules) {
		g.incomplete = "the order of the rules of " + r.Address + " is not known from this input"
	}
	g.others = g.incomplete != ""
	return g
}

// associated reads an aws_wafv2_web_acl_rule_group_association.
func (l *Library) associated(r *tf.Resource, at tf.Block) *Rule {
	rule := &Rule{Name: at.Attr("rule_name").Show(), Resource: r, At: at, labelled: true}
	rule.priority, rule.ordered = at.Attr("priority").Int()
	own, ok := at.Blocks("rule_group_reference")
	managed, complete := at.Blocks("managed_rule_group")
	switch {
	case ok && complete && len(own) == 1 && len(managed) == 0:
		l.refer(rule, l.group(own[0].Attr("arn")), own[0])
	case ok && complete && len(managed) == 1 && len(own) == 0:
		l.refer(rule, managedGroup(managed[0]), managed[0])
	default:
		l.refer(rule, &group{incomplete: "a rule group is not known from this input", others: true}, at)
	}
	override := at.Attr("override_action")
	text, known := override.Literal()
	switch {
	case override.Absent() || text == "none":
		rule.counted = symbol.False
	case known && text == "count":
		rule.counted = symbol.True
	}
	return rule
}
