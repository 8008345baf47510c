package cloudfront_test

import (
	"testing"
)

// Browsers ask first about methods that are not simple, and about headers that
// they would not send by themselves.
// See https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS#simple_requests.
func TestPreflight(t *testing.T) {
	const allMethods = `["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]`
	responses := func(origins, methods, headers string) string {
		return "resource \"aws_cloudfront_response_headers_policy\" \"p\" {\n cors_config {\n access_control_allow_origins {\n items = " + origins +
			"\n}\n access_control_allow_methods {\n items = " + methods + "\n}\n access_control_allow_headers {\n items = " + headers + "\n}\n}\n}\n"
	}
	bucket := func(origins, methods, headers string) string {
		return "resource \"aws_s3_bucket_cors_configuration\" \"b\" {\n bucket = aws_s3_bucket.b.id\n cors_rule {\n allowed_origins = " + origins +
			"\n allowed_methods = " + methods + "\n allowed_headers = " + headers + "\n}\n}\n"
	}
	const byPolicy = "response_headers_policy_id = aws_cloudfront_response_headers_policy.p.id\n"
	const app = `["https://app.example.com"]`
	for name, tc := range map[string]struct {
		behavior, allowed, others string
		origin, method            string
	}{
		"no CORS":                     {"", allMethods, "", "", ""},
		"simple requests":             {byPolicy, allMethods, responses(app, `["GET", "HEAD", "POST"]`, `["*"]`), "", ""},
		"a method that is not simple": {byPolicy, allMethods, responses(app, `["GET", "PUT"]`, `["*"]`), "https://app.example.com", "PUT"},
		"one that is refused anyway":  {byPolicy, `["GET", "HEAD"]`, responses(app, `["GET", "PUT"]`, `["*"]`), "", ""},
		"a header that is not simple": {byPolicy, allMethods, responses(app, `["GET"]`, `["Authorization"]`), "https://app.example.com", "GET"},
		"simple headers":              {byPolicy, allMethods, responses(app, `["GET"]`, `["Accept", "Origin"]`), "", ""},
		"everyone":                    {byPolicy, allMethods, responses(`["*"]`, `["DELETE"]`, `["*"]`), "https://example.com", "DELETE"},
		"of the bucket":               {"", allMethods, bucket(app, `["GET", "PUT"]`, `["*"]`), "https://app.example.com", "PUT"},
		"of the bucket, simple":       {"", allMethods, bucket(app, `["GET"]`, `["*"]`), "", ""},
		"managed policy by id":        {"response_headers_policy_id = \"5cc3b908-e619-4b99-88e5-2cf7f45965bd\"\n", allMethods, "", "https://example.com", "GET"},
	} {
		t.Run(name, func(t *testing.T) {
			b := distribution(t, "origin {\n origin_id = \"o\"\n"+unsigned+"\n}\ndefault_cache_behavior {\n target_origin_id = \"o\"\n allowed_methods = "+tc.allowed+"\n"+tc.behavior+"}",
				around, tc.others).DefaultBehavior()
			origin, method := b.Preflight()
			if origin != tc.origin || method != tc.method {
				t.Errorf("%s of %q, want %s of %q", method, origin, tc.method, tc.origin)
			}
			if r, _ := b.CORSRule(); (r != nil) != (tc.method != "") {
				t.Errorf("the rule is in %v", r)
			}
		})
	}
}
