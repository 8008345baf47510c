package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// mayFailOtherwise says why the API may answer nothing at all, or an error that is
// no 403; it is empty when it serves requests from the internet as usual.
func (c apiCall) mayFailOtherwise(gate APIGate) string {
	if c.domain != nil {
		if why := c.domainMayFail(); why != "" || gate == APIMapping {
			return why
		}
	}
	if c.api == nil && gate != APIMapping {
		return "the API is not made in this configuration"
	}
	if c.api == nil {
		return ""
	}
	switch protocol, known := c.api.Body.Attr("protocol_type").Literal(); {
	case isREST(c.api):
	case !known || protocol != "HTTP":
		return "what " + c.api.Address + " answers to a request that opens no WebSocket is not documented"
	case c.domain == nil && c.defaultEndpointDisabled() != symbol.False:
		return "with which status " + c.api.Address + " refuses requests at its default endpoint is not documented"
	}
	return mayBePrivate(c.api)
}

// domainMayFail is mayFailOtherwise for a custom domain name.
func (c apiCall) domainMayFail() string {
	b := c.origin.Distribution.BehaviorFor(c.request)
	if b == nil {
		return "which behavior serves the path is not known from this input"
	}
	if host, _ := b.Forwards("Host"); host != symbol.False {
		return "API Gateway finds the API by the Host header of the viewer"
	}
	if blocks, complete := c.domain.Body.Blocks("mutual_tls_authentication"); len(blocks) > 0 || !complete {
		return c.domain.Address + " may want a client certificate, and what it answers without is not documented"
	}
	return mayBePrivate(c.domain)
}

// mayBePrivate says that an API or a custom domain name may be one that is not for
// the internet; it is empty when it is.
func mayBePrivate(r *tf.Resource) string {
	configs, complete := r.Body.Blocks("endpoint_configuration")
	for _, e := range configs {
		types, known := e.Attr("types").Texts()
		complete = complete && known
		for _, t := range types {
			if t.Key() == "PRIVATE" {
				return r.Address + " is private, and what it answers to requests from the internet is not documented"
			}
		}
	}
	if !complete {
		return "whether " + r.Address + " is private is not known from this input"
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
	if c.domain != nil {
		return passes("the origin is a custom domain name")
	}
	at := c.api.Body.Attr("disable_execute_api_endpoint")
	switch c.defaultEndpointDisabled() {
	case symbol.True:
		return APIAnswer{Passes: symbol.False, At: at, Because: "its default endpoint is disabled"}
	case symbol.False:
		return passes("the default endpoint of " + c.api.Address + " is not disabled")
	}
	return APIAnswer{Because: "whether the default endpoint of " + c.api.Address + " is disabled is not known from this input" + at.Whence()}
}
