package waf

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An action is what a rule does with a request that matches.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html.
type action struct {
	kind actionKind
	// status is what a block answers, 0 when that is not known.
	status int
}

type actionKind int

const (
	unknownAction actionKind = iota
	allow
	block
	count
	// challenge stands for captcha too: a viewer without a valid token gets a
	// puzzle (405) or a script (202), and with it goes on to the next rule.
	// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html.
	challenge
)

var actionKinds = []struct {
	block string
	kind  actionKind
}{{"allow", allow}, {"block", block}, {"count", count}, {"captcha", challenge}, {"challenge", challenge}}

// readAction reads the block of the name in b: action, default_action,
// action_to_use.
func readAction(b tf.Body, name string) action {
	outer, complete := b.Blocks(name)
	if !complete || len(outer) != 1 {
		return action{}
	}
	var found action
	for _, k := range actionKinds {
		blocks, complete := outer[0].Blocks(k.block)
		if !complete || len(blocks) > 0 && found.kind != unknownAction {
			return action{}
		}
		if len(blocks) > 0 {
			found.kind = k.kind
		}
		if len(blocks) > 0 && k.kind == block {
			found.status = statusOf(blocks[0])
		}
	}
	return found
}

// statusOf returns the status that a block answers: 403, unless a custom
// response has another.
// See https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html.
func statusOf(b tf.Block) int {
	responses, complete := b.Blocks("custom_response")
	if !complete {
		return 0
	}
	if len(responses) == 0 {
		return forbidden
	}
	code, ok := responses[0].Attr("response_code").Int()
	if !ok || code < 200 || code > 599 {
		return 0
	}
	return int(code)
}

const forbidden = 403

// ends reports whether the action may end the request.
func (a action) ends() bool { return a.kind != count && a.kind != challenge }

// denies tells whether the action ends the request with 403.
func (a action) denies() symbol.Truth {
	switch {
	case a.kind == unknownAction, a.kind == block && a.status == 0:
		return symbol.Unknown
	case a.kind == block:
		return symbol.TruthOf(a.status == forbidden)
	}
	return symbol.False
}
