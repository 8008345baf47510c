// Package waf is the semantics of AWS WAF: what a web ACL does with a web
// request, from the rules that a configuration writes for it. It knows nothing
// of distributions. A request is known in part, and so is the answer.
package waf

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Lookup returns the resource or data source of one of the types that a value
// names by the attribute, nil without one.
type Lookup func(t symbol.Text, attr string, types ...string) *tf.Resource

// A Library compiles the web ACLs of a configuration, each once.
type Library struct {
	cfg    *tf.Config
	lookup Lookup
	kinds  []kind
	acls   map[*tf.Resource]*ACL
	ipSets map[*tf.Resource]ipSet
	groups map[*tf.Resource]*group
	// apart are the resources that add a rule to a web ACL, by the ACL; stray
	// that the ACL of some is not known.
	apart map[*tf.Resource][]*tf.Resource
	stray bool
}

// NewLibrary returns the web ACLs of a configuration. Nothing is read before it
// is asked for.
func NewLibrary(cfg *tf.Config, lookup Lookup) *Library {
	return &Library{
		cfg: cfg, lookup: lookup, kinds: statementKinds(),
		acls:   make(map[*tf.Resource]*ACL),
		ipSets: make(map[*tf.Resource]ipSet),
		groups: make(map[*tf.Resource]*group),
	}
}

// made returns the managed resource of a type that a value names, nil without
// one.
func (l *Library) made(v tf.Value, attr, kind string) *tf.Resource {
	t, ok := v.Text()
	if !ok {
		return nil
	}
	r := l.lookup(t, attr, kind)
	if r == nil || r.Data {
		return nil
	}
	return r
}

// ACL returns a web ACL: an aws_wafv2_web_acl or an aws_waf_web_acl.
func (l *Library) ACL(r *tf.Resource) *ACL {
	if acl, ok := l.acls[r]; ok {
		return acl
	}
	acl := l.compile(r)
	l.acls[r] = acl
	return acl
}

func (l *Library) compile(r *tf.Resource) *ACL {
	if r.Type == "aws_waf_web_acl" {
		return l.classic(r)
	}
	acl := &ACL{Resource: r, defaults: readAction(r.Body, "default_action")}
	if blocks, _ := r.Body.Blocks("default_action"); len(blocks) == 1 {
		acl.At = blocks[0]
	}
	if scope, ok := r.Body.Attr("scope").Literal(); ok {
		acl.Regional = symbol.TruthOf(scope == "REGIONAL")
	}
	acl.rules, acl.incomplete = l.rules(r, r.Body)
	if !r.Body.Attr("rule_json").Unset() {
		acl.incomplete = "its rules are written as JSON"
	}
	l.addApart(acl)
	acl.unordered = !order(acl.rules)
	return acl
}

// rules reads the rule blocks of a web ACL or rule group.
func (l *Library) rules(r *tf.Resource, b tf.Body) (rules []*Rule, incomplete string) {
	blocks, complete := b.Blocks("rule")
	for _, at := range blocks {
		rules = append(rules, l.rule(r, at))
	}
	if !complete {
		incomplete = "its rules are not all known from this input"
	}
	return rules, incomplete
}

func (l *Library) rule(r *tf.Resource, at tf.Block) *Rule {
	rule := &Rule{Name: at.Attr("name").Show(), Resource: r, At: at, action: readAction(at, "action")}
	rule.priority, rule.ordered = at.Attr("priority").Int()
	rule.readLabels(at)
	statements, complete := at.Blocks("statement")
	if !complete || len(statements) != 1 {
		rule.statement = opaque{"the statement of a rule is not known from this input"}
		return rule
	}
	if l.readGroup(rule, at, statements[0]) {
		return rule
	}
	rule.statement = l.read(statements[0], 0)
	return rule
}

func (r *Rule) readLabels(b tf.Body) {
	var blocks []tf.Block
	blocks, r.labelled = b.Blocks("rule_label")
	for _, label := range blocks {
		name, ok := label.Attr("name").Literal()
		r.labelled = r.labelled && ok
		r.labels = append(r.labels, name)
	}
}

// addApart adds the rules that are resources of their own.
func (l *Library) addApart(acl *ACL) {
	if l.apart == nil {
		l.findApart()
	}
	for _, r := range l.apart[acl.Resource] {
		at := tf.Block{Body: r.Body, Range: r.Range}
		rule := l.rule(r, at)
		if r.Type == associatesGroup {
			rule = l.associated(r, at)
		}
		rule.maybe = r.Maybe
		acl.rules = append(acl.rules, rule)
	}
	if l.stray || l.cfg.Partial {
		acl.incomplete = "other resources may add rules to it"
	}
}

const associatesGroup = "aws_wafv2_web_acl_rule_group_association"

// findApart sorts the resources that add rules by web ACL, once.
func (l *Library) findApart() {
	l.apart = make(map[*tf.Resource][]*tf.Resource)
	for _, kind := range []string{"aws_wafv2_web_acl_rule", associatesGroup} {
		for _, r := range l.cfg.OfType(kind) {
			acl := l.made(r.Body.Attr("web_acl_arn"), "arn", "aws_wafv2_web_acl")
			if acl == nil {
				l.stray = true
				continue
			}
			l.apart[acl] = append(l.apart[acl], r)
		}
	}
}
