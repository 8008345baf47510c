package cloudfront_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// The methods of an API may be described by its body.
func TestOpenAPI(t *testing.T) {
	const (
		key  = `securitySchemes = { key = { type = "apiKey", name = "x-api-key", in = "header" } }`
		sigV = `securitySchemes = { v4 = { type = "apiKey", name = "Authorization", in = "header", x-amazon-apigateway-authtype = "awsSigv4" } }`
	)
	for name, tc := range map[string]struct {
		body                   string
		route, signature, keys symbol.Truth
	}{
		"open":             {`jsonencode({ paths = { "/orders" = { get = {} } } })`, yes, yes, yes},
		"key":              {`jsonencode({ paths = { "/orders" = { get = { security = [{ key = [] }] } } }, components = { ` + key + ` } })`, yes, yes, no},
		"signature":        {`jsonencode({ paths = { "/orders" = { get = { security = [{ v4 = [] }] } } }, components = { ` + sigV + ` } })`, yes, no, unknown},
		"user pool":        {`jsonencode({ paths = { "/orders" = { get = { security = [{ pool = [] }] } } } })`, yes, unknown, unknown},
		"another path":     {`jsonencode({ paths = { "/items" = { get = {} } } })`, no, unknown, unknown},
		"any method":       {`jsonencode({ paths = { "/{proxy+}" = { x-amazon-apigateway-any-method = {} } } })`, yes, yes, yes},
		"security for all": {`jsonencode({ security = [{ key = [] }], paths = { "/orders" = { get = {} } } })`, yes, unknown, unknown},
		"elsewhere":        {`jsonencode({ paths = { "/items" = { "$ref" = "other.json" } } })`, unknown, unknown, unknown},
		"YAML":             {`"paths:\n  /items:\n    get: {}"`, unknown, unknown, unknown},
		"path not known":   {`jsonencode({ paths = { "/${aws_lb.b.name}" = { get = {} } } })`, unknown, unknown, unknown},
		"not known":        {`aws_lb.b.name`, unknown, unknown, unknown},
		"link not known":   {`jsonencode({ paths = { "/orders" = { get = { x-amazon-apigateway-integration = { uri = aws_lb.b.name } } } } })`, yes, yes, yes},
	} {
		d := distribution(t, `
origin {
  origin_id   = "api"
  domain_name = "${aws_api_gateway_rest_api.a.id}.execute-api.eu-west-1.amazonaws.com"
  origin_path = "/prod"
}
ordered_cache_behavior {
  target_origin_id = "api"
  path_pattern     = "/orders*"
}
default_cache_behavior {
  target_origin_id = "api"
}`, apiStage, `resource "aws_lb" "b" {}`, "resource \"aws_api_gateway_rest_api\" \"a\" {\n body = "+tc.body+"\n}")
		for gate, want := range map[cloudfront.APIGate]symbol.Truth{cloudfront.APIRoute: tc.route, cloudfront.APISignature: tc.signature, cloudfront.APIKey: tc.keys} {
			answer := d.Origins[0].AskAPI(gate, get("/orders"))
			if answer.Moot {
				answer.Passes = unknown
			}
			if answer.Passes != want {
				t.Errorf("%s: gate %d: %v, want %v (%s)", name, gate, answer.Passes, want, answer.Because)
			}
		}
	}
}

func FuzzOpenAPI(f *testing.F) {
	f.Add(`{"paths":{"/orders":{"get":{"security":[{"key":[]}]}}},"components":{"securitySchemes":{"key":{"type":"apiKey","name":"x-api-key","in":"header"}}}}`)
	f.Add(`{"swagger":"2.0","paths":{"/{proxy+}":{"x-amazon-apigateway-any-method":null,"$ref":1}},"securityDefinitions":{}}`)
	f.Add(`{"paths":{"/orders":[]}}`)
	f.Add(`{"x-amazon-apigateway-policy":{},"x-amazon-apigateway-gateway-responses":{},"paths":{"":{"get":{}}}}`)
	f.Fuzz(func(t *testing.T, body string) {
		quoted, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		m := state(t,
			[3]string{"aws_api_gateway_rest_api", "a", fmt.Sprintf(`{"id":"a1","body":%s}`, quoted)},
			[3]string{"aws_api_gateway_stage", "s", `{"rest_api_id":"a1","stage_name":"prod"}`},
			[3]string{"aws_cloudfront_distribution", "d", `{"id":"E1","origin":[{"origin_id":"a","domain_name":"a1.execute-api.eu-west-1.amazonaws.com","origin_path":"/prod"}],
				"default_cache_behavior":[{"target_origin_id":"a"}]}`})
		b := m.Distributions[0].DefaultBehavior()
		b.Reads()
		b.Writes()
		for gate := cloudfront.APIMapping; gate <= cloudfront.APIKeyPlan; gate++ {
			m.Distributions[0].Origins[0].AskAPI(gate, get("/orders"))
		}
	})
}
