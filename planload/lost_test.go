package planload_test

import (
	"fmt"
	"testing"
)

// Of aws_s3_bucket.r[each.key].id a plan lists aws_s3_bucket.r only. What is
// meant follows from the argument that it is given to.
func TestLostAttributes(t *testing.T) {
	for _, tc := range []struct{ argument, referred, want string }{
		{"bucket", "aws_s3_bucket", `${aws_s3_bucket.r["k"].id}`},
		{"domain_name", "aws_s3_bucket", `${aws_s3_bucket.r["k"].bucket_regional_domain_name}`},
		{"origin_access_control_id", "aws_cloudfront_origin_access_control", `${aws_cloudfront_origin_access_control.r["k"].id}`},
		{"origin_access_identity", "aws_cloudfront_origin_access_identity", `${aws_cloudfront_origin_access_identity.r["k"].cloudfront_access_identity_path}`},
		{"web_acl_id", "aws_wafv2_web_acl", `${aws_wafv2_web_acl.r["k"].arn}`},
		{"web_acl_id", "aws_waf_web_acl", `${aws_waf_web_acl.r["k"].id}`},
		{"records", "aws_cloudfront_distribution", `[${aws_cloudfront_distribution.r["k"].domain_name}]`},
		{"trusted_key_groups", "aws_cloudfront_key_group", `[${aws_cloudfront_key_group.r["k"].id}, (unknown)]`},
		// Arguments that more than one attribute may be given to.
		{"name", "aws_s3_bucket", `(unknown aws_s3_bucket.r["k"])`},
		{"domain_name", "aws_lb", `(unknown aws_lb.r["k"])`},
		{"policy", "aws_s3_bucket", `(unknown aws_s3_bucket.r["k"])`},
	} {
		cfg := parse(t, fmt.Sprintf(`{"format_version":"1.2","resource_changes":[
			{"address":"test_thing.it[\"k\"]","mode":"managed","type":"test_thing","name":"it","change":{"actions":["create"],"after":{},"after_unknown":{%[1]q:true}}},
			{"address":"%[2]s.r[\"k\"]","mode":"managed","type":%[2]q,"name":"r","change":{"actions":["create"],"after":{},"after_unknown":{}}}],
			"configuration":{"root_module":{"resources":[
			{"address":"test_thing.it","mode":"managed","type":"test_thing","name":"it","expressions":{%[1]q:{"references":["%[2]s.r","each.key"]}}}]}}}`,
			tc.argument, tc.referred))
		if got := show(attr(t, cfg, `test_thing.it["k"]`, tc.argument)); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.argument, got, tc.want)
		}
	}
}

// A bucket has another domain name as a website, which is a custom origin.
func TestLostDomainName(t *testing.T) {
	cfg := parse(t, resource{
		after:       `{"custom_origin_config":[{"http_port":80}]}`,
		unknown:     `{"domain_name":true}`,
		expressions: `{"domain_name":{"references":["aws_s3_bucket.r"]},"custom_origin_config":[{"http_port":{"constant_value":80}}]}`,
	}.plan())
	want(t, cfg, map[[2]string]string{{it, "domain_name"}: "(unknown aws_s3_bucket.r)"})
}
