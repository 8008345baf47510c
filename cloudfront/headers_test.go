package cloudfront_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/symbol"
)

// someHeaders are headers that policies treat differently.
var someHeaders = []string{
	"Host", "Authorization", "Origin", "Access-Control-Request-Method", "User-Agent", "Referer", "X-Forwarded-For",
	"X-Method-Override", "Accept", "X-Api-Key",
}

// forwards returns those of someHeaders that reach the origin.
func forwards(t *testing.T, behavior string, others ...string) string {
	t.Helper()
	b := distribution(t, "default_cache_behavior {\n"+behavior+"\n}", others...).DefaultBehavior()
	var names []string
	for _, h := range someHeaders {
		got, at := b.Forwards(h)
		if again, _ := b.Forwards(strings.ToLower(h)); again != got {
			t.Errorf("the case of %s counts", h)
		}
		switch got {
		case yes:
			names = append(names, h)
			if at.Path == "" {
				t.Errorf("nothing makes it so that %s is forwarded", h)
			}
		case unknown:
			return "unknown"
		}
	}
	return strings.Join(names, " ")
}

const (
	all        = "Host Authorization Origin Access-Control-Request-Method User-Agent Referer X-Forwarded-For X-Method-Override Accept X-Api-Key"
	allButHost = "Authorization Origin Access-Control-Request-Method User-Agent Referer X-Forwarded-For X-Method-Override Accept X-Api-Key"
)

// managed are the policies that AWS manages: by which argument they are given,
// and what they send.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
// and https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html.
var managed = []struct{ kind, name, id, sends string }{
	{"origin_request_policy", "AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3", all},
	{"origin_request_policy", "AllViewerAndCloudFrontHeaders-2022-06", "33f36d7e-f396-46d9-90e0-52428a34d9dc", all},
	{"origin_request_policy", "AllViewerExceptHostHeader", "b689b0a8-53d0-40ab-baf2-68738e2966ac", allButHost},
	{"origin_request_policy", "CORS-CustomOrigin", "59781a5b-3903-41f3-afcb-af62929ccde1", "Origin"},
	{"origin_request_policy", "CORS-S3Origin", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", "Origin Access-Control-Request-Method"},
	{"origin_request_policy", "Elemental-MediaTailor-PersonalizedManifests", "775133bc-15f2-49f9-abea-afb2e0bf67d2", "Origin Access-Control-Request-Method User-Agent X-Forwarded-For"},
	{"origin_request_policy", "HostHeaderOnly", "bf0718e1-ba1e-49d1-88b1-f726733018ae", "Host"},
	{"origin_request_policy", "UserAgentRefererHeaders", "acba4595-bd28-49b8-b9fe-13317c0390fa", "User-Agent Referer"},
	{"cache_policy", "Amplify", "2e54312d-136d-493c-8eb9-b001f22f67d2", "Host Authorization"},
	{"cache_policy", "CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", ""},
	{"cache_policy", "CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6", ""},
	{"cache_policy", "CachingOptimizedForUncompressedObjects", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", ""},
	{"cache_policy", "Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f", "Origin"},
	{"cache_policy", "UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65", "Host Origin X-Method-Override"},
	{"cache_policy", "UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe", "Host Origin X-Method-Override"},
}

// A managed policy may be given by its id, or looked up by its name.
func TestManagedPolicies(t *testing.T) {
	for _, p := range managed {
		if got := forwards(t, fmt.Sprintf("%s_id = %q", p.kind, p.id)); got != p.sends {
			t.Errorf("%s by id sends %q, want %q", p.name, got, p.sends)
		}
		data := fmt.Sprintf("data \"aws_cloudfront_%s\" \"p\" {\n name = \"Managed-%s\"\n}", p.kind, p.name)
		if got := forwards(t, fmt.Sprintf("%s_id = data.aws_cloudfront_%[1]s.p.id", p.kind), data); got != p.sends {
			t.Errorf("%s by name sends %q, want %q", p.name, got, p.sends)
		}
		data = fmt.Sprintf("data \"aws_cloudfront_%s\" \"p\" {\n id = %q\n}", p.kind, p.id)
		if got := forwards(t, fmt.Sprintf("%s_id = data.aws_cloudfront_%[1]s.p.id", p.kind), data); got != p.sends {
			t.Errorf("%s looked up by id sends %q, want %q", p.name, got, p.sends)
		}
	}
}

// headersConfig writes the headers_config of a policy.
func headersConfig(behavior, items string) string {
	if items == "" {
		return fmt.Sprintf("headers_config {\n header_behavior = %q\n}", behavior)
	}
	return fmt.Sprintf("headers_config {\n header_behavior = %q\n headers {\n items = %s\n}\n}", behavior, items)
}

func TestOriginRequestPolicies(t *testing.T) {
	for _, tc := range []struct{ config, sends string }{
		{headersConfig("none", ""), ""},
		{headersConfig("whitelist", `["Host", "accept"]`), "Host Accept"},
		{headersConfig("whitelist", `["X-Other"]`), ""},
		{headersConfig("whitelist", `split(",", aws_s3_bucket.b.acl)`), "unknown"},
		{headersConfig("allViewer", ""), all},
		{headersConfig("allViewerAndWhitelistCloudFront", `["CloudFront-Viewer-Country"]`), all},
		{headersConfig("allExcept", `["host"]`), allButHost},
	} {
		got := forwards(t, "origin_request_policy_id = aws_cloudfront_origin_request_policy.p.id",
			"resource \"aws_cloudfront_origin_request_policy\" \"p\" {\n"+tc.config+"\n}", `resource "aws_s3_bucket" "b" {}`)
		if got != tc.sends {
			t.Errorf("%s sends %q, want %q", tc.config, got, tc.sends)
		}
	}
}

// The headers of a cache key reach the origin too.
func TestCachePolicies(t *testing.T) {
	for _, tc := range []struct{ config, sends string }{
		{headersConfig("none", ""), ""},
		{headersConfig("whitelist", `["Authorization", "Host"]`), "Host Authorization"},
	} {
		got := forwards(t, "cache_policy_id = aws_cloudfront_cache_policy.p.id",
			"resource \"aws_cloudfront_cache_policy\" \"p\" {\n parameters_in_cache_key_and_forwarded_to_origin {\n"+tc.config+"\n}\n}")
		if got != tc.sends {
			t.Errorf("%s sends %q, want %q", tc.config, got, tc.sends)
		}
	}
}

// Both policies of a behavior add to what the origin gets.
func TestBothPolicies(t *testing.T) {
	const optimized, uncached, amplify = "658327ea-f89d-4fab-a63d-7e88639e58f6", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "2e54312d-136d-493c-8eb9-b001f22f67d2"
	const except, cors = "b689b0a8-53d0-40ab-baf2-68738e2966ac", "59781a5b-3903-41f3-afcb-af62929ccde1"
	for _, tc := range []struct{ cache, request, sends string }{
		{optimized, "", ""},
		{uncached, except, allButHost},
		{amplify, cors, "Host Authorization Origin"},
		{amplify, except, all}, // the cache key has the Host
		{"11111111-2222-3333-4444-555555555555", "", "unknown"},
	} {
		got := forwards(t, fmt.Sprintf("cache_policy_id = %q\norigin_request_policy_id = %q", tc.cache, tc.request))
		if got != tc.sends {
			t.Errorf("%s and %s send %q, want %q", tc.cache, tc.request, got, tc.sends)
		}
	}
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior.
func TestForwardedValues(t *testing.T) {
	for _, tc := range []struct{ headers, header string }{
		{`["*"]`, "Host"}, {`["*"]`, "Authorization"}, {`["host"]`, "Host"}, {`["Origin", "Referer"]`, "Referer"},
	} {
		b := distribution(t, "default_cache_behavior {\n forwarded_values {\n headers = "+tc.headers+"\n}\n}").DefaultBehavior()
		if got, at := b.Forwards(tc.header); got != yes || at.Path != "default_cache_behavior[0].forwarded_values[0].headers" {
			t.Errorf("%s forwards %s: %v, by %s", tc.headers, tc.header, got, at.Path)
		}
	}
	for _, tc := range []struct {
		headers, header string
		want            symbol.Truth
	}{
		{`[]`, "Host", no},
		{`null`, "Host", no},
		{`null`, "Referer", no},
		{`null`, "User-Agent", no},
		{`["Origin"]`, "Authorization", no},
		{`split(",", aws_s3_bucket.b.acl)`, "Host", unknown},
		{`["Origin", aws_s3_bucket.b.acl]`, "Origin", yes},
	} {
		b := distribution(t, "default_cache_behavior {\n forwarded_values {\n headers = "+tc.headers+"\n}\n}", `resource "aws_s3_bucket" "b" {}`).DefaultBehavior()
		if got, _ := b.Forwards(tc.header); got != tc.want {
			t.Errorf("%s forwards %s: %v, want %v", tc.headers, tc.header, got, tc.want)
		}
	}
}

func TestPoliciesNotKnown(t *testing.T) {
	for _, id := range []string{
		`"not-a-policy"`,
		`data.aws_cloudfront_origin_request_policy.mine.id`,
		`upper(data.aws_cloudfront_origin_request_policy.mine.id)`,
	} {
		got := forwards(t, "origin_request_policy_id = "+id,
			"data \"aws_cloudfront_origin_request_policy\" \"mine\" {\n name = \"mine\"\n}")
		if got != "unknown" {
			t.Errorf("%s sends %q", id, got)
		}
	}
}
