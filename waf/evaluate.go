package waf

import (
	"fmt"

	"github.com/no403/no403/symbol"
)

// An Outcome is how the way of a request through a web ACL ends.
type Outcome int

// The outcomes. UnknownOutcome is the zero value.
const (
	UnknownOutcome Outcome = iota
	Allowed
	Blocked
)

// An Answer is what a web ACL does with a request.
type Answer struct {
	Outcome Outcome
	// Status is what a blocked request is answered, 0 when that is not known.
	Status int
	// Denied tells whether the request is answered 403. It may be known where
	// the outcome is not.
	Denied symbol.Truth
	// Rule decides; nil stands for the default action. Within is the rule of
	// the ACL that asks the rule group of Rule, nil without a group.
	Rule, Within *Rule
	// Because says what decides, or what keeps it from being known.
	Because string
	// Challenge is a rule that gives the viewer a puzzle or a script first, nil
	// without one: the answer is the one after that.
	Challenge *Rule
}

// maxSteps bounds how many rules are asked about one request; AWS WAF has room
// for far fewer.
const maxSteps = 20000

// Evaluate tells what the ACL does with a request.
func (a *ACL) Evaluate(r Request) Answer {
	if a.incomplete != "" {
		return Answer{Because: a.incomplete}
	}
	e := &evaluation{acl: a, request: r}
	e.labels.others = a.unordered
	for _, rule := range a.rules {
		if e.ask(rule) {
			break
		}
	}
	if e.steps > maxSteps {
		return Answer{Because: "it has too many rules"}
	}
	if e.decided == nil {
		e.decided = &Answer{Because: "the default action decides"}
		if a.defaults.kind == unknownAction {
			e.decided.Because = "the default action is not known from this input"
		}
		e.decided.end(a.defaults)
	}
	return e.answer()
}

// EvaluateAny tells what the ACL does with every request, whatever it is.
func (a *ACL) EvaluateAny() Answer {
	if a.anything == nil {
		answer := a.Evaluate(Request{Path: "/"})
		a.anything = &answer
	}
	return *a.anything
}

// An evaluation is the way of one request through an ACL.
type evaluation struct {
	acl       *ACL
	request   Request
	labels    labels
	maybe     []Answer // how rules end it of which it is not known whether they match
	decided   *Answer
	challenge *Rule
	steps     int
}

// ask asks one rule of the ACL and tells whether it ends the evaluation.
func (e *evaluation) ask(rule *Rule) (ends bool) {
	if rule.group != nil {
		return e.askGroup(rule)
	}
	return e.apply(rule, nil, rule.action, e.find(rule))
}

// find tells whether a rule is there and matches.
func (e *evaluation) find(rule *Rule) finding {
	e.steps++
	if e.steps > maxSteps {
		return cannotTell("the web ACL has too many rules")
	}
	found := rule.statement.match(e)
	if (rule.maybe || e.acl.unordered) && found.matches == symbol.True {
		found = cannotTell("whether the rule is asked first is not known from this input")
	}
	return found
}

// apply does what an action does when a rule matches.
func (e *evaluation) apply(rule, within *Rule, a action, found finding) (ends bool) {
	if found.matches == symbol.False {
		return false
	}
	if !rule.labelled {
		e.labels.others = true
	}
	for _, name := range rule.labels {
		e.labels.set(name, found.matches)
	}
	switch a.kind {
	case count:
		return false
	case challenge:
		if found.matches == symbol.True && e.challenge == nil {
			e.challenge = rule
		}
		return false
	}
	if a.kind == unknownAction {
		found = cannotTell("the action of the rule is not known from this input")
	}
	end := Answer{Rule: rule, Within: within, Because: found.because}
	end.end(a)
	if found.matches == symbol.Unknown {
		e.maybe = append(e.maybe, end)
		return false
	}
	e.decided = &end
	return true
}

// end sets the answer to what an action ends in.
func (a *Answer) end(with action) {
	a.Denied = with.denies()
	switch with.kind {
	case allow:
		a.Outcome = Allowed
	case block:
		a.Outcome, a.Status = Blocked, with.status
	}
}

// answer weighs what is decided against what other rules may do before.
func (e *evaluation) answer() Answer {
	answer := *e.decided
	answer.Challenge = e.challenge
	for _, m := range e.maybe {
		if m.Outcome == answer.Outcome && m.Status == answer.Status {
			continue
		}
		if m.Denied != answer.Denied {
			answer.Denied = symbol.Unknown
		}
		if answer.Outcome != UnknownOutcome {
			answer.Outcome, answer.Status, answer.Rule, answer.Within = UnknownOutcome, 0, nil, nil
			answer.Because = fmt.Sprintf("rule %s may decide: %s", m.Rule.Name, m.Because)
		}
	}
	return answer
}
