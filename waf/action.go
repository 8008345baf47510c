package waf

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Kind is the kind of an action.
type Kind int

// The kinds. UnknownKind may be any.
const (
	UnknownKind Kind = iota
	Allow
	Block
	Count
	Captcha
	Challenge
)

// An Action is what AWS WAF does with a request.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html.
type Action struct {
	Kind Kind
	// Status is the status of a Block, 0 when it is not known.
	Status int
}

var actionKinds = []struct {
	name string
	kind Kind
}{{"allow", Allow}, {"block", Block}, {"count", Count}, {"captcha", Captcha}, {"challenge", Challenge}}

// readAction reads the blocks that stand for actions: exactly one is set.
func readAction(b tf.Body) Action {
	var found Action
	for _, a := range actionKinds {
		blocks, complete := b.Blocks(a.name)
		switch {
		case !complete, len(blocks) > 0 && found.Kind != UnknownKind:
			return Action{}
		case len(blocks) > 0:
			found = Action{Kind: a.kind}
			if a.kind == Block {
				found.Status = statusOf(blocks[0])
			}
		}
	}
	return found
}

// statusOf returns the status that a block action answers with: a custom
// response may have another than 403.
// See https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html.
func statusOf(block tf.Block) int {
	const forbidden = 403
	responses, complete := block.Blocks("custom_response")
	switch {
	case !complete:
		return 0
	case len(responses) == 0:
		return forbidden
	}
	code, ok := responses[0].Attr("response_code").Int()
	if !ok || code < 100 || code > 999 {
		return 0
	}
	return int(code)
}

// readOuterAction reads an action, or an override, from its block.
func readOuterAction(b tf.Body, name string) (a Action, at tf.Block) {
	blocks, complete := b.Blocks(name)
	if !complete || len(blocks) != 1 {
		return Action{}, at
	}
	return readAction(blocks[0]), blocks[0]
}

// ends reports whether an action may end the evaluation of a request.
func (a Action) ends(r *Request) bool {
	switch a.Kind {
	case Count:
		return false
	case Captcha, Challenge:
		return !r.Solved // with a valid token they only count
	}
	return true
}

// verdict returns what an action that ends the evaluation does with a request;
// why says why that is not known.
func (a Action) verdict(*Request) (v Verdict, why string) {
	switch {
	case a.Kind == Allow:
		return Allowed, ""
	case a.Kind == Block && a.Status == 0:
		return Unknown, "the status of a custom response is not known from this input"
	case a.Kind == Block && a.Status == 403:
		return Blocked, ""
	case a.Kind == Block, a.Kind == Captcha, a.Kind == Challenge:
		return Answered, ""
	}
	return Unknown, "an action is not known from this input"
}

// lets tells whether an action may end in letting a request through.
func (a Action) lets() symbol.Truth {
	switch a.Kind {
	case Allow:
		return symbol.True
	case UnknownKind:
		return symbol.Unknown
	}
	return symbol.False
}
