package cloudfront

import (
	"fmt"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// keyHeader is where API Gateway looks for an API key.
const keyHeader = "x-api-key"

// askKey asks whether the request brings an API key, where the method wants one.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html.
func (c apiCall) askKey() APIAnswer {
	wanted, first, why := c.everyRoute(func(r route) symbol.Truth { return r.needsKey })
	switch wanted {
	case symbol.False:
		return passes(fmt.Sprintf("%s wants no API key", c.request.Method))
	case symbol.Unknown:
		return APIAnswer{Because: why}
	}
	if first.authorization != "NONE" {
		return APIAnswer{Because: "the authorizer of " + first.String() + " is asked before the key"}
	}
	source := c.api.Body.Attr("api_key_source")
	written := c.origin.Distribution.model.routeTable(c.api).document.KeySource != nil
	if name, known := source.Literal(); written || !source.Unset() && (!known || name != "HEADER") {
		return APIAnswer{Because: "the API key may come from the authorizer of " + c.api.Address}
	}
	if _, set := c.origin.CustomHeader(keyHeader); set == symbol.True {
		return passes(fmt.Sprintf("origin %q adds the header x-api-key", c.origin.ID()))
	}
	return c.unlessSent(APIAnswer{
		Passes: symbol.False, Route: first.resource, At: first.at("api_key_required"),
		Because: first.subject() + " wants an API key",
	}, keyHeader)
}

// askKeyPlan asks whether the API key that CloudFront adds belongs to a usage plan
// of the stage.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html.
func (c apiCall) askKeyPlan() APIAnswer {
	if wanted, _, _ := c.everyRoute(func(r route) symbol.Truth { return r.needsKey }); wanted == symbol.False {
		return passes(fmt.Sprintf("%s wants no API key", c.request.Method))
	} else if wanted == symbol.Unknown {
		return APIAnswer{Because: "whether an API key is wanted is not known from this input"}
	}
	value, set := c.origin.CustomHeader(keyHeader)
	m := c.origin.Distribution.model
	text, known := value.Text()
	key := m.referred(text, "value", "aws_api_gateway_api_key")
	if set != symbol.True || !known || key == nil || key.Data {
		return APIAnswer{Because: "which API key CloudFront adds is not known from this input"}
	}
	answer := APIAnswer{Passes: symbol.False, At: value, Route: key}
	switch key.Body.Attr("enabled").Bool(true) {
	case symbol.False:
		answer.Because, answer.At, answer.Disabled = "it is not enabled", key.Body.Attr("enabled"), true
		return answer
	case symbol.Unknown:
		return APIAnswer{Because: "whether " + key.Address + " is enabled is not known from this input"}
	}
	switch inPlan, why := m.inPlan(key, c); inPlan {
	case symbol.True:
		return passes(why)
	case symbol.Unknown:
		return APIAnswer{Because: why}
	}
	answer.Because = "it belongs to no usage plan of the stage"
	return answer
}

// inPlan tells whether a key belongs to a usage plan of the stage that is called.
func (m *Model) inPlan(key *tf.Resource, c apiCall) (symbol.Truth, string) {
	if m.cfg.Partial || m.passedTo(key.Address, c.api.Address) != "" {
		return symbol.Unknown, "a usage plan may be made where this input does not show it"
	}
	in := symbol.False
	for _, link := range m.cfg.OfType("aws_api_gateway_usage_plan_key") {
		id, ok := link.Body.Attr("key_id").Text()
		owner := m.referred(id, "id", "aws_api_gateway_api_key")
		if ok && owner != nil && owner != key {
			continue
		}
		plan, _ := link.Body.Attr("usage_plan_id").Text()
		covers := m.planCovers(m.referred(plan, "id", "aws_api_gateway_usage_plan"), c)
		if owner == nil || link.Maybe {
			covers = covers.And(symbol.Unknown)
		}
		if in = in.Or(covers); in == symbol.True {
			return in, key.Address + " belongs to a usage plan of the stage"
		}
	}
	return in, "whether " + key.Address + " belongs to a usage plan of the stage is not known from this input"
}

// planCovers tells whether a usage plan is for the stage that is called.
func (m *Model) planCovers(plan *tf.Resource, c apiCall) symbol.Truth {
	if plan == nil || plan.Data || m.passedTo(plan.Address) != "" {
		return symbol.Unknown
	}
	stages, complete := plan.Body.Blocks("api_stages")
	in := symbol.TruthOf(false)
	if !complete {
		in = symbol.Unknown
	}
	own := m.expand(symbol.Symbol{Address: c.api.Address, Attr: "id"})
	for _, s := range stages {
		id, ok := s.Attr("api_id").Text()
		same := symbol.Equal(m.canonical(id), own)
		stage, known := s.Attr("stage").Text()
		if !ok {
			same = symbol.Unknown
		}
		if !c.known || !known {
			in = in.Or(same.And(symbol.Unknown))
			continue
		}
		in = in.Or(same.And(symbol.Equal(m.canonical(stage), symbol.Literal(c.stage))))
	}
	return in
}
