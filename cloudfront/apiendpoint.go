package cloudfront

import (
	"github.com/no403/no403/symbol"
)

// mayFailOtherwise says why the API may answer nothing at all, or an error that is
// no 403; it is empty when it serves requests from the internet as usual.
func (c apiCall) mayFailOtherwise() string {
	switch protocol, known := c.api.Body.Attr("protocol_type").Literal(); {
	case isREST(c.api):
	case !known || protocol != "HTTP":
		return "what " + c.api.Address + " answers to a request that opens no WebSocket is not documented"
	case c.defaultEndpointDisabled() != symbol.False:
		return "with which status " + c.api.Address + " refuses requests at its default endpoint is not documented"
	}
	configs, complete := c.api.Body.Blocks("endpoint_configuration")
	for _, e := range configs {
		types, known := e.Attr("types").Texts()
		complete = complete && known
		for _, t := range types {
			if t.Key() == "PRIVATE" {
				return c.api.Address + " is private, and what it answers to requests from the internet is not documented"
			}
		}
	}
	if !complete {
		return "whether " + c.api.Address + " is private is not known from this input"
	}
	return ""
}

// defaultEndpointDisabled tells whether the API takes no requests under the name
// that AWS gives it.
func (c apiCall) defaultEndpointDisabled() symbol.Truth {
	return c.api.Body.Attr("disable_execute_api_endpoint").Bool(false)
}

// askEndpoint asks whether the default endpoint takes requests.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html.
func (c apiCall) askEndpoint() APIAnswer {
	at := c.api.Body.Attr("disable_execute_api_endpoint")
	switch c.defaultEndpointDisabled() {
	case symbol.True:
		return APIAnswer{Passes: symbol.False, At: at, Because: "its default endpoint is disabled"}
	case symbol.False:
		return passes("the default endpoint of " + c.api.Address + " is not disabled")
	}
	return APIAnswer{Because: "whether the default endpoint of " + c.api.Address + " is disabled is not known from this input" + at.Whence()}
}
