package cloudfront

import "github.com/no403/no403/symbol"

// CustomDomainOfAPI tells whether a host is a custom domain name of an API of
// the configuration.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html.
func (d *Distribution) CustomDomainOfAPI(host symbol.Text) symbol.Truth {
	answer := symbol.False
	for _, kind := range []string{"aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"} {
		for _, r := range d.model.cfg.OfType(kind) {
			t, ok := r.Body.Attr("domain_name").Text()
			if !ok {
				answer = answer.Or(symbol.Unknown)
				continue
			}
			answer = answer.Or(covers(hostName(d.model.canonical(t)), host))
		}
	}
	return answer
}
