package cloudfront_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// Where the paths of a custom domain name lead.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html.
func TestAPIMapping(t *testing.T) {
	mapping := func(key string) string {
		return fmt.Sprintf(`resource "aws_api_gateway_base_path_mapping" "m_%s" {
  api_id      = aws_api_gateway_rest_api.a.id
  stage_name  = "prod"
  domain_name = aws_api_gateway_domain_name.d.domain_name
  base_path   = %q
}`, strings.Trim(key, "()"), key)
	}
	for name, tc := range map[string]struct {
		origin, behavior, domain, mappings string
		want, key                          symbol.Truth // of APIMapping and APIKey
	}{
		"none":                 {"", "", "", "", no, unknown},
		"all paths":            {"", "", "", mapping(""), yes, no},
		"all paths, by name":   {"", "", "", mapping("(none)"), yes, no},
		"the first part":       {"", "", "", mapping("api"), yes, no},
		"another part":         {"", "", "", mapping("shop"), no, unknown},
		"the longer key":       {"", "", "", mapping("") + "\n" + mapping("api"), yes, no},
		"origin path":          {`origin_path = "/shop"`, "", "", mapping("shop"), yes, no},
		"more origin path":     {`origin_path = "/shop/v2"`, "", "", mapping("shop"), yes, no},
		"half of a part":       {`origin_path = "/shopping"`, "", "", mapping("shop"), no, unknown},
		"origin path unknown":  {`origin_path = aws_lb.b.name`, "", "", mapping("shop"), yes, unknown},
		"host of the viewer":   {"", `origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"`, "", "", unknown, unknown},
		"client certificates":  {"", "", "mutual_tls_authentication {\n truststore_uri = \"s3://b/t.pem\"\n}", "", unknown, unknown},
		"private":              {"", "", "endpoint_configuration {\n types = [\"PRIVATE\"]\n}", "", unknown, unknown},
		"routing rules":        {"", "", `routing_mode = "ROUTING_RULE_ONLY"`, "", unknown, unknown},
		"mapping of who knows": {"", "", "", "resource \"aws_apigatewayv2_api_mapping\" \"m\" {\n domain_name = aws_lb.b.name\n}", unknown, unknown},
		"key of who knows":     {"", "", "", "resource \"aws_apigatewayv2_api_mapping\" \"m\" {\n domain_name = \"api.example.com\"\n api_mapping_key = aws_lb.b.name\n}", unknown, unknown},
	} {
		d := distribution(t, `
origin {
  origin_id   = "api"
  domain_name = "API.example.com"
  `+tc.origin+`
}
ordered_cache_behavior {
  target_origin_id = "api"
  path_pattern     = "/api/*"
  `+tc.behavior+`
}
default_cache_behavior {
  target_origin_id = "api"
}`, apiStage, `resource "aws_api_gateway_rest_api" "a" {}`, `resource "aws_lb" "b" {}`, apiMethod("{proxy+}", "ANY", apiKeyWanted),
			"resource \"aws_api_gateway_domain_name\" \"d\" {\n domain_name = \"api.example.com\"\n"+tc.domain+"\n}", tc.mappings)
		o := d.Origins[0]
		if o.Endpoint().Kind != cloudfront.APIGateway {
			t.Fatalf("%s: the origin is %s", name, o.Endpoint().Kind)
		}
		if answer := o.AskAPI(cloudfront.APIMapping, get("/api/x")); answer.Passes != tc.want {
			t.Errorf("%s: mapping %v, want %v (%s)", name, answer.Passes, tc.want, answer.Because)
		}
		if answer := o.AskAPI(cloudfront.APIKey, get("/api/x")); answer.Passes != tc.key {
			t.Errorf("%s: key %v, want %v (%s)", name, answer.Passes, tc.key, answer.Because)
		}
	}
}
