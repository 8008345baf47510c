package cloudfront

import (
	"cmp"
	"maps"
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A ListenerVerdict is what the listener of a load balancer does with
// CloudFront's request.
type ListenerVerdict int

// The verdicts. All but the first two end in 403.
const (
	// ListenerNotKnown: this input does not decide.
	ListenerNotKnown ListenerVerdict = iota
	// ListenerPasses: the listener answers something else than 403 itself.
	ListenerPasses
	// ListenerWantsHeader: what is forwarded carries a header that the request
	// does not have, or not with this value.
	ListenerWantsHeader
	// ListenerWantsHost: what is forwarded comes under another host.
	ListenerWantsHost
	// ListenerWantsAddress: what is forwarded comes from addresses that are not
	// CloudFront's.
	ListenerWantsAddress
	// ListenerRefusesPath: what is forwarded is for other paths.
	ListenerRefusesPath
	// ListenerRefuses: nothing is forwarded, or the reason is none of those above.
	ListenerRefuses
)

// A ListenerAnswer is a verdict with its evidence.
type ListenerAnswer struct {
	Verdict ListenerVerdict
	Because string
	// Listener is the one that CloudFront asks.
	Listener *tf.Resource
	// Rule is the rule that answers, nil for the default action. Response is
	// the fixed response.
	Rule     *tf.Resource
	Response tf.Block
	// Wanted is the rule that comes nearest to forwarding the request, nil
	// without any. Condition is what the request does not meet of it, or meets
	// of Rule.
	Wanted    *tf.Resource
	Condition tf.Block
	// Whole tells that all paths of the behavior are refused.
	Whole bool
	// Open are the path patterns that are forwarded all the same.
	Open []string
}

// Holder returns the resource whose action answers.
func (a ListenerAnswer) Holder() *tf.Resource {
	if a.Rule != nil {
		return a.Rule
	}
	return a.Listener
}

// Refused reports whether the listener answers 403.
func (a ListenerAnswer) Refused() bool { return a.Verdict > ListenerPasses }

// Listener answers what the listener behind an origin does with a request to a
// behavior: the rule with the lowest priority whose conditions are all met
// decides, else the default action.
// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-rules.
func (o *Origin) Listener(b *Behavior, r Request) ListenerAnswer {
	if last := o.asked; last != nil && last.behavior == b && last.request.same(r) {
		return last.answer // each rule asks about the same request
	}
	o.asked = &askedListener{behavior: b, request: r, answer: o.askListener(b, r)}
	return o.asked.answer
}

// askedListener is what a listener answered last.
type askedListener struct {
	behavior *Behavior
	request  Request
	answer   ListenerAnswer
}

// same reports whether two requests are the same to an origin.
func (r Request) same(other Request) bool {
	return r.Method == other.Method && r.Scheme == other.Scheme && r.Path == other.Path && r.behavior == other.behavior &&
		r.Host.Key() == other.Host.Key() && maps.Equal(r.Headers, other.Headers)
}

func (o *Origin) askListener(b *Behavior, r Request) ListenerAnswer {
	listener, because := o.listener(r)
	if listener == nil {
		return ListenerAnswer{Because: because}
	}
	m := o.Distribution.model
	if m.balancers().strayRule {
		return ListenerAnswer{Listener: listener, Because: "a rule that is not known may belong to " + listener.Address}
	}
	if module := m.passedTo(listener.Address, o.balancer().Address); module != "" {
		return ListenerAnswer{Listener: listener, Because: module + " may add rules to " + listener.Address}
	}
	a := b.arrival(o, r)
	rules := a.listenerRules(listener)
	answer := decideListener(listener, rules)
	if answer.Verdict == ListenerRefuses {
		answer = a.explain(answer, rules)
	}
	return answer
}

// A listenerRule is a rule as far as it concerns one request.
type listenerRule struct {
	resource *tf.Resource
	priority int64
	ordered  bool // the priority is known
	outcome  outcome
	response tf.Block
	matches  symbol.Truth
	met      conditions
	missed   conditions // by the request
}

func (a *arrival) listenerRules(listener *tf.Resource) []listenerRule {
	var rules []listenerRule
	for _, r := range a.origin.Distribution.model.balancers().rules[listener.Address] {
		rule := listenerRule{resource: r, matches: symbol.True}
		rule.priority, rule.ordered = r.Body.Attr("priority").Int()
		rule.outcome, rule.response = outcomeOf(r.Body, "action")
		conditions, complete := r.Body.Blocks("condition")
		if !complete || r.Maybe {
			rule.matches = symbol.Unknown
		}
		for _, block := range conditions {
			c := a.condition(block)
			rule.matches = rule.matches.And(c.holds)
			switch c.holds {
			case symbol.False:
				rule.missed = append(rule.missed, c)
			case symbol.True:
				rule.met = append(rule.met, c)
			}
		}
		rules = append(rules, rule)
	}
	slices.SortStableFunc(rules, func(x, y listenerRule) int { return cmp.Compare(x.priority, y.priority) })
	return rules
}

// decideListener lets the rules decide. Where it is not known which one does,
// the answer is known if all that may decide agree.
func decideListener(listener *tf.Resource, rules []listenerRule) ListenerAnswer {
	answer := ListenerAnswer{Listener: listener}
	var candidates []outcome
	unsure, decided := "", false
	for _, rule := range rules {
		if rule.matches == symbol.False {
			continue
		}
		candidates = append(candidates, rule.outcome)
		if rule.matches == symbol.True && rule.ordered {
			answer.Rule, answer.Response = rule.resource, rule.response
			return answer.settle(candidates, rule.resource.Address, unsure)
		}
		decided = decided || rule.matches == symbol.True
		unsure = rule.resource.Address
	}
	if !decided {
		last, response := outcomeOf(listener.Body, "default_action")
		candidates = append(candidates, last)
		answer.Response = response
	}
	return answer.settle(candidates, "the default action of "+listener.Address, unsure)
}

// settle says what the actions that may decide amount to. who is the last of
// them, unsure an earlier rule that may not be for the request.
func (a ListenerAnswer) settle(candidates []outcome, who, unsure string) ListenerAnswer {
	agree := !slices.ContainsFunc(candidates, func(o outcome) bool { return o == outcomeNotKnown || o != candidates[0] })
	switch {
	case !agree && unsure != "":
		a.Because = "whether " + unsure + " is for the request is not known from this input"
	case !agree:
		a.Because = "what " + who + " does is not known from this input"
	case candidates[0] == outcome403:
		a.Verdict, a.Because = ListenerRefuses, who+" answers 403"
	default:
		a.Verdict, a.Because = ListenerPasses, who+" does not answer 403 itself"
	}
	return a
}

// An outcome is what an action does.
type outcome int

const (
	outcomeNotKnown outcome = iota
	outcome403
	outcomeOther
)

// outcomeOf tells what the actions of a rule or a listener amount to, and the
// fixed response among them.
func outcomeOf(body tf.Body, name string) (outcome, tf.Block) {
	actions, complete := body.Blocks(name)
	if !complete || len(actions) == 0 {
		return outcomeNotKnown, tf.Block{}
	}
	for _, action := range actions {
		kind, ok := action.Attr("type").Literal()
		switch {
		case !ok:
			return outcomeNotKnown, tf.Block{}
		case kind != "fixed-response":
			continue
		case len(actions) > 1:
			return outcomeNotKnown, tf.Block{} // viewers sign in first
		}
		responses, complete := action.Blocks("fixed_response")
		if !complete || len(responses) != 1 {
			return outcomeNotKnown, tf.Block{}
		}
		switch status, ok := responses[0].Attr("status_code").Literal(); {
		case !ok:
			return outcomeNotKnown, tf.Block{}
		case status == "403":
			return outcome403, responses[0]
		}
	}
	return outcomeOther, tf.Block{}
}
