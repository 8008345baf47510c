package rules

import (
	"fmt"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// A refusal is a request that a listener answers with 403.
type refusal struct {
	behavior *cloudfront.Behavior
	origin   *cloudfront.Origin
	request  cloudfront.Request
	answer   cloudfront.ListenerAnswer
}

// listenerGate checks a request for one reason why the listener of a load
// balancer refuses it. deny composes the denial.
func listenerGate(verdict cloudfront.ListenerVerdict, deny func(refusal) lint.Decision) func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
	return func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		if o.Endpoint().Kind != cloudfront.LoadBalancer {
			return otherKind(o, cloudfront.LoadBalancer)
		}
		if stoppedByMethod(b, r) {
			return lint.Skip("not reached: %s does not allow %s", b, r.Method)
		}
		answer := o.Listener(b, r)
		switch {
		case answer.Verdict == cloudfront.ListenerNotKnown:
			return lint.CannotTell("%s", answer.Because)
		case answer.Verdict == cloudfront.ListenerPasses:
			return lint.Allow("%s", answer.Because)
		case answer.Verdict != verdict:
			return lint.Skip("not reached: the load balancer refuses the request for another reason")
		}
		refused := refusal{behavior: b, origin: o, request: r, answer: answer}
		if decision = deny(refused); decision.Answer != lint.Denied {
			return decision
		}
		if decision.Viewers == "" {
			decision = decision.ForViewers("viewers get 403 for %s", refused.paths())
		}
		return soften(d, r, b, decision, "the load balancer", refused.paths()).Answers("the load balancer", refused.evidence())
	}
}

// paths says in words which paths are refused.
func (r refusal) paths() string {
	if len(r.answer.Open) > 0 {
		return fmt.Sprintf("%s but %s", r.behavior.Paths(), strings.Join(r.answer.Open, ", "))
	}
	return r.behavior.Paths()
}

// evidence is what the answer shows: the body of the fixed response.
func (r refusal) evidence() string {
	body := r.answer.Response.Attr("message_body")
	if s, ok := body.Literal(); ok && s != "" && !body.Sensitive {
		return fmt.Sprintf("%q", s)
	}
	return "the body of the fixed response"
}

// refuses says what answers 403.
func (r refusal) refuses() string {
	if r.answer.Rule != nil {
		return r.answer.Rule.Address
	}
	return "the default action of " + r.answer.Listener.Address
}

// wanted shows the values of the condition that decides.
func (r refusal) wanted() string {
	values := r.answer.Condition.Attr("values")
	texts, complete := values.Texts()
	if values.Sensitive || !complete {
		return "other values"
	}
	var all []string
	for _, t := range texts {
		all = append(all, t.String())
	}
	return strings.Join(all, ", ")
}

// sees adds where the rule is that wants something else, and what answers.
func (r refusal) sees(decision lint.Decision) lint.Decision {
	if wanted := r.answer.Wanted; wanted != nil {
		decision = decision.See(wanted, r.answer.Condition.Range, "what would be forwarded is here")
	}
	return decision.See(r.answer.Holder(), r.answer.Response.Range, "the 403 is here")
}

// header returns the name of the header that a rule wants, and what the origin
// sends of it.
func (r refusal) header() (name string, sent symbol.Truth) {
	name, _ = r.answer.Condition.Attr("http_header_name").Literal()
	_, sent = r.origin.CustomHeader(name)
	return name, sent
}
