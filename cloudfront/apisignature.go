package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// askSignature asks whether the request is signed, where IAM authorizes callers.
// CloudFront signs for S3, Lambda and the media services only.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
// and https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html.
func (c apiCall) askSignature() APIAnswer {
	wanted, first, why := c.everyRoute(func(r route) symbol.Truth {
		if r.authorization == "" {
			return symbol.Unknown
		}
		return symbol.TruthOf(r.authorization == "AWS_IAM")
	})
	switch wanted {
	case symbol.False:
		return passes(fmt.Sprintf("%s is not authorized by IAM", c.request.Method))
	case symbol.Unknown:
		return APIAnswer{Because: why}
	}
	answer := APIAnswer{Passes: symbol.False, Route: first.resource, At: first.at("authorization")}
	if !isREST(c.api) {
		answer.At = first.at("authorization_type")
	}
	answer.Because = first.subject() + " takes signed requests only"
	return c.unlessSent(answer, "Authorization")
}

// unlessSent adds to a refusal for want of a header what becomes of it: CloudFront
// may add it, and viewers may send it.
func (c apiCall) unlessSent(answer APIAnswer, header string) APIAnswer {
	if _, set := c.origin.CustomHeader(header); set != symbol.False {
		return APIAnswer{Because: "whether the header " + header + " that CloudFront adds is right is not known from this input"}
	}
	b := c.origin.Distribution.BehaviorFor(c.request)
	if b == nil {
		return APIAnswer{Because: "which behavior serves the path is not known from this input"}
	}
	forwarded, at := c.forwards(b, header)
	switch {
	case forwarded == symbol.Unknown:
		return APIAnswer{Because: "which headers " + b.String() + " sends to the origin is not known from this input" + at.Whence()}
	case forwarded == symbol.True && c.request.Headers[strings.ToLower(header)] != "":
		return APIAnswer{Because: "whether the header " + header + " of the viewer is right is not known from this input"}
	case forwarded == symbol.True && b.Edge().Function != "":
		return APIAnswer{Because: b.Edge().Function + " may add the header " + header}
	}
	answer.OfViewers = forwarded == symbol.True
	return answer
}

// forwards tells whether a header of the viewer reaches the API. Authorization is
// kept with methods that write, whatever is listed.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior.
func (c apiCall) forwards(b *Behavior, header string) (symbol.Truth, tf.Value) {
	forwarded, at := b.Forwards(header)
	if header == "Authorization" && writes(c.request.Method) {
		forwarded = symbol.True
	}
	return forwarded, at
}
