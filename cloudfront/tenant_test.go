package cloudfront_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// tenant returns what the multi-tenant distribution "d" is for the tenant "t".
func tenant(t *testing.T, template, content string, others ...string) *cloudfront.Distribution {
	t.Helper()
	source := strings.Join(others, "\n") + "\nresource \"aws_cloudfront_multitenant_distribution\" \"d\" {\n" + template + "\n}\n" +
		"resource \"aws_cloudfront_distribution_tenant\" \"t\" {\ndistribution_id = aws_cloudfront_multitenant_distribution.d.id\n" + content + "\n}\n"
	return model(t, source).Distribution("aws_cloudfront_distribution_tenant.t")
}

// A multi-tenant distribution has other names for what an ordinary one has.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_multitenant_distribution.
func TestTenantReadsTemplate(t *testing.T) {
	d := tenant(t, `
		origin {
			id          = "app"
			domain_name = "app.example.net"
			custom_header {
				header_name  = "X-Secret"
				header_value = "s"
			}
		}
		origin {
			id          = "other"
			domain_name = "other.example.net"
		}
		origin_group {
			id = "both"
			failover_criteria { status_codes = [403] }
			member { origin_id = "other" }
			member { origin_id = "app" }
		}
		default_cache_behavior {
			target_origin_id = "both"
			allowed_methods {
				items          = ["GET", "HEAD"]
				cached_methods = ["GET", "HEAD"]
			}
			trusted_key_groups {
				enabled = true
				items   = ["k"]
			}
		}
		cache_behavior {
			path_pattern     = "/api/*"
			target_origin_id = "app"
			trusted_key_groups {
				enabled = false
				items   = ["k"]
			}
			lambda_function_association {
				event_type          = "origin-request"
				lambda_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f:1"
			}
		}
		custom_error_response {
			error_code         = 403
			response_code      = "200"
			response_page_path = "/index.html"
		}`, `domain { domain = "A.Example.com" }`)
	api, rest := d.BehaviorFor(get("/api/x")), d.DefaultBehavior()
	if api == nil || rest == nil || api == rest {
		t.Fatalf("/api/x is served by %v, the rest by %v", api, rest)
	}
	methods, _, ok := rest.AllowedMethods()
	if diff := cmp.Diff([]string{"GET", "HEAD"}, methods); diff != "" || !ok {
		t.Errorf("methods, known %v (-want +got):\n%s", ok, diff)
	}
	if _, needed := rest.TrustedSigners(); needed != yes {
		t.Errorf("a signature is needed: %v", needed)
	}
	if _, needed := api.TrustedSigners(); needed != no {
		t.Errorf("a signature is needed though the key groups are switched off: %v", needed)
	}
	if got := api.Edge().Function; got == "" {
		t.Error("the function is not seen")
	}
	o, group := rest.Origin()
	if o == nil || group == nil || o.ID() != "other" || !group.MayFailOver(get("/")) {
		t.Errorf("the group is %v with %v", group, o)
	}
	if o, _ := api.Origin(); o == nil || o.ID() != "app" {
		t.Errorf("the origin is %v", o)
	} else if v, set := o.CustomHeader("x-secret"); set != yes || v.Show() != "s" {
		t.Errorf("the header is %s, set %v", v.Show(), set)
	}
	if p := d.ErrorPages()[0]; p.Code != 403 || p.Status != 200 {
		t.Errorf("the error page is %d for %d", p.Status, p.Code)
	}
	if names, _, complete := d.Aliases(); len(names) != 1 || !complete || names[0].String() != "a.example.com" {
		t.Errorf("the names are %v, complete %v", names, complete)
	}
}

// Parameters fill the placeholders in the domain and the path of an origin.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html.
func TestTenantParameters(t *testing.T) {
	const definition = `tenant_config {
		parameter_definition {
			name = "tier"
			definition {
				string_schema {
					required      = false
					default_value = "basic"
				}
			}
		}
	}`
	for _, tc := range []struct{ domain, parameter, want string }{
		{`"app.example.net"`, "", "app.example.net"},
		{`"{{name}}.example.net"`, `parameter {
			name  = "name"
			value = "a"
		}`, "a.example.net"},
		{`"{{ name }}.{{tier}}.example.net"`, `parameter {
			name  = "name"
			value = "a"
		}`, "a.basic.example.net"},
		{`"{{tier}}.example.net"`, `parameter {
			name  = "tier"
			value = "gold"
		}`, "gold.example.net"},
		{`"{{name}}.example.net"`, "", "(unknown)"},
		{`"{{name}}.example.net"`, `parameter {
			name  = "name"
			value = var.name
		}`, "${var.name}.example.net"},
		{`"{{tier}}.example.net"`, `dynamic "parameter" {
			for_each = var.list
			content {
				name  = parameter.key
				value = parameter.value
			}
		}`, "(unknown)"},
	} {
		d := tenant(t, definition+`
			origin {
				id          = "app"
				domain_name = `+tc.domain+`
				origin_path = `+tc.domain+`
			}`, tc.parameter, `
			variable "name" {}
			variable "list" {}`)
		if got := d.Origins[0].DomainName().Show(); got != tc.want {
			t.Errorf("%s is %s, want %s", tc.domain, got, tc.want)
		}
		if p, ok := d.Origins[0].Path(); ok != (tc.want != "(unknown)") || ok && p.String() != tc.want {
			t.Errorf("path %s is %s, known %v, want %s", tc.domain, p, ok, tc.want)
		}
	}
}

// What a tenant says of countries and web ACL stands instead of what the
// multi-tenant distribution says.
func TestTenantCustomizations(t *testing.T) {
	const template = `
		web_acl_id = aws_wafv2_web_acl.template.arn
		restrictions {
			geo_restriction {
				restriction_type = "blacklist"
				items            = ["DE"]
			}
		}`
	for _, tc := range []struct {
		custom       string
		acl, holder  string
		germany      bool
		aclKnown     bool
		countryKnown bool
	}{
		{"", "template", "multitenant_distribution.d", false, true, true},
		{`customizations {
			web_acl {
				action = "override"
				arn    = aws_wafv2_web_acl.own.arn
			}
		}`, "own", "multitenant_distribution.d", false, true, true},
		{`customizations {
			web_acl { action = "disable" }
			geo_restriction {
				restriction_type = "whitelist"
				locations        = ["DE"]
			}
		}`, "", "distribution_tenant.t", true, true, true},
		{`customizations {
			geo_restriction { restriction_type = "none" }
		}`, "template", "", true, true, true},
		{`customizations {
			web_acl { action = var.action }
			geo_restriction { restriction_type = var.action }
		}`, "", "", false, false, false},
		{`dynamic "customizations" {
			for_each = var.list
			content {
				web_acl { action = "disable" }
			}
		}`, "", "", false, false, false},
	} {
		d := tenant(t, template, tc.custom, `
			variable "action" {}
			variable "list" {}
			resource "aws_wafv2_web_acl" "template" {}
			resource "aws_wafv2_web_acl" "own" {}`)
		acl, _, known := d.WebACL()
		got := ""
		if acl != nil {
			got = acl.Resource.Name
		}
		if got != tc.acl || known != tc.aclKnown {
			t.Errorf("%s: web ACL %q, known %v", tc.custom, got, known)
		}
		geo, known := d.GeoRestriction()
		if known != tc.countryKnown {
			t.Errorf("%s: countries known %v", tc.custom, known)
		}
		if known && (geo == nil || geo.Admits("DE")) != tc.germany {
			t.Errorf("%s: the countries are %v", tc.custom, geo)
		}
		if geo != nil && known && geo.Resource.Address != "aws_cloudfront_"+tc.holder {
			t.Errorf("%s: the countries are those of %s", tc.custom, geo.Resource.Address)
		}
	}
}

// Viewers come to a tenant through its connection group, under the domains that
// it lists.
func TestTenantHosts(t *testing.T) {
	m := model(t, `
		resource "aws_cloudfront_multitenant_distribution" "d" {}
		resource "aws_cloudfront_connection_group" "g" {}
		resource "aws_cloudfront_distribution_tenant" "off" {
			enabled             = false
			distribution_id     = aws_cloudfront_multitenant_distribution.d.id
			connection_group_id = aws_cloudfront_connection_group.g.id
			domain { domain = "off.example.com" }
		}
		resource "aws_cloudfront_distribution_tenant" "t" {
			for_each            = toset(["a", "b"])
			distribution_id     = aws_cloudfront_multitenant_distribution.d.id
			connection_group_id = aws_cloudfront_connection_group.g.id
			domain { domain = "${each.key}.example.com" }
		}
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "r" {
			for_each = toset(["a", "b", "c"])
			zone_id  = aws_route53_zone.z.zone_id
			name     = each.key
			type     = "CNAME"
			records  = [aws_cloudfront_connection_group.g.routing_endpoint]
		}`)
	for address, want := range map[string][]string{
		`aws_cloudfront_distribution_tenant.off`:    nil,
		`aws_cloudfront_distribution_tenant.t["a"]`: {"a.example.com", "c.example.com"},
		`aws_cloudfront_distribution_tenant.t["b"]`: {"b.example.com"},
	} {
		d := m.Distribution(address)
		if d == nil {
			t.Fatalf("there is no %s", address)
		}
		if diff := cmp.Diff(want, hosts(d)); diff != "" {
			t.Errorf("hosts of %s (-want +got):\n%s", address, diff)
		}
		if got := d.Enabled(); got != symbol.TruthOf(want != nil) {
			t.Errorf("%s is enabled: %v", address, got)
		}
	}
	if len(m.Distributions) != 3 {
		t.Errorf("there are %d distributions", len(m.Distributions))
	}
}

// Of a template whose tenants are not here, only what they share is known.
func TestTemplateWithoutTenants(t *testing.T) {
	m := model(t, `
		resource "aws_cloudfront_multitenant_distribution" "d" {
			restrictions {
				geo_restriction {
					restriction_type = "blacklist"
					items            = ["DE"]
				}
			}
			origin {
				id          = "app"
				domain_name = "{{name}}.example.net"
			}
		}`)
	d := m.Distribution("aws_cloudfront_multitenant_distribution.d")
	if got := d.Lists(symbol.Literal("a.example.com")); got != unknown {
		t.Errorf("it lists a name: %v", got)
	}
	if geo, known := d.GeoRestriction(); known {
		t.Errorf("the countries are %v", geo)
	}
	if _, _, known := d.WebACL(); known {
		t.Error("the web ACL is known")
	}
	if got := d.Origins[0].DomainName().Show(); got != "(unknown)" {
		t.Errorf("the origin is %s", got)
	}
}
