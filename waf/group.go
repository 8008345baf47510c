package waf

import (
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A group is what a rule refers to instead of having a statement and an action
// of its own.
type group struct {
	name string
	// rules of a rule group that is made here.
	rules     []*Rule
	unordered bool
	overrides map[string]Action
	// unknown says why the rules are not known, empty when they are.
	unknown string
	// managed groups never allow a request by themselves. challenges tells that
	// theirs may answer with something else than 403.
	managed, challenges bool
}

// challenging are the managed groups of AWS whose rules may ask for a CAPTCHA or
// a challenge.
// See https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html.
var challenging = []string{
	"AWSManagedRulesBotControlRuleSet", "AWSManagedRulesATPRuleSet", "AWSManagedRulesACFPRuleSet", "AWSManagedRulesAntiDDoSRuleSet",
}

// groupRule asks the rules of a group.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html.
func (w *walk) groupRule(rule *Rule, matches symbol.Truth, why string, c *context) *outcome {
	g := rule.group
	if g.managed {
		c.managed = true
	}
	c.unlabeled = c.unlabeled || g.unknown != ""
	switch {
	case rule.counts == symbol.True:
		return nil
	case g.unknown != "":
		return w.unknownGroup(g)
	}
	inner := walk{request: w.request}
	end, _ := inner.rules(g.effective(), g.unordered, &context{})
	for _, o := range inner.maybe {
		w.may(o.verdict, o.why)
	}
	switch {
	case end == nil:
		return nil
	case matches != symbol.True || rule.counts != symbol.False:
		w.may(end.verdict, why)
		return nil
	}
	return end
}

// unknownGroup notes what a group may do whose rules are not known.
func (w *walk) unknownGroup(g *group) *outcome {
	if !g.managed {
		w.may(Unknown, g.unknown)
		return nil
	}
	w.may(Blocked, g.unknown)
	if g.challenges {
		w.may(Answered, g.unknown)
	}
	for _, a := range g.overrides {
		if a.Kind == Allow || a.Kind == UnknownKind {
			w.may(Allowed, g.unknown)
		}
	}
	return nil
}

// effective returns the rules with their actions as they are overridden.
func (g *group) effective() []*Rule {
	rules := slices.Clone(g.rules)
	for i, r := range rules {
		if a, ok := g.overrides[r.Name]; ok {
			changed := *r
			changed.Action = a
			rules[i] = &changed
		}
	}
	return rules
}

// mayAllow tells whether a group may let a request through.
func (g *group) mayAllow() symbol.Truth {
	answer := symbol.False
	if g.unknown != "" && !g.managed {
		answer = symbol.Unknown
	}
	for _, a := range g.overrides {
		if a.lets() != symbol.False {
			answer = symbol.Unknown
		}
	}
	for _, r := range g.effective() {
		answer = answer.Or(r.Action.lets())
	}
	return answer
}

// readManaged reads a reference to a group that AWS or a vendor manages.
func readManaged(b tf.Body) *group {
	name, ok := b.Attr("name").Literal()
	vendor, _ := b.Attr("vendor_name").Literal()
	g := &group{name: name, managed: true, overrides: readOverrides(b)}
	g.unknown = "the managed rule group " + name + " may match"
	g.challenges = !ok || vendor != "AWS" || slices.Contains(challenging, name)
	return g
}

// readOverrides reads the actions that take the place of those of rules.
func readOverrides(b tf.Body) map[string]Action {
	overrides := make(map[string]Action)
	blocks, complete := b.Blocks("rule_action_override")
	for _, o := range blocks {
		name, ok := o.Attr("name").Literal()
		action, _ := readOuterAction(o, "action_to_use")
		if !ok {
			complete = false
			continue
		}
		overrides[name] = action
	}
	if !complete {
		overrides[""] = Action{}
	}
	return overrides
}
