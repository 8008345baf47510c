package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
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

	rules *waf.ACL // nil for AWS WAF Classic
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

// webACL reads a web ACL, once for all distributions that use it.
func (m *Model) webACL(r *tf.Resource) *WebACL {
	if acl, ok := m.acls[r.Address]; ok {
		return acl
	}
	read := waf.Read(r, m.byARN, m.rulesElsewhere())
	acl := &WebACL{Resource: r, At: read.At, rules: read}
	acl.Blocks = blocks403(read.Default)
	acl.Allows, acl.Because = read.MayAllow()
	m.acls[r.Address] = acl
	return acl
}

// byARN returns the resource that an ARN names.
func (m *Model) byARN(arn tf.Value, types ...string) *tf.Resource {
	t, ok := arn.Text()
	if !ok {
		return nil
	}
	return m.referred(t, "arn", types...)
}

// rulesElsewhere says why a web ACL may have rules that are not written in it.
func (m *Model) rulesElsewhere() string {
	for _, kind := range []string{"aws_wafv2_web_acl_rule", "aws_wafv2_web_acl_rule_group_association"} {
		if len(m.cfg.OfType(kind)) > 0 {
			return "other resources add rules to web ACLs"
		}
	}
	return ""
}

// blocks403 tells whether an action answers 403: a custom response may answer
// something else.
func blocks403(a waf.Action) symbol.Truth {
	switch {
	case a.Kind == waf.UnknownKind || a.Kind == waf.Block && a.Status == 0:
		return symbol.Unknown
	case a.Kind == waf.Block:
		return symbol.TruthOf(a.Status == 403)
	}
	return symbol.False
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
