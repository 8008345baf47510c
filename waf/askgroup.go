package waf

import (
	"slices"

	"github.com/no403/no403/symbol"
)

// askGroup asks the rules of a rule group.
func (e *evaluation) askGroup(rule *Rule) (ends bool) {
	scope := certainly(true)
	if rule.scope != nil {
		scope = rule.scope.match(e)
	}
	if rule.maybe || e.acl.unordered {
		scope = scope.and(cannotTell("whether the rule is asked is not known from this input"))
	}
	if scope.matches == symbol.False {
		return false
	}
	e.labels.others = e.labels.others || rule.group.others || !rule.labelled || len(rule.labels) > 0
	if rule.group.incomplete != "" || !rule.overruled {
		because := rule.group.incomplete
		if because == "" {
			because = "what overrides the actions of a rule group is not known from this input"
		}
		e.labels.others = true
		return rule.counted != symbol.True && e.apply(rule, nil, action{}, cannotTell(because))
	}
	e.askOthers(rule, scope)
	stopped := certainly(false) // by a rule that would end the request, were it not counted
	for _, inner := range rule.group.rules {
		found := scope.and(e.find(inner)).and(stopped.not())
		a := rule.actionOf(inner)
		if a.ends() {
			switch rule.counted {
			case symbol.True:
				stopped, a = stopped.or(found), action{kind: count}
			case symbol.Unknown:
				found = found.and(cannotTell("what overrides the action of a rule group is not known from this input"))
			}
		}
		if e.apply(inner, rule, a, found) {
			return true
		}
	}
	return false
}

// actionOf returns the action of a rule of the group.
func (r *Rule) actionOf(inner *Rule) action {
	if a, overridden := r.overrides[inner.Name]; overridden {
		return a
	}
	return inner.action
}

// askOthers stands for the rules of a managed group that are not listed here but
// have another action in the web ACL.
func (e *evaluation) askOthers(rule *Rule, scope finding) {
	if !rule.group.others || rule.counted == symbol.True {
		return
	}
	for name, a := range rule.overrides {
		listed := slices.ContainsFunc(rule.group.rules, func(inner *Rule) bool { return inner.Name == name })
		if !listed && a.ends() {
			e.apply(rule, nil, a, scope.and(cannotTell("which requests the rules match whose action it overrides is not documented")))
		}
	}
}
