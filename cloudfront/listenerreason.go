package cloudfront

import (
	"slices"

	"github.com/no403/no403/symbol"
)

// explain finds what is missing for a request that a listener refuses.
func (a *arrival) explain(answer ListenerAnswer, rules []listenerRule) ListenerAnswer {
	before := rules
	refusing := slices.IndexFunc(rules, func(r listenerRule) bool { return r.resource == answer.Rule })
	if refusing >= 0 {
		before = rules[:refusing]
		if c := rules[refusing].met.about("path_pattern"); c != nil && !a.takesBehavior(*c) {
			answer.Verdict, answer.Condition = ListenerRefusesPath, c.block
			return answer // the same viewer comes through with another path
		}
	}
	answer.Whole = true
	best := a.nearestRule(&answer, before)
	switch {
	case best != nil && (refusing < 0 || best.worst() != ListenerRefusesPath):
		answer.Wanted, answer.Verdict = best.resource, best.worst()
		answer.Condition = best.missed[slices.IndexFunc(best.missed, func(c condition) bool { return verdictOf(c.kind) == answer.Verdict })].block
	case refusing >= 0:
		for _, kind := range []string{"host_header", "path_pattern"} {
			if c := rules[refusing].met.about(kind); c != nil {
				answer.Verdict, answer.Condition = verdictOf(kind), c.block
				break
			}
		}
	}
	return answer
}

// nearestRule returns the rule that comes nearest to forwarding the request,
// nil without one, and notes which paths are forwarded all the same.
func (a *arrival) nearestRule(answer *ListenerAnswer, rules []listenerRule) *listenerRule {
	var best *listenerRule
	for i := range rules {
		rule := &rules[i]
		if rule.outcome != outcomeOther || len(rule.missed) == 0 {
			continue
		}
		for _, pattern := range rule.otherPaths() {
			if !a.whereTo || symbol.Intersects(pattern, a.served) {
				answer.Whole = false
				answer.Open = append(answer.Open, pattern.String())
			}
		}
		if best == nil || rule.rank() < best.rank() {
			best = rule
		}
	}
	return best
}

// takesBehavior reports whether a condition on the path holds for every path of
// the behavior.
func (a *arrival) takesBehavior(c condition) bool {
	return a.whereTo && a.anyValue(c.block, func(pattern symbol.Text) symbol.Truth {
		return symbol.TruthOf(takesAll(pattern, a.served))
	}) == symbol.True
}

// conditions are those of one rule.
type conditions []condition

// about returns the condition of a kind, nil without one.
func (cs conditions) about(kind string) *condition {
	for i := range cs {
		if cs[i].kind == kind {
			return &cs[i]
		}
	}
	return nil
}

// otherPaths returns the path patterns of a rule that misses nothing else:
// under one of these paths it forwards the request.
func (r *listenerRule) otherPaths() []symbol.Text {
	var patterns []symbol.Text
	for _, c := range r.missed {
		if c.kind != "path_pattern" {
			return nil
		}
		texts, _ := c.block.Attr("values").Texts()
		patterns = append(patterns, texts...)
	}
	return patterns
}

// verdictOf returns the verdict about a condition that decides.
func verdictOf(kind string) ListenerVerdict {
	switch kind {
	case "http_header":
		return ListenerWantsHeader
	case "host_header":
		return ListenerWantsHost
	case "source_ip":
		return ListenerWantsAddress
	case "path_pattern":
		return ListenerRefusesPath
	}
	return ListenerRefuses
}

// worst returns the verdict about the most telling of the conditions that the
// request does not meet.
func (r *listenerRule) worst() ListenerVerdict {
	worst := ListenerRefuses
	for _, c := range r.missed {
		worst = min(worst, verdictOf(c.kind))
	}
	return worst
}

// rank orders rules by how near they come: those that miss few conditions come
// first, among them those that miss more than the path, which may be meant.
func (r *listenerRule) rank() int { return len(r.missed)*int(ListenerRefuses+1) + int(r.worst()) }
