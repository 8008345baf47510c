package cloudfront_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// apiOrigin is a distribution in front of the stage prod of the REST API "a".
const apiOrigin = `
origin {
  origin_id   = "api"
  domain_name = "${aws_api_gateway_rest_api.a.id}.execute-api.eu-west-1.amazonaws.com"
  origin_path = "/prod"
  %s
}
default_cache_behavior {
  target_origin_id = "api"
  cache_policy_id  = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  %s
}`

const apiStage = `resource "aws_api_gateway_stage" "prod" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  stage_name  = "prod"
}`

// apiMethod writes a method with its resource below the root.
func apiMethod(part, method, arguments string) string {
	return fmt.Sprintf(`resource "aws_api_gateway_resource" "r_%[1]s_%[3]s" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  parent_id   = aws_api_gateway_rest_api.a.root_resource_id
  path_part   = %[2]q
}
resource "aws_api_gateway_method" "m_%[1]s_%[3]s" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = aws_api_gateway_resource.r_%[1]s_%[3]s.id
  http_method = %[3]q
  %[4]s
}`, strings.Trim(part, "{}+"), part, method, arguments)
}

// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html.
func TestAPIPolicy(t *testing.T) {
	const all = `Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*"`
	condition := func(c string) string { return "{ Effect = \"Allow\", " + all + ", Condition = { " + c + " } }" }
	referer := condition(`StringEquals = { "aws:Referer" = "secret" }`)
	allow := "{ Effect = \"Allow\", " + all + " }"
	header := "custom_header {\n name = \"referer\"\n value = \"secret\"\n}"
	endpoint := `, Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } }`
	open := `authorization = "NONE"`
	for name, tc := range map[string]struct {
		statements, origin, behavior, method string
		want                                 symbol.Truth
	}{
		"open":                   {allow, "", "", open, yes},
		"nothing is allowed":     {"", "", "", open, no},
		"referer":                {referer, "", "", open, no},
		"referer sent":           {referer, header, "", open, yes},
		"another referer sent":   {referer, "custom_header {\n name = \"Referer\"\n value = \"other\"\n}", "", open, no},
		"referer of the viewer":  {referer, "", `origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"`, open, unknown},
		"authorizer":             {referer, "", "", `authorization = "CUSTOM"`, unknown},
		"authorizer, and denied": {allow + ", { Effect = \"Deny\", " + all + " }", "", "", `authorization = "CUSTOM"`, no},
		"user pool, and denied":  {allow + ", { Effect = \"Deny\", " + all + " }", "", "", `authorization = "COGNITO_USER_POOLS"`, unknown},
		"endpoint":               {allow + ", { Effect = \"Deny\", " + all + endpoint, "", "", open, no},
		"endpoint allowed":       {condition(`StringEquals = { "aws:SourceVpc" = "vpc-1" }`), "", "", open, no},
		"private addresses":      {condition(`IpAddress = { "aws:SourceIp" = "10.0.0.0/8" }`), "", "", open, no},
		"public addresses":       {condition(`IpAddress = { "aws:SourceIp" = "8.8.8.0/24" }`), "", "", open, unknown},
		"user agent":             {condition(`StringEquals = { "aws:UserAgent" = "Amazon CloudFront" }`), "", "", open, yes},
		"service principal":      {`{ Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "execute-api:Invoke", Resource = "*" }`, "", "", open, no},
		"another action":         {`{ Effect = "Allow", Principal = "*", Action = "execute-api:ManageConnections", Resource = "*" }`, "", "", open, no},
		"another stage":          {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/test/*" }`, "", "", open, no},
		"another method":         {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/prod/POST/*" }`, "", "", open, no},
		"some paths":             {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/prod/GET/a/*" }`, "", "", open, unknown},
		"undocumented form":      {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api" }`, "", "", open, unknown},
		"of any account":         {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "arn:aws:execute-api:*:*:*" }`, "", "", open, yes},
		"of another API":         {`{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "${aws_api_gateway_rest_api.b.execution_arn}/*" }`, "", "", open, no},
	} {
		d := distribution(t, fmt.Sprintf(apiOrigin, tc.origin, tc.behavior), apiStage, apiMethod("{proxy+}", "ANY", tc.method),
			`resource "aws_api_gateway_rest_api" "b" {
			  region = "eu-west-1"
			}`, `resource "aws_api_gateway_rest_api" "a" {
			  region = "eu-west-1"
			  policy = jsonencode({ Version = "2012-10-17", Statement = [`+tc.statements+`] })
			}`)
		answer := d.Origins[0].AskAPI(cloudfront.APIPolicy, get("/app.js"))
		if answer.Passes != tc.want {
			t.Errorf("%s: %v, want %v (%s)", name, answer.Passes, tc.want, answer.Because)
		}
	}
}

// What is sensitive decides, and is never shown.
func TestSensitivePolicy(t *testing.T) {
	d := distribution(t, fmt.Sprintf(apiOrigin, "", ""), apiStage, apiMethod("{proxy+}", "ANY", `authorization = "NONE"`),
		"variable \"referer\" {\n default = \"hunter2\"\n sensitive = true\n}",
		`resource "aws_api_gateway_rest_api" "a" {
		  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*",
		    Condition = { StringEquals = { "aws:Referer" = var.referer } } }] })
		}`)
	answer := d.Origins[0].AskAPI(cloudfront.APIPolicy, get("/app.js"))
	if answer.Passes != no || strings.Contains(answer.Because, "hunter2") {
		t.Errorf("%v: %s", answer.Passes, answer.Because)
	}
}
