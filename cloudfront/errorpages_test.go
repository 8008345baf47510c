package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/no403/no403/symbol"
)

// page writes a custom_error_response that replaces a status by 200.
func page(code int, path string) string {
	return fmt.Sprintf("custom_error_response {\n error_code = %d\n response_code = 200\n response_page_path = %q\n}\n", code, path)
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html.
func TestErrorPage(t *testing.T) {
	const onlyTTL = "custom_error_response {\n error_code = 403\n error_caching_min_ttl = 10\n}\n"
	for name, tc := range map[string]struct {
		content string
		path    string // of the page for 403, empty for none
		known   bool
	}{
		"none":      {"", "", true},
		"for 404":   {page(404, "/404.html"), "", true},
		"for 403":   {page(404, "/404.html") + page(403, "/403.html"), "/403.html", true},
		"only TTL":  {onlyTTL, "", true}, // says how long the error is cached
		"not known": {"dynamic \"custom_error_response\" {\n for_each = split(\",\", aws_s3_bucket.b.acl)\n content {}\n}", "", false},
		"for what":  {"custom_error_response {\n error_code = upper(aws_s3_bucket.b.acl)\n response_page_path = \"/e.html\"\n}", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, known := distribution(t, tc.content, `resource "aws_s3_bucket" "b" {}`).ErrorPage(403)
			path := ""
			if got != nil {
				path, _ = got.Path.Literal()
			}
			if path != tc.path || known != tc.known {
				t.Errorf("page %q, known %v", path, known)
			}
		})
	}
}

// A page replaces an error only if CloudFront can fetch it.
func TestReplacesError(t *testing.T) {
	const server = "domain_name = \"origin.example.com\"\ncustom_origin_config {\n http_port = 80\n}"
	granted := policy(allow(service, ""))
	for name, tc := range map[string]struct {
		content, pages, others string // the origin of the error pages, the pages
		want                   symbol.Truth
	}{
		"no page":              {withControl, "", granted, no},
		"page for 404":         {withControl, page(404, "/index.html"), granted, no},
		"page":                 {withControl, page(403, "/index.html"), granted, yes},
		"page denied too":      {withControl, page(403, "/index.html"), "", no},
		"page of a server":     {server, page(403, "/index.html"), "", yes},
		"page that stays 403":  {server, "custom_error_response {\n error_code = 403\n response_code = 403\n response_page_path = \"/403.html\"\n}", "", no},
		"page not known":       {server, "custom_error_response {\n error_code = 403\n response_code = 200\n response_page_path = upper(aws_s3_bucket.b.acl)\n}", "", unknown},
		"page of what":         {"domain_name = upper(aws_s3_bucket.b.acl)", page(403, "/index.html"), "", unknown},
		"page, policy unknown": {withControl, page(403, "/index.html"), "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = aws_s3_bucket.b.id\n policy = upper(aws_s3_bucket.b.acl)\n}", unknown},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, tc.pages+`
				origin {
					origin_id = "o"
					`+tc.content+`
				}
				default_cache_behavior { target_origin_id = "o" }`, around, tc.others)
			got, because := d.ReplacesError(get("/missing"))
			if got != tc.want || because == "" {
				t.Errorf("replaced: %v because %s, want %v", got, because, tc.want)
			}
		})
	}
}

// The page is fetched through the behavior that its own path has.
func TestErrorPageOfAnotherBehavior(t *testing.T) {
	d := distribution(t, page(403, "/errors/403.html")+`
		origin {
			origin_id = "site"
			`+withControl+`
		}
		origin {
			origin_id   = "errors"
			domain_name = "errors.example.com"
		}
		ordered_cache_behavior {
			path_pattern     = "/errors/*"
			target_origin_id = "errors"
		}
		default_cache_behavior { target_origin_id = "site" }`, around)
	if got, because := d.ReplacesError(get("/missing")); got != yes {
		t.Errorf("replaced: %v because %s", got, because)
	}
}

// S3 answers 404 only to those who may list the bucket.
func TestAnswersNotFound(t *testing.T) {
	for name, tc := range map[string]struct {
		origin, others string
		want           symbol.Truth
	}{
		"server":                {`domain_name = "origin.example.com"`, "", yes},
		"load balancer":         {`domain_name = aws_lb.l.dns_name`, `resource "aws_lb" "l" {}`, yes},
		"function":              {`domain_name = "abc.lambda-url.us-east-1.on.aws"`, "", unknown},
		"name not known":        {"domain_name = upper(aws_s3_bucket.b.acl)", "", unknown},
		"bucket":                {withControl, policy(allow(service, "")), no},
		"bucket, policy absent": {withControl, "", no},
		"bucket of others":      {`domain_name = "elsewhere.s3.us-east-1.amazonaws.com"`, "", unknown},
	} {
		d := distribution(t, `
			origin {
				origin_id = "o"
				`+tc.origin+`
			}
			default_cache_behavior { target_origin_id = "o" }`, around, tc.others)
		if got, because := d.AnswersNotFound(get("/missing")); got != tc.want || because == "" {
			t.Errorf("%s: %v because %s, want %v", name, got, because, tc.want)
		}
	}
}
