package cloudfront

import (
	"github.com/no403/no403/symbol"
)

// payloadHash is the header in which whoever sends a body says its SHA-256.
const payloadHash = "x-amz-content-sha256"

// RefusesPayload tells whether the Lambda function URL behind a behavior refuses
// a request for its body: CloudFront signs the request but does not read the
// body, and Lambda takes no payload that is not covered by the signature, so
// the viewer has to send the hash.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html.
func (b *Behavior) RefusesPayload(o *Origin, r Request) (refused symbol.Truth, because string) {
	if r.Method != "POST" && r.Method != "PUT" && r.Method != "PATCH" {
		return symbol.False, "the request has no body"
	}
	url := o.Distribution.model.cfg.Resource(o.Endpoint().Address)
	if url == nil || url.Type != "aws_lambda_function_url" || url.Data {
		return symbol.Unknown, "the function URL is not made in this configuration"
	}
	switch auth, known := url.Body.Attr("authorization_type").Literal(); {
	case !known:
		return symbol.Unknown, "who may call " + url.Address + " is not known from this input"
	case auth != "AWS_IAM":
		return symbol.False, url.Address + " takes requests that are not signed"
	}
	switch o.signsForLambda() {
	case symbol.False:
		return symbol.False, "CloudFront does not sign its requests to the origin"
	case symbol.Unknown:
		return symbol.Unknown, "how CloudFront signs its requests to the origin is not known from this input"
	}
	if r.Headers[payloadHash] != "" {
		return symbol.False, "the request brings the hash of its body"
	}
	for _, rule := range b.corsRules() {
		if listed(rule.headers, payloadHash) != symbol.False {
			return symbol.Unknown, "CORS is set up for viewers who may send " + payloadHash
		}
	}
	return symbol.True, "CloudFront signs for " + url.Address + " without the body, and the request does not bring its hash in " + payloadHash
}
