package cloudfront

import (
	"fmt"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// responseType returns the gateway response that a gate refuses with, empty where
// API Gateway does not get as far as the API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
func (g APIGate) responseType() string {
	switch g {
	case APIRoute, APISignature:
		return "MISSING_AUTHENTICATION_TOKEN"
	case APIPolicy:
		return "ACCESS_DENIED"
	case APIKey, APIKeyPlan:
		return "INVALID_API_KEY"
	}
	return ""
}

// keeps403 tells whether a REST API leaves the status of a refusal as it is:
// gateway responses may replace it.
func (c apiCall) keeps403(gate APIGate) (kept symbol.Truth, because string) {
	own := gate.responseType()
	if own == "" || !isREST(c.api) {
		return symbol.True, ""
	}
	responses, complete := c.origin.Distribution.model.partsOf(c.api, "aws_api_gateway_gateway_response", "rest_api_id")
	complete = complete && c.origin.Distribution.model.routeTable(c.api).document.Responses == nil
	var general, special *tf.Resource
	for _, r := range responses {
		switch kind, known := r.Body.Attr("response_type").Literal(); {
		case !known || r.Maybe:
			complete = false
		case kind == own:
			special = r
		case kind == "DEFAULT_4XX":
			general = r
		}
	}
	if !complete {
		return symbol.Unknown, "the gateway responses of " + c.api.Address + " are not all known from this input"
	}
	if special == nil {
		special = general // it stands for those that are not written
	}
	if special == nil {
		return symbol.True, ""
	}
	status := special.Body.Attr("status_code")
	if status.Unset() {
		return symbol.True, ""
	}
	code, known := status.Literal()
	if !known {
		return symbol.Unknown, "the status of " + special.Address + " is not known from this input" + status.Whence()
	}
	return symbol.TruthOf(code == "403"), fmt.Sprintf("API Gateway refuses the request with the status %s, as %s says", code, special.Address)
}
