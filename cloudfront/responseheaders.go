package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// responseHeadersPolicy returns the response headers policy of the behavior, as
// this configuration makes it or looks it up.
func (b *Behavior) responseHeadersPolicy() *tf.Resource {
	t, _ := b.Block.Attr("response_headers_policy_id").Text()
	return b.Distribution.model.referred(t, "id", "aws_cloudfront_response_headers_policy")
}

// PreloadsHTTPS tells whether responses ask for a place on the list of names
// that browsers request over https from the first time on.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html.
func (b *Behavior) PreloadsHTTPS() symbol.Truth {
	p := b.responseHeadersPolicy()
	if p == nil {
		return symbol.False
	}
	answer := symbol.False
	configs, _ := p.Body.Blocks("security_headers_config")
	for _, c := range configs {
		transport, _ := c.Blocks("strict_transport_security")
		for _, t := range transport {
			answer = answer.Or(t.Attr("preload").Bool(false))
		}
	}
	return answer
}
