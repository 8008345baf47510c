package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html.
func TestWebACLReach(t *testing.T) {
	const match = "byte_match_statement {\n search_string = \"/api/\"\n positional_constraint = \"STARTS_WITH\"\n field_to_match {\n uri_path {}\n}\n text_transformation {\n priority = 0\n type = \"NONE\"\n}\n}\n"
	const geo = "geo_match_statement {\n country_codes = [\"CN\"]\n}\n"
	const header = "byte_match_statement {\n search_string = \"bot\"\n positional_constraint = \"CONTAINS\"\n field_to_match {\n single_header {\n name = \"user-agent\"\n}\n}\n text_transformation {\n priority = 0\n type = \"NONE\"\n}\n}\n"
	block := func(statement string) string {
		return rule("action {\n block {}\n}\nstatement {\n" + statement + "}\n")
	}
	from := get("/")
	from.Country = "CN"
	robot := get("/")
	robot.Headers = map[string]string{"user-agent": "robot"}
	for name, tc := range map[string]struct {
		content string
		request cloudfront.Request
		reach   cloudfront.Reach
		meant   bool
	}{
		"default":       {blockDefault, get("/"), cloudfront.Everyone, false},
		"path":          {"default_action {\n allow {}\n}\n" + block(match), get("/api/a"), cloudfront.AnyViewer, true},
		"path, country": {"default_action {\n allow {}\n}\n" + block(geo), from, cloudfront.Country, false},
		"robot":         {"default_action {\n allow {}\n}\n" + block(header), robot, cloudfront.SomeViewers, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "web_acl_id = aws_wafv2_web_acl.w.arn\nordered_cache_behavior {\n path_pattern = \"/api/*\"\n}\ndefault_cache_behavior {\n}\n",
				"resource \"aws_wafv2_web_acl\" \"w\" {\n"+tc.content+"\n}")
			answer, known := d.AskWebACL(tc.request)
			if !known || answer.Denied != yes || answer.Reach != tc.reach || answer.Meant != tc.meant {
				t.Errorf("got %+v, known %v", answer, known)
			}
		})
	}
}

// A web ACL for regional services is none that CloudFront accepts.
// See https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html.
func TestRegionalWebACL(t *testing.T) {
	d := distribution(t, "web_acl_id = aws_wafv2_web_acl.w.arn", "resource \"aws_wafv2_web_acl\" \"w\" {\n scope = \"REGIONAL\"\n"+blockDefault+"}")
	if acl, _, known := d.WebACL(); acl != nil || known {
		t.Errorf("got %v, known %v", acl, known)
	}
}

// What reaches a web ACL behind CloudFront.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
func TestOriginWebACL(t *testing.T) {
	allowed := func(field, search string) string {
		return "resource \"aws_wafv2_web_acl\" \"w\" {\n" + blockDefault + rule("action {\n allow {}\n}\nstatement {\n byte_match_statement {\n search_string = "+search+"\n positional_constraint = \"EXACTLY\"\n field_to_match {\n"+field+"\n}\n text_transformation {\n priority = 0\n type = \"NONE\"\n}\n}\n}\n") + "}\n"
	}
	header := func(name string) string { return "single_header {\n name = \"" + name + "\"\n}" }
	const secret = "custom_header {\n name = \"X-Verify\"\n value = random_password.p.result\n}\n"
	for name, tc := range map[string]struct {
		origin, behavior, acl string
		denied                symbol.Truth
	}{
		"custom header":            {secret, "", allowed(header("x-verify"), "random_password.p.result"), no},
		"custom header, literal":   {secret, "", allowed(header("x-verify"), "\"a\""), unknown},
		"another header":           {secret, "", allowed(header("x-token"), "random_password.p.result"), yes},
		"header of the viewer":     {"", "forwarded_values {\n headers = [\"x-token\"]\n}\n", allowed(header("x-token"), "\"a\""), unknown},
		"user agent":               {"", "", allowed(header("user-agent"), "\"Amazon CloudFront\""), no},
		"user agent of the viewer": {"", "forwarded_values {\n headers = [\"User-Agent\"]\n}\n", allowed(header("user-agent"), "\"Amazon CloudFront\""), unknown},
		"origin path":              {"origin_path = \"/v1\"\n", "", allowed("uri_path {}", "\"/v1/a\""), no},
		"another path":             {"origin_path = \"/v2\"\n", "", allowed("uri_path {}", "\"/v1/a\""), yes},
		"host":                     {"", "", allowed(header("host"), "\"www.example.com\""), unknown},
		"method":                   {"", "", allowed("method {}", "\"GET\""), no},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "origin {\n origin_id = \"o\"\n domain_name = aws_lb.l.dns_name\n"+tc.origin+"}\ndefault_cache_behavior {\n target_origin_id = \"o\"\n"+tc.behavior+"}\n",
				`resource "aws_lb" "l" {}`, `resource "random_password" "p" {}`, tc.acl,
				"resource \"aws_wafv2_web_acl_association\" \"a\" {\n resource_arn = aws_lb.l.arn\n web_acl_arn = aws_wafv2_web_acl.w.arn\n}")
			b := d.DefaultBehavior()
			o, _ := b.Origin()
			if answer := o.AskWebACL(b, get("/a")); answer.Association == nil || answer.Denied != tc.denied {
				t.Errorf("denied %v (%s), want %v", answer.Denied, answer.Because, tc.denied)
			}
		})
	}
}
