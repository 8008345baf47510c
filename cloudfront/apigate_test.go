package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

const (
	apiKeyWanted    = "authorization = \"NONE\"\napi_key_required = true"
	apiIAM          = `authorization = "AWS_IAM"`
	apiOpen         = `authorization = "NONE"`
	sendsAllButHost = `origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"`
)

// restAPI is a distribution in front of a REST API with methods.
func restAPI(t *testing.T, origin, behavior, arguments string, methods ...string) *cloudfront.Origin {
	t.Helper()
	others := append([]string{apiStage, "resource \"aws_api_gateway_rest_api\" \"a\" {\n" + arguments + "\n}"}, methods...)
	return distribution(t, fmt.Sprintf(apiOrigin, origin, behavior), others...).Origins[0]
}

func TestAPIGates(t *testing.T) {
	post := get("/orders")
	post.Method = "POST"
	withKey := get("/orders")
	withKey.Headers = map[string]string{"x-api-key": "k"}
	orders := func(arguments string) string { return apiMethod("orders", "GET", arguments) }
	key := `resource "aws_api_gateway_api_key" "k" { %s }`
	added := "custom_header {\n name = \"X-API-Key\"\n value = aws_api_gateway_api_key.k.value\n}"
	for name, tc := range map[string]struct {
		gate      cloudfront.APIGate
		request   cloudfront.Request
		origin    *cloudfront.Origin
		want      symbol.Truth
		ofViewers bool
	}{
		"endpoint":          {cloudfront.APIEndpoint, get("/orders"), restAPI(t, "", "", "", orders(apiOpen)), yes, false},
		"disabled endpoint": {cloudfront.APIEndpoint, get("/orders"), restAPI(t, "", "", "disable_execute_api_endpoint = true", orders(apiOpen)), no, false},
		"private API": {cloudfront.APIEndpoint, get("/orders"), restAPI(t, "", "",
			"disable_execute_api_endpoint = true\nendpoint_configuration {\n types = [\"PRIVATE\"]\n}", orders(apiOpen)), unknown, false},
		"no key wanted":           {cloudfront.APIKey, get("/orders"), restAPI(t, "", "", "", orders(apiOpen)), yes, false},
		"no key sent":             {cloudfront.APIKey, get("/orders"), restAPI(t, "", "", "", orders(apiKeyWanted)), no, false},
		"key of viewers":          {cloudfront.APIKey, get("/orders"), restAPI(t, "", sendsAllButHost, "", orders(apiKeyWanted)), no, true},
		"key of this viewer":      {cloudfront.APIKey, withKey, restAPI(t, "", sendsAllButHost, "", orders(apiKeyWanted)), unknown, false},
		"key of this viewer, cut": {cloudfront.APIKey, withKey, restAPI(t, "", "", "", orders(apiKeyWanted)), no, false},
		"key added": {cloudfront.APIKey, get("/orders"), restAPI(t, added, "", "", orders(apiKeyWanted),
			fmt.Sprintf(key, "")), yes, false},
		"key from the authorizer":   {cloudfront.APIKey, get("/orders"), restAPI(t, "", "", `api_key_source = "AUTHORIZER"`, orders(apiKeyWanted)), unknown, false},
		"authorizer before the key": {cloudfront.APIKey, get("/orders"), restAPI(t, "", "", "", orders("authorization = \"CUSTOM\"\napi_key_required = true")), unknown, false},
		"key for another path":      {cloudfront.APIKey, get("/other"), restAPI(t, "", "", "", orders(apiKeyWanted)), unknown, false},
		"the very path goes first": {cloudfront.APIKey, get("/orders"), restAPI(t, "", "", "", orders(apiKeyWanted),
			apiMethod("{proxy+}", "ANY", apiOpen)), no, false},
		"key without a plan": {cloudfront.APIKeyPlan, get("/orders"), restAPI(t, added, "", "", orders(apiKeyWanted),
			fmt.Sprintf(key, "")), no, false},
		"disabled key": {cloudfront.APIKeyPlan, get("/orders"), restAPI(t, added, "", "", orders(apiKeyWanted),
			fmt.Sprintf(key, "enabled = false")), no, false},
		"key in a plan": {cloudfront.APIKeyPlan, get("/orders"), restAPI(t, added, "", "", orders(apiKeyWanted),
			fmt.Sprintf(key, ""), usagePlan("prod")), yes, false},
		"key in the plan of another stage": {cloudfront.APIKeyPlan, get("/orders"), restAPI(t, added, "", "", orders(apiKeyWanted),
			fmt.Sprintf(key, ""), usagePlan("test")), no, false},
		"unsigned":           {cloudfront.APISignature, get("/orders"), restAPI(t, "", "", "", orders(apiIAM)), no, false},
		"signed by viewers":  {cloudfront.APISignature, get("/orders"), restAPI(t, "", sendsAllButHost, "", orders(apiIAM)), no, true},
		"unsigned, no route": {cloudfront.APISignature, get("/other"), restAPI(t, "", "", "", orders(apiIAM)), unknown, false},
		"writes keep Authorization": {cloudfront.APISignature, post, restAPI(t, "", "", "",
			apiMethod("orders", "POST", apiIAM)), no, true},
		"signed at the edge": {cloudfront.APISignature, get("/orders"), restAPI(t, "", sendsAllButHost+
			"\nlambda_function_association {\n event_type = \"viewer-request\"\n lambda_arn = \"arn\"\n}", "", orders(apiIAM)), unknown, false},
		"any method by IAM": {cloudfront.APISignature, get("/a/b"), restAPI(t, "", "", "", apiMethod("{proxy+}", "ANY", apiIAM)), no, false},
		"root of a proxy":   {cloudfront.APISignature, get("/"), restAPI(t, "", "", "", apiMethod("{proxy+}", "ANY", apiIAM)), unknown, false},
	} {
		answer := tc.origin.AskAPI(tc.gate, tc.request)
		if answer.Passes != tc.want || answer.OfViewers != tc.ofViewers || answer.Moot {
			t.Errorf("%s: %v, of viewers %v, want %v (%s)", name, answer.Passes, answer.OfViewers, tc.want, answer.Because)
		}
	}
}

// usagePlan puts the API key "k" into a usage plan of a stage.
func usagePlan(stage string) string {
	return fmt.Sprintf(`resource "aws_api_gateway_usage_plan" "p" {
  api_stages {
    api_id = aws_api_gateway_rest_api.a.id
    stage  = %q
  }
}
resource "aws_api_gateway_usage_plan_key" "k" {
  key_id        = aws_api_gateway_api_key.k.id
  usage_plan_id = aws_api_gateway_usage_plan.p.id
}`, stage)
}

// Which paths of a behavior a REST API may serve.
func TestAPIRoute(t *testing.T) {
	for name, tc := range map[string]struct {
		pattern, path string // of the behavior and of the origin
		method        string
		want          symbol.Truth
	}{
		"the resource":           {"/orders", "/prod", apiMethod("orders", "GET", apiOpen), yes},
		"another":                {"/api/*", "/prod", apiMethod("orders", "GET", apiOpen), no},
		"stage in the pattern":   {"/prod/orders*", "", apiMethod("orders", "GET", apiOpen), yes},
		"more in the path":       {"/orders", "/prod/v1", apiMethod("orders", "GET", apiOpen), no},
		"any path":               {"/api/*", "/prod", apiMethod("{proxy+}", "ANY", apiOpen), yes},
		"a parameter":            {"/api/*", "/prod", apiMethod("{id}", "GET", apiOpen), yes},
		"slash at the end":       {"/orders/*", "/prod", apiMethod("orders", "GET", apiOpen), yes},
		"star in front":          {"*.json", "/prod", apiMethod("orders", "GET", apiOpen), no},
		"question mark":          {"/order?", "/prod", apiMethod("orders", "GET", apiOpen), yes},
		"no method at all":       {"/api/*", "/prod", "", unknown},
		"path of the origin":     {"/api/*", "${aws_lb.b.name}", apiMethod("orders", "GET", apiOpen), unknown},
		"method of who knows":    {"/api/*", "/prod", "resource \"aws_api_gateway_method\" \"m\" {\n rest_api_id = aws_lb.b.name\n}", unknown},
		"only another's methods": {"/api/*", "/prod", "resource \"aws_api_gateway_rest_api\" \"b\" {}\nresource \"aws_api_gateway_method\" \"m\" {\n rest_api_id = aws_api_gateway_rest_api.b.id\n}", unknown},
	} {
		d := distribution(t, `
origin {
  origin_id   = "api"
  domain_name = "${aws_api_gateway_rest_api.a.id}.execute-api.eu-west-1.amazonaws.com"
  origin_path = "`+tc.path+`"
}
ordered_cache_behavior {
  target_origin_id = "api"
  path_pattern     = "`+tc.pattern+`"
}
default_cache_behavior {
  target_origin_id = "api"
}`, apiStage, `resource "aws_api_gateway_rest_api" "a" {}`, `resource "aws_lb" "b" {}`, tc.method)
		path, _ := d.Behaviors[0].SamplePath()
		if answer := d.Origins[0].AskAPI(cloudfront.APIRoute, get(path)); answer.Passes != tc.want {
			t.Errorf("%s: %v, want %v (%s)", name, answer.Passes, tc.want, answer.Because)
		}
	}
}

// A gateway response may turn a 403 into something else.
func TestAPIResponses(t *testing.T) {
	response := func(name, kind, more string) string {
		return fmt.Sprintf("resource \"aws_api_gateway_gateway_response\" %q {\n rest_api_id = aws_api_gateway_rest_api.a.id\n response_type = %s\n %s\n}", name, kind, more)
	}
	const notFound = `status_code = "404"`
	for name, tc := range map[string]struct {
		responses string
		want      symbol.Truth
		moot      bool
	}{
		"none":                   {"", no, false},
		"its own":                {response("r", `"INVALID_API_KEY"`, notFound), unknown, true},
		"its own, the same":      {response("r", `"INVALID_API_KEY"`, `status_code = "403"`), no, false},
		"its own, only the body": {response("r", `"INVALID_API_KEY"`, ""), no, false},
		"another":                {response("r", `"ACCESS_DENIED"`, notFound), no, false},
		"all":                    {response("r", `"DEFAULT_4XX"`, notFound), unknown, true},
		"all, and its own":       {response("r", `"DEFAULT_4XX"`, notFound) + "\n" + response("s", `"INVALID_API_KEY"`, ""), no, false},
		"of a type unknown":      {response("r", "aws_api_gateway_rest_api.a.description", notFound), unknown, false},
		"a status unknown":       {response("r", `"INVALID_API_KEY"`, "status_code = aws_api_gateway_rest_api.a.description"), unknown, false},
	} {
		o := restAPI(t, "", "", "", apiMethod("orders", "GET", apiKeyWanted), tc.responses)
		if answer := o.AskAPI(cloudfront.APIKey, get("/orders")); answer.Passes != tc.want || answer.Moot != tc.moot {
			t.Errorf("%s: %v, moot %v, want %v (%s)", name, answer.Passes, answer.Moot, tc.want, answer.Because)
		}
	}
}
