package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A WebACL is the web ACL of a distribution.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html.
type WebACL struct {
	Resource *tf.Resource
	// Blocks tells whether the default action answers 403.
	Blocks symbol.Truth
	// At is the default action.
	At tf.Block
	// Allows tells whether some rule may let a request through before the
	// default action; Because says which.
	Allows  symbol.Truth
	Because string
}

// WebACL returns the distribution's web ACL, nil when it has none. known is
// false when there is one that is not made here, or that cannot be told.
func (d *Distribution) WebACL() (acl *WebACL, at tf.Value, known bool) {
	at = d.Resource.Body.Attr("web_acl_id")
	if at.Unset() {
		return nil, at, true
	}
	t, _ := at.Text()
	r := d.model.referred(t, "arn", "aws_wafv2_web_acl")
	if r == nil {
		r = d.model.referred(t, "id", "aws_waf_web_acl")
	}
	if r == nil || r.Data {
		return nil, at, false
	}
	switch r.Type {
	case "aws_wafv2_web_acl":
		return d.model.webACL(r), at, true
	case "aws_waf_web_acl":
		return classicWebACL(r), at, true
	}
	return nil, at, false
}

func (m *Model) webACL(r *tf.Resource) *WebACL {
	acl := &WebACL{Resource: r}
	defaults, complete := r.Body.Blocks("default_action")
	if complete && len(defaults) == 1 {
		acl.At = defaults[0]
		acl.Blocks = blocks403(defaults[0])
	}
	acl.Allows, acl.Because = m.someRuleAllows(r)
	return acl
}

// blocks403 tells whether an action answers 403: a custom response may answer
// something else.
func blocks403(action tf.Block) symbol.Truth {
	block, complete := action.Blocks("block")
	if len(block) == 0 {
		return unless(complete)
	}
	responses, complete := block[0].Blocks("custom_response")
	if len(responses) == 0 {
		return unless(complete).Not()
	}
	code, ok := responses[0].Attr("response_code").Int()
	if !ok {
		return symbol.Unknown
	}
	return symbol.TruthOf(code == 403)
}

// someRuleAllows looks for whatever may end in Allow. Managed rule groups
// never do.
func (m *Model) someRuleAllows(r *tf.Resource) (symbol.Truth, string) {
	rules, complete := r.Body.Blocks("rule")
	answer, because := unless(complete), "its rules are not all known from this input"
	for _, rule := range rules {
		allows, why := ruleAllows(rule)
		if allows == symbol.True {
			return allows, why
		}
		if allows == symbol.Unknown {
			answer, because = allows, why
		}
	}
	if answer == symbol.False {
		for _, kind := range []string{"aws_wafv2_web_acl_rule", "aws_wafv2_web_acl_rule_group_association"} {
			if len(m.cfg.OfType(kind)) > 0 {
				return symbol.Unknown, "other resources add rules to web ACLs"
			}
		}
		if !r.Body.Attr("rule_json").Unset() {
			return symbol.Unknown, "its rules are written as JSON"
		}
	}
	return answer, because
}

func ruleAllows(rule tf.Block) (symbol.Truth, string) {
	name := rule.Attr("name").Show()
	actions, complete := rule.Blocks("action")
	for _, a := range actions {
		allow, ok := a.Blocks("allow")
		if len(allow) > 0 {
			return symbol.True, "rule " + name + " allows some requests"
		}
		complete = complete && ok
	}
	if !complete {
		return symbol.Unknown, "the action of rule " + name + " is not known from this input"
	}
	statements, _ := rule.Blocks("statement")
	for _, s := range statements {
		if groups, ok := s.Blocks("rule_group_reference_statement"); len(groups) > 0 || !ok {
			return symbol.Unknown, "the rule group of rule " + name + " may allow requests"
		}
		managed, _ := s.Blocks("managed_rule_group_statement")
		for _, g := range managed {
			if overrides, ok := g.Blocks("rule_action_override"); overridesToAllow(overrides) || !ok {
				return symbol.Unknown, "rule " + name + " overrides rules of a managed group to allow"
			}
		}
	}
	return symbol.False, ""
}

func overridesToAllow(overrides []tf.Block) bool {
	for _, o := range overrides {
		uses, _ := o.Blocks("action_to_use")
		for _, u := range uses {
			if allow, _ := u.Blocks("allow"); len(allow) > 0 {
				return true
			}
		}
	}
	return false
}

// classicWebACL reads a web ACL of AWS WAF Classic.
// See https://docs.aws.amazon.com/waf/latest/developerguide/classic-cloudfront-features.html.
func classicWebACL(r *tf.Resource) *WebACL {
	acl := &WebACL{Resource: r, Allows: symbol.False}
	if defaults, complete := r.Body.Blocks("default_action"); complete && len(defaults) == 1 {
		acl.At = defaults[0]
		kind, ok := defaults[0].Attr("type").Literal()
		if ok {
			acl.Blocks = symbol.TruthOf(kind == "BLOCK")
		}
	}
	rules, complete := r.Body.Blocks("rules")
	acl.Allows = unless(complete)
	for _, rule := range rules {
		actions, known := rule.Blocks("action")
		if kind, ok := rule.Attr("type").Literal(); kind == "GROUP" || !ok && !rule.Attr("type").Absent() {
			known = false // the rules of a group have actions of their own
		}
		for _, a := range actions {
			kind, ok := a.Attr("type").Literal()
			if kind == "ALLOW" {
				acl.Allows, acl.Because = symbol.True, "a rule allows some requests"
				return acl
			}
			known = known && ok
		}
		if !known {
			acl.Allows, acl.Because = symbol.Unknown, "the action of a rule is not known from this input"
		}
	}
	return acl
}
