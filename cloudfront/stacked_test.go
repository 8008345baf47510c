package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

const (
	byName  = "domain_name = aws_cloudfront_distribution.inner.domain_name\n"
	byAlias = "domain_name = \"inner.example.com\"\n"
	// kept is a cache policy that sends neither query strings nor cookies.
	kept = `cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"`
)

// stackOf returns the way of a request through a distribution with a name, whose
// origin and default behavior have more content.
func stackOf(t *testing.T, origin, behavior, inner string, others ...string) *cloudfront.Stack {
	t.Helper()
	const connection = `
		custom_origin_config {
			http_port = 80
			https_port = 443
			origin_protocol_policy = "https-only"
			origin_ssl_protocols = ["TLSv1.2"]
		}`
	d := distribution(t, `
		enabled = true
		aliases = ["www.example.com"]
		origin {
			origin_id = "o"
			`+origin+connection+`
		}
		default_cache_behavior {
			target_origin_id = "o"
			viewer_protocol_policy = "redirect-to-https"
			allowed_methods = ["GET", "HEAD"]
			`+behavior+`
		}`, append(others, `
		variable "v" { type = string }
		resource "aws_wafv2_web_acl" "w" {
			default_action {
				block {}
			}
		}
		resource "aws_cloudfront_distribution" "inner" {
			enabled = true
			aliases = ["inner.example.com"]
			`+inner+connection+`
			}
		}`)...)
	b := d.DefaultBehavior()
	o, _ := b.Origin()
	return o.Stack(b, get("/a"))
}

// A distribution treats one that asks it like any viewer.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#stacked-distributions-403.
func TestStack(t *testing.T) {
	inner := func(behavior string) string {
		return `
			default_cache_behavior {
				target_origin_id = "app"
				` + behavior + `
			}
			origin {
				origin_id = "app"
				domain_name = "app.example.net"`
	}
	const open = "viewer_protocol_policy = \"redirect-to-https\"\nallowed_methods = [\"GET\", \"HEAD\"]\n"
	for name, tc := range map[string]struct {
		origin, behavior, inner string
		want                    symbol.Truth
	}{
		"open":                     {byName, kept, inner(open), symbol.False},
		"open by alias":            {byAlias, kept, inner(open), symbol.False},
		"signed":                   {byName, kept, inner(open + `trusted_key_groups = ["k"]`), symbol.True},
		"signed by alias":          {byAlias, kept, inner(open + `trusted_key_groups = ["k"]`), symbol.True},
		"signature passed on":      {byName, `forwarded_values { query_string = true }`, inner(open + `trusted_key_groups = ["k"]`), symbol.Unknown},
		"signers not known":        {byName, kept, inner(open + `trusted_key_groups = split(",", var.v)`), symbol.Unknown},
		"methods":                  {byName, kept, inner("viewer_protocol_policy = \"allow-all\"\nallowed_methods = [\"HEAD\"]"), symbol.True},
		"geo restriction":          {byName, kept, "restrictions {\n geo_restriction {\n restriction_type = \"whitelist\"\n locations = [\"DE\"]\n}\n}" + inner(open), symbol.Unknown},
		"web ACL that blocks":      {byName, kept, "web_acl_id = aws_wafv2_web_acl.w.arn" + inner(open), symbol.True},
		"web ACL that is not here": {byName, kept, "web_acl_id = var.v" + inner(open), symbol.Unknown},
	} {
		s := stackOf(t, tc.origin, tc.behavior, tc.inner)
		if s == nil || s.Refused != tc.want || len(s.Chain) != 2 {
			t.Errorf("%s: %+v, want %v", name, s, tc.want)
		}
	}
	for name, tc := range map[string]struct{ origin, behavior string }{
		"another name":      {"domain_name = \"other.example.com\"\n", kept},
		"host forwarded":    {byName, kept + "\norigin_request_policy_id = \"216adef6-5c7f-47e4-b989-5492eafa07d3\""},
		"unknown policy":    {byName, "origin_request_policy_id = var.v"},
		"of another config": {"domain_name = \"d111111abcdef8.cloudfront.net\"\n", kept},
	} {
		if s := stackOf(t, tc.origin, tc.behavior, inner(open)); s != nil {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// An error page may take the place of the 403.
func TestStackWithErrorPage(t *testing.T) {
	for name, tc := range map[string]struct {
		code, status string
		want         symbol.Truth
	}{
		"another status": {"403", "200", symbol.Unknown},
		"the same":       {"403", "403", symbol.True},
		"for a 404":      {"404", "200", symbol.True},
		"not known":      {"var.v", "200", symbol.Unknown},
	} {
		s := stackOf(t, byName, kept, `
			custom_error_response {
				error_code = `+tc.code+`
				response_code = `+tc.status+`
				response_page_path = "/gone.txt"
			}
			default_cache_behavior {
				target_origin_id = "app"
				viewer_protocol_policy = "redirect-to-https"
				allowed_methods = ["HEAD"]
			}
			origin {
				origin_id = "app"
				domain_name = "app.example.net"`)
		if s == nil || s.Refused != tc.want {
			t.Errorf("%s: %+v, want %v", name, s, tc.want)
		}
	}
}

// A chain ends where a distribution may answer itself.
func TestStackThatAnswers(t *testing.T) {
	const code = `
		resource "aws_cloudfront_function" "f" {
			code = "function handler(e) { return e.viewer.ip === '::1' ? { statusCode: 302 } : e.request; }"
		}`
	for name, tc := range map[string]struct {
		behavior string
		want     bool
	}{
		"plain": {"", true},
		"function at the request": {`
			function_association {
				event_type = "viewer-request"
				function_arn = aws_cloudfront_function.f.arn
			}`, false},
		"function at the response": {`
			lambda_function_association {
				event_type = "origin-response"
				lambda_arn = var.v
			}`, false},
	} {
		s := stackOf(t, byName, kept, `
			default_cache_behavior {
				target_origin_id = "app"
				viewer_protocol_policy = "redirect-to-https"
				allowed_methods = ["GET", "HEAD"]
				`+tc.behavior+`
			}
			origin {
				origin_id = "app"
				domain_name = "d111.cloudfront.net"`, code)
		if s == nil || s.TooLong() != tc.want {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// No request passes more than two distributions.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html.
func TestStackTooLong(t *testing.T) {
	for domain, want := range map[string]bool{
		`"app.example.net"`:     false,
		`"www.example.com"`:     true, // back to where it came from
		`"inner.example.com"`:   true, // to itself
		`"d111.cloudfront.net"`: true, // made elsewhere, and a distribution by its name
		`"other.example.com"`:   false,
		"var.v":                 false,
	} {
		s := stackOf(t, "domain_name = \"inner.example.com\"\n", `cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"`, `
			default_cache_behavior {
				target_origin_id = "app"
				viewer_protocol_policy = "redirect-to-https"
				allowed_methods = ["GET", "HEAD"]
			}
			origin {
				origin_id = "app"
				domain_name = `+domain)
		if s == nil || s.TooLong() != want {
			t.Errorf("%s: %+v", domain, s)
		}
	}
}
