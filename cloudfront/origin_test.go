package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// originOf returns the origin of a distribution that has one with the content.
func originOf(t *testing.T, content string, others ...string) *cloudfront.Origin {
	t.Helper()
	d := distribution(t, "origin {\n origin_id = \"o\"\n"+content+"\n}\ndefault_cache_behavior {\n target_origin_id = \"o\"\n}", others...)
	o, _ := d.DefaultBehavior().Origin()
	if o == nil {
		t.Fatal("the behavior has no origin")
	}
	return o
}

// A domain name tells the service by its form.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
// and https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html.
func TestEndpointOfName(t *testing.T) {
	const bucket = `resource "aws_s3_bucket" "site" { bucket = "example.site" }`
	for _, tc := range []struct {
		name string
		kind cloudfront.Kind
		ours bool // the bucket is made here
	}{
		{"example.site.s3.eu-west-1.amazonaws.com", cloudfront.S3REST, true},
		{"example.site.s3.amazonaws.com", cloudfront.S3REST, true},
		{"example.site.s3-eu-west-1.amazonaws.com", cloudfront.S3REST, true},
		{"example.site.s3.dualstack.eu-west-1.amazonaws.com", cloudfront.S3REST, true},
		{"example.site.s3.cn-north-1.amazonaws.com.cn", cloudfront.S3REST, true},
		{"other.s3.eu-west-1.amazonaws.com", cloudfront.S3REST, false},
		{"example.site.s3-website-eu-west-1.amazonaws.com", cloudfront.S3Website, true},
		{"example.site.s3-website.eu-central-1.amazonaws.com", cloudfront.S3Website, true},
		{"example.site.s3-website.cn-north-1.amazonaws.com.cn", cloudfront.S3Website, true},
		{"other.s3-website-us-east-1.amazonaws.com", cloudfront.S3Website, false},
		// Access points and acceleration are no buckets by that name.
		{"ap-abcdefghij1234567890-s3alias.s3.eu-west-1.amazonaws.com", cloudfront.UnknownKind, false},
		{"ap-abcdefghij1234567890--ol-s3.s3.eu-west-1.amazonaws.com", cloudfront.ObjectLambda, false},
		{"abcdefghij123.mrap.accesspoint.s3-global.amazonaws.com", cloudfront.MultiRegionPoint, false},
		{"example--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", cloudfront.DirectoryBucket, false},
		{"example--use1-az4--xa-s3.s3express-use1-az4.us-east-1.amazonaws.com", cloudfront.UnknownKind, false},
		{"example.site.s3-accelerate.amazonaws.com", cloudfront.UnknownKind, false},
		{"abcdefghij0123456789.lambda-url.eu-west-1.on.aws", cloudfront.LambdaURL, false},
		{"abcdef1234.execute-api.eu-west-1.amazonaws.com", cloudfront.APIGateway, false},
		{"d-abcdef1234.execute-api.eu-west-1.amazonaws.com", cloudfront.OtherKind, false}, // of a custom domain name
		{"app-1234567890.eu-west-1.elb.amazonaws.com", cloudfront.LoadBalancer, false},
		{"app-0123456789abcdef.elb.eu-west-1.amazonaws.com", cloudfront.LoadBalancer, false},
		{"app-1234567890.cn-north-1.elb.amazonaws.com.cn", cloudfront.LoadBalancer, false},
		{"internal-app-1234567890.eu-west-1.elb.amazonaws.com", cloudfront.LoadBalancer, false},
		{"dualstack.app-1234567890.eu-west-1.elb.amazonaws.com", cloudfront.LoadBalancer, false},
		{"APP-1234567890.EU-WEST-1.ELB.AMAZONAWS.COM", cloudfront.LoadBalancer, false},
		{"abcdef1234.execute-api.cn-north-1.amazonaws.com.cn", cloudfront.APIGateway, false},
		{"d111111abcdef8.cloudfront.net", cloudfront.OtherDistribution, false},
		{"origin.example.com", cloudfront.OtherKind, false},
		{"ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", cloudfront.OtherKind, false},
	} {
		e := originOf(t, fmt.Sprintf("domain_name = %q", tc.name), bucket).Endpoint()
		if e.Kind != tc.kind || (e.Bucket != nil) != tc.ours {
			t.Errorf("%s is %s, bucket %v; want %s", tc.name, e.Kind, e.Bucket, tc.kind)
		}
	}
}

// A reference tells the service before AWS has chosen a name.
func TestEndpointOfReference(t *testing.T) {
	const others = `
		resource "aws_s3_bucket" "named" { bucket = "example-named" }
		resource "aws_s3_bucket" "b" {}
		resource "aws_s3_bucket_website_configuration" "b" { bucket = aws_s3_bucket.b.id }
		resource "aws_lb" "l" {}
		resource "aws_alb" "l" {}
		resource "aws_lambda_function_url" "l" {}
		resource "aws_api_gateway_rest_api" "a" {}
		resource "aws_api_gateway_stage" "a" { rest_api_id = aws_api_gateway_rest_api.a.id }
		resource "aws_apigatewayv2_api" "a" {}
		resource "aws_cloudfront_distribution" "other" {}
		data "aws_s3_bucket" "known" { bucket = "example-named" }
		data "aws_s3_bucket" "foreign" { bucket = "example-foreign" }
		data "aws_lb" "l" { name = "l" }
		data "aws_region" "r" {}
		variable "region" { type = string }`
	for _, tc := range []struct {
		name    string
		kind    cloudfront.Kind
		address string
	}{
		{"aws_s3_bucket.b.bucket_regional_domain_name", cloudfront.S3REST, "aws_s3_bucket.b"},
		{"aws_s3_bucket.b.bucket_domain_name", cloudfront.S3REST, "aws_s3_bucket.b"},
		{"aws_s3_bucket.b.website_endpoint", cloudfront.S3Website, "aws_s3_bucket.b"},
		{"aws_s3_bucket_website_configuration.b.website_endpoint", cloudfront.S3Website, "aws_s3_bucket.b"},
		{`"${aws_s3_bucket.b.id}.s3.amazonaws.com"`, cloudfront.S3REST, "aws_s3_bucket.b"},
		{`"${aws_s3_bucket.b.bucket}.s3-website-us-east-1.amazonaws.com"`, cloudfront.S3Website, "aws_s3_bucket.b"},
		{`"${aws_s3_bucket.named.id}.s3.${data.aws_region.r.name}.amazonaws.com"`, cloudfront.S3REST, "aws_s3_bucket.named"},
		{"data.aws_s3_bucket.known.bucket_regional_domain_name", cloudfront.S3REST, "aws_s3_bucket.named"},
		{"data.aws_s3_bucket.foreign.bucket_regional_domain_name", cloudfront.S3REST, ""},
		{"aws_lb.l.dns_name", cloudfront.LoadBalancer, "aws_lb.l"},
		{`"dualstack.${aws_lb.l.dns_name}"`, cloudfront.LoadBalancer, "aws_lb.l"},
		{"aws_alb.l.dns_name", cloudfront.LoadBalancer, "aws_alb.l"},
		{"data.aws_lb.l.dns_name", cloudfront.LoadBalancer, "data.aws_lb.l"},
		{"aws_cloudfront_distribution.other.domain_name", cloudfront.OtherDistribution, "aws_cloudfront_distribution.other"},
		// The host of a function or an API is cut out of a URL in many ways.
		{`replace(replace(aws_lambda_function_url.l.function_url, "https://", ""), "/", "")`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`trimsuffix(trimprefix(aws_lambda_function_url.l.function_url, "https://"), "/")`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`regex("https://([^/]+)", aws_lambda_function_url.l.function_url)[0]`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`element(split("/", aws_lambda_function_url.l.function_url), 2)`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`replace(aws_lambda_function_url.l.function_url, "/^https?://([^/]*).*/", "$1")`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`trim(trimprefix(aws_lambda_function_url.l.function_url, "https:"), "/")`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`"${aws_lambda_function_url.l.url_id}.lambda-url.${data.aws_region.r.name}.on.aws"`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`"${aws_lambda_function_url.l.url_id}.lambda-url.eu-west-1.on.aws"`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`format("%s.lambda-url.%s.on.aws", aws_lambda_function_url.l.url_id, var.region)`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`split("/", aws_lambda_function_url.l.function_url)[2]`, cloudfront.LambdaURL, "aws_lambda_function_url.l"},
		{`regex("https://([^/]+)", aws_apigatewayv2_api.a.api_endpoint)[0]`, cloudfront.APIGateway, "aws_apigatewayv2_api.a"},
		{`"${aws_api_gateway_rest_api.a.id}.execute-api.${data.aws_region.r.name}.amazonaws.com"`, cloudfront.APIGateway, "aws_api_gateway_rest_api.a"},
		// The form is lost, and with it what is behind the name.
		{`upper(aws_s3_bucket.b.id)`, cloudfront.UnknownKind, ""},
		{`coalesce(aws_lambda_function_url.l.function_url, aws_apigatewayv2_api.a.api_endpoint)`, cloudfront.UnknownKind, ""},
	} {
		e := originOf(t, "domain_name = "+tc.name, others).Endpoint()
		if e.Kind != tc.kind || e.Address != tc.address {
			t.Errorf("%s is %s at %q, want %s at %q", tc.name, e.Kind, e.Address, tc.kind, tc.address)
		}
	}
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.
func TestSigner(t *testing.T) {
	oac := func(kind, behavior string) string {
		return fmt.Sprintf("resource \"aws_cloudfront_origin_access_control\" \"c\" {\n origin_access_control_origin_type = %q\n signing_behavior = %q\n signing_protocol = \"sigv4\"\n}\n", kind, behavior)
	}
	const (
		control  = "origin_access_control_id = aws_cloudfront_origin_access_control.c.id"
		custom   = "\ncustom_origin_config {\n http_port = 80\n}"
		identity = `resource "aws_cloudfront_origin_access_identity" "i" {}`
		path     = "s3_origin_config {\n origin_access_identity = aws_cloudfront_origin_access_identity.i.cloudfront_access_identity_path\n}"
	)
	for name, tc := range map[string]struct {
		origin, others string
		who            cloudfront.Signer
		identity       string
	}{
		"nothing":               {"", "", cloudfront.Unsigned, ""},
		"empty":                 {`origin_access_control_id = ""`, "", cloudfront.Unsigned, ""},
		"always":                {control, oac("s3", "always"), cloudfront.AccessControl, ""},
		"no-override":           {control, oac("s3", "no-override"), cloudfront.AccessControl, ""},
		"never":                 {control, oac("s3", "never"), cloudfront.Unsigned, ""},
		"for another service":   {control, oac("lambda", "always"), cloudfront.UnknownSigner, ""},
		"for a custom origin":   {control + custom, oac("s3", "always"), cloudfront.UnknownSigner, ""},
		"control elsewhere":     {`origin_access_control_id = "E2QWRUHEXAMPLE"`, "", cloudfront.UnknownSigner, ""},
		"control looked up":     {"origin_access_control_id = data.aws_cloudfront_origin_access_control.c.id", "data \"aws_cloudfront_origin_access_control\" \"c\" {\n id = \"E2QWRUHEXAMPLE\"\n}", cloudfront.UnknownSigner, ""},
		"identity":              {path, identity, cloudfront.Identity, "${aws_cloudfront_origin_access_identity.i.id}"},
		"identity put together": {"s3_origin_config {\n origin_access_identity = \"origin-access-identity/cloudfront/${aws_cloudfront_origin_access_identity.i.id}\"\n}", identity, cloudfront.Identity, "${aws_cloudfront_origin_access_identity.i.id}"},
		"identity elsewhere":    {"s3_origin_config {\n origin_access_identity = \"origin-access-identity/cloudfront/E74FTE3EXAMPLE\"\n}", "", cloudfront.Identity, "E74FTE3EXAMPLE"},
		"no identity":           {"s3_origin_config {\n origin_access_identity = \"\"\n}", "", cloudfront.Unsigned, ""},
		"identity not known":    {"s3_origin_config {\n origin_access_identity = upper(aws_s3_bucket.b.acl)\n}", `resource "aws_s3_bucket" "b" {}`, cloudfront.UnknownSigner, ""},
		"control and identity":  {control + "\n" + path, oac("s3", "always") + identity, cloudfront.AccessControl, ""},
	} {
		t.Run(name, func(t *testing.T) {
			who, _, id := originOf(t, "domain_name = \"example.s3.us-east-1.amazonaws.com\"\n"+tc.origin, tc.others).Signer()
			if who != tc.who || id.String() != tc.identity {
				t.Errorf("signer %v, identity %q", who, id)
			}
		})
	}
}

func TestCustomHeader(t *testing.T) {
	o := originOf(t, `
		custom_header {
			name  = "Referer"
			value = "secret"
		}`)
	for name, want := range map[string]symbol.Truth{"Referer": yes, "referer": yes, "User-Agent": no} {
		if _, set := o.CustomHeader(name); set != want {
			t.Errorf("%s is set: %v", name, set)
		}
	}
	open := originOf(t, "dynamic \"custom_header\" {\n for_each = split(\",\", aws_s3_bucket.b.acl)\n content {}\n}", `resource "aws_s3_bucket" "b" {}`)
	if _, set := open.CustomHeader("Referer"); set != unknown {
		t.Errorf("not known headers: set is %v", set)
	}
}

func TestOriginOfBehavior(t *testing.T) {
	const two = `
		origin {
			origin_id   = "a"
			domain_name = "a.example.com"
		}
		origin {
			origin_id   = "b-${aws_s3_bucket.b.id}"
			domain_name = "b.example.com"
		}`
	const one = `
		origin {
			origin_id   = "a"
			domain_name = "a.example.com"
		}`
	for _, tc := range []struct{ origins, target, want string }{
		{two, `"a"`, "a"},
		{two, `"b-${aws_s3_bucket.b.id}"`, "b-${aws_s3_bucket.b.id}"},
		{two, `"c"`, "none"},
		{two, `upper(aws_s3_bucket.b.acl)`, "none"},
		// With one origin there is no choice.
		{one, `upper(aws_s3_bucket.b.acl)`, "a"},
	} {
		d := distribution(t, tc.origins+"\ndefault_cache_behavior {\n target_origin_id = "+tc.target+"\n}", `resource "aws_s3_bucket" "b" {}`)
		got := "none"
		if o, group := d.DefaultBehavior().Origin(); o != nil && group == nil {
			got = o.ID()
		}
		if got != tc.want {
			t.Errorf("%s asks %s, want %s", tc.target, got, tc.want)
		}
	}
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.
func TestOriginGroups(t *testing.T) {
	for _, tc := range []struct {
		codes  string
		method string
		want   bool
	}{
		{"[403, 404]", "GET", true},
		{"[403]", "HEAD", true},
		{"[403]", "OPTIONS", true},
		{"[403]", "POST", false},
		{"[500, 502]", "GET", false},
		{`split(",", aws_s3_bucket.b.acl)`, "GET", true}, // it may be among them
	} {
		d := distribution(t, `
			origin {
				origin_id   = "first"
				domain_name = "first.example.com"
			}
			origin {
				origin_id   = "second"
				domain_name = "second.example.com"
			}
			origin_group {
				origin_id = "group"
				failover_criteria {
					status_codes = `+tc.codes+`
				}
				member { origin_id = "second" }
				member { origin_id = "first" }
			}
			default_cache_behavior { target_origin_id = "group" }`, `resource "aws_s3_bucket" "b" {}`)
		o, group := d.DefaultBehavior().Origin()
		if o == nil || group == nil || o.ID() != "second" {
			t.Fatalf("the group asks %v first", o)
		}
		r := get("/")
		r.Method = tc.method
		if got := group.MayFailOver(r); got != tc.want {
			t.Errorf("%s: %s may fail over: %v", tc.codes, tc.method, got)
		}
	}
}

// The second origin of a group refuses as it would if it were the only one.
func TestSecondOrigin(t *testing.T) {
	for action, want := range map[string]symbol.Truth{
		fixed403:       symbol.Unknown, // a rule may be made elsewhere
		forward:        symbol.False,
		"type = var.v": symbol.Unknown,
	} {
		d := distribution(t, `
			origin {
				origin_id   = "first"
				domain_name = "first.example.com"
			}
			origin {
				origin_id   = "second"
				domain_name = aws_lb.b.dns_name
				custom_origin_config {
					http_port = 80
					https_port = 443
					origin_protocol_policy = "http-only"
					origin_ssl_protocols = ["TLSv1.2"]
				}
			}
			origin_group {
				origin_id = "group"
				failover_criteria { status_codes = [403] }
				member { origin_id = "first" }
				member { origin_id = "second" }
			}
			default_cache_behavior { target_origin_id = "group" }`,
			"variable \"v\" { type = string }\nresource \"aws_lb\" \"b\" {}\nresource \"aws_lb_listener\" \"l\" {\n load_balancer_arn = aws_lb.b.arn\n port = 80\n protocol = \"HTTP\"\n default_action {\n"+action+"\n}\n}")
		b := d.DefaultBehavior()
		_, group := b.Origin()
		if got, because := group.SecondRefuses(b, get("/a")); got != want {
			t.Errorf("%s: %v (%s), want %v", action, got, because, want)
		}
		write := get("/a")
		write.Method = "POST"
		if got, because := group.SecondRefuses(b, write); got != symbol.Unknown {
			t.Errorf("POST: %v (%s)", got, because)
		}
	}
}
