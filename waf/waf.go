// Package waf is what AWS WAF does with a web request: a web ACL is read once,
// and answers for any number of requests. It knows nothing of what the web ACL
// stands in front of.
//
// Every answer has three values. A web ACL that may let a request through and
// may block it, for what is known, answers that it cannot be told, with the
// first reason.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html.
package waf

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An ACL is a web ACL.
type ACL struct {
	Resource *tf.Resource
	// Rules are in the order in which AWS WAF asks them.
	Rules []*Rule
	// Default is what happens to a request that no rule has ended.
	Default Action
	// At is the default action.
	At tf.Block
	// Scope is CLOUDFRONT or REGIONAL, empty when it is not known.
	Scope string

	unordered  bool   // the priorities do not tell the order
	incomplete string // why there may be more rules, empty when there are none
}

// A Rule is one rule of a web ACL or of a rule group.
type Rule struct {
	Name string
	// Resource and Block are where it is written.
	Resource *tf.Resource
	Block    tf.Block
	// Action is what happens to a request that matches. A rule that refers to
	// a rule group has none of its own.
	Action Action

	priority  int64
	ordered   bool // the priority is known
	statement statement
	labels    []string
	unlabeled bool // labels may be missing from labels
	group     *group
	counts    symbol.Truth // what the group says is only counted
}

// A Verdict is what a web ACL does with a request.
type Verdict int

// The verdicts. Unknown is the zero value: a forgotten verdict is never taken
// for a fact.
const (
	Unknown Verdict = iota
	// Allowed requests go on.
	Allowed
	// Blocked requests are answered with 403.
	Blocked
	// Answered requests get another answer from AWS WAF than 403: a custom
	// response, a CAPTCHA (405) or a challenge (202).
	Answered
)

// String returns the verdict for people.
func (v Verdict) String() string {
	return [...]string{"unknown", "allowed", "blocked", "answered"}[v]
}

// An Answer is what a web ACL does with a request, and why.
type Answer struct {
	Verdict Verdict
	// Rule is the rule that decides; nil when the default action does.
	Rule *Rule
	// Because says why nothing is known.
	Because string
}

// Evaluate answers for a request.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html.
func (a *ACL) Evaluate(r *Request) Answer {
	w := walk{request: r}
	if a.incomplete != "" {
		w.may(Unknown, a.incomplete)
	}
	end, rule := w.rules(a.Rules, a.unordered, &context{})
	if end == nil {
		verdict, why := a.Default.verdict(r)
		end = &outcome{verdict, why}
	}
	return w.settle(*end, rule)
}

// An outcome is one that an evaluation may have.
type outcome struct {
	verdict Verdict
	why     string
}

// A walk is one evaluation.
type walk struct {
	request *Request
	maybe   []outcome
}

// may notes a verdict that the evaluation may end with.
func (w *walk) may(v Verdict, why string) { w.maybe = append(w.maybe, outcome{v, why}) }

// settle returns the answer when all that may happen is the same.
func (w *walk) settle(end outcome, rule *Rule) Answer {
	for _, o := range append(w.maybe, end) {
		if o.verdict == Unknown || (o.verdict == Blocked) != (end.verdict == Blocked) {
			return Answer{Because: o.why}
		}
	}
	if end.verdict == Unknown {
		return Answer{Because: end.why}
	}
	return Answer{Verdict: end.verdict, Rule: rule}
}

// rules asks rules in turn. It returns the outcome of the one that certainly
// ends the evaluation, nil when none does.
func (w *walk) rules(rules []*Rule, unordered bool, c *context) (end *outcome, by *Rule) {
	c.unordered = unordered
	for _, rule := range rules {
		o := w.rule(rule, c)
		if o == nil {
			continue
		}
		if !unordered {
			return o, rule
		}
		if end != nil {
			w.may(end.verdict, "the order of the rules is not known from this input")
		}
		end, by = o, rule
	}
	return end, by
}

// rule asks one rule. It returns how the evaluation certainly ends with it,
// nil when it may go on.
func (w *walk) rule(rule *Rule, c *context) *outcome {
	matches, why := rule.statement.match(w.request, c)
	if matches == symbol.False {
		return nil
	}
	why = "rule " + rule.Name + " may match: " + why
	if rule.group != nil {
		return w.groupRule(rule, matches, why, c)
	}
	c.add(rule, matches)
	return w.act(rule.Action, matches, why)
}

// act does what an action does with a request that matches, or may.
func (w *walk) act(a Action, matches symbol.Truth, why string) *outcome {
	if !a.ends(w.request) {
		return nil
	}
	verdict, notKnown := a.verdict(w.request)
	if notKnown != "" {
		why = notKnown
	}
	if matches == symbol.True && verdict != Unknown {
		return &outcome{verdict, why}
	}
	w.may(verdict, why)
	return nil
}

// MayAllow tells whether a rule may let a request through before the default
// action; because says which.
func (a *ACL) MayAllow() (answer symbol.Truth, because string) {
	if a.incomplete != "" {
		answer, because = symbol.Unknown, a.incomplete
	} else {
		answer = symbol.False
	}
	for _, r := range a.Rules {
		lets, why := r.lets()
		if lets == symbol.True {
			return lets, why
		}
		if lets == symbol.Unknown && answer == symbol.False {
			answer, because = lets, why
		}
	}
	return answer, because
}

// lets tells whether a rule may let a request through.
func (r *Rule) lets() (symbol.Truth, string) {
	if r.group != nil {
		return r.group.mayAllow(), "the rules of " + r.group.name + " may allow requests"
	}
	if r.Action.Kind == UnknownKind {
		return symbol.Unknown, "the action of rule " + r.Name + " is not known from this input"
	}
	return r.Action.lets(), "rule " + r.Name + " allows some requests"
}

// Class completes the sentence "requests ..." with those that a rule is about.
func (r *Rule) Class() string { return r.statement.words(true) }

// Variations returns how requests differ that are of the class of each rule
// that blocks, as far as a request can be made for it.
func (a *ACL) Variations() []Variation {
	var all []Variation
	for _, r := range a.Rules {
		if r.group != nil || r.Action.Kind != Block {
			continue
		}
		var v Variation
		if r.statement.shape(true, &v) {
			all = append(all, v)
		}
	}
	return all
}
