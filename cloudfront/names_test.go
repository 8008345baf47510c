package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html.
func TestLists(t *testing.T) {
	for _, tc := range []struct {
		aliases, host string
		want          symbol.Truth
	}{
		{`["www.example.com"]`, "www.example.com", yes},
		{`["www.example.com"]`, "example.com", no},
		{`["www.example.com"]`, "www.www.example.com", no},
		{`["WWW.Example.Com"]`, "www.example.com", yes},
		{`["www.example.com."]`, "www.example.com", yes},
		{`["example.com", "www.example.com"]`, "www.example.com", yes},
		{`["*.example.com"]`, "www.example.com", yes},
		// Unlike in a certificate the star stands for any number of levels,
		{`["*.example.com"]`, "a.b.example.com", yes},
		// but the name itself is not covered.
		{`["*.example.com"]`, "example.com", no},
		{`["*.example.com"]`, "wwwexample.com", no},
		{`["*.example.com"]`, "www.example.com.example.org", no},
		{`["*.www.example.com"]`, "www.example.com", no},
		// A record for a wildcard stands for every name below it.
		{`["*.example.com"]`, "*.example.com", yes},
		{`["*.example.com"]`, "*.www.example.com", yes},
		{`["www.example.com"]`, "*.example.com", no},
		{`["*.www.example.com"]`, "*.example.com", no},
		{`[]`, "www.example.com", no},
		{`null`, "www.example.com", no},
		{`[aws_s3_bucket.b.bucket]`, "www.example.com", unknown},
		{`["www.${aws_s3_bucket.b.bucket}"]`, "www.example.com", unknown},
		{`["www.${aws_s3_bucket.b.bucket}"]`, "api.example.com", no},
		{`[aws_s3_bucket.b.bucket, "*.example.com"]`, "www.example.com", yes},
		{`split(",", aws_s3_bucket.b.acl)`, "www.example.com", unknown},
	} {
		d := distribution(t, "aliases = "+tc.aliases, `resource "aws_s3_bucket" "b" {}`)
		if got := d.Lists(symbol.Literal(tc.host)); got != tc.want {
			t.Errorf("%s lists %s: %v, want %v", tc.aliases, tc.host, got, tc.want)
		}
	}
}

// A distribution answers to the name that AWS gives it.
func TestListsOwnName(t *testing.T) {
	m := model(t, `
		resource "aws_cloudfront_distribution" "a" {}
		resource "aws_cloudfront_distribution" "b" {}`)
	a, b := m.Distributions[0], m.Distributions[1]
	if got := a.Lists(a.DomainName()); got != yes {
		t.Errorf("its own: %v", got)
	}
	if got := a.Lists(b.DomainName()); got != no {
		t.Errorf("the other's: %v", got)
	}
}

// The provider completes the name of a record that does not end with that of
// the zone.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record.
func TestRecordNames(t *testing.T) {
	for _, tc := range []struct{ zone, zoneID, name, want string }{
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"www"`, "www.example.com"},
		{`"example.com"`, "aws_route53_zone.z.id", `"www"`, "www.example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"www.example.com"`, "www.example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"WWW.example.com."`, "www.example.com"},
		{`"Example.com."`, "aws_route53_zone.z.zone_id", `"www"`, "www.example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"a.b"`, "a.b.example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"*"`, "*.example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `""`, "example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"example.com"`, "example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", "aws_route53_zone.z.name", "example.com"},
		{`"example.com"`, "aws_route53_zone.z.zone_id", `"www.${aws_route53_zone.z.name}"`, "www.example.com"},
		// The zone is another's, and the name lies in the domain of an alias.
		{`"example.com"`, `"Z1"`, `"www.example.com"`, "www.example.com"},
		{`"example.com"`, `"Z1"`, `"other.example.com"`, "other.example.com"},
	} {
		d := distribution(t, `aliases = ["www.example.com"]`, fmt.Sprintf(`
			resource "aws_route53_zone" "z" { name = %s }
			resource "aws_route53_record" "r" {
				zone_id = %s
				name    = %s
				type    = "CNAME"
				records = [aws_cloudfront_distribution.d.domain_name]
			}`, tc.zone, tc.zoneID, tc.name))
		if diff := cmp.Diff([]string{tc.want}, hosts(d)); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", tc.name, tc.zone, diff)
		}
	}
}

// What may be completed or not is left out.
func TestRecordNamesNotKnown(t *testing.T) {
	for _, record := range []string{
		`zone_id = "Z1"` + "\n" + `name = "www"`,
		`zone_id = "Z1"` + "\n" + `name = "www.example.org"`,
		`zone_id = aws_route53_zone.z.zone_id` + "\n" + `name = upper(aws_s3_bucket.b.acl)`,
	} {
		d := distribution(t, `aliases = ["www.example.com"]`, `
			resource "aws_s3_bucket" "b" {}
			resource "aws_route53_zone" "z" { name = "example.com" }
			resource "aws_route53_record" "r" {
				`+record+`
				type    = "CNAME"
				records = [aws_cloudfront_distribution.d.domain_name]
			}`)
		if got := hosts(d); len(got) > 0 {
			t.Errorf("%s: got %v", record, got)
		}
	}
}

func hosts(d *cloudfront.Distribution) []string {
	var names []string
	for _, h := range d.Hosts() {
		names = append(names, h.Name.String())
	}
	return names
}

// Hosts are the names that certainly lead to the distribution, each once.
func TestHosts(t *testing.T) {
	const alias = `alias {
		name                   = aws_cloudfront_distribution.d.domain_name
		zone_id                = aws_cloudfront_distribution.d.hosted_zone_id
		evaluate_target_health = false
	}`
	d := distribution(t, "", `
		resource "aws_cloudfront_distribution" "other" {}
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "a" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "www"
			type    = "A"
			`+alias+`
		}
		resource "aws_route53_record" "aaaa" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "www.example.com"
			type    = "AAAA"
			`+alias+`
		}
		resource "aws_route53_record" "cname" {
			for_each = toset(["a", "b"])
			zone_id  = aws_route53_zone.z.zone_id
			name     = each.key
			type     = "CNAME"
			records  = [aws_cloudfront_distribution.d.domain_name]
		}
		resource "aws_route53_record" "text" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "text"
			type    = "TXT"
			records = [aws_cloudfront_distribution.d.domain_name]
		}
		resource "aws_route53_record" "other" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "other"
			type    = "CNAME"
			records = [aws_cloudfront_distribution.other.domain_name]
		}
		resource "aws_route53_record" "elsewhere" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "elsewhere"
			type    = "CNAME"
			records = ["d111111abcdef8.cloudfront.net"]
		}`)
	if diff := cmp.Diff([]string{"www.example.com", "a.example.com", "b.example.com"}, hosts(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if h := d.Hosts()[0]; h.Record.Address != "aws_route53_record.a" || h.At.Range.IsZero() {
		t.Errorf("got %s at %v", h.Record.Address, h.At.Range)
	}
}

// CloudFront picks the distribution by the Host header, whatever DNS says.
func TestListedBy(t *testing.T) {
	const others = `
		resource "aws_cloudfront_distribution" "www" { aliases = ["www.example.com"] }
		resource "aws_cloudfront_distribution" "wild" { aliases = ["*.example.org"] }`
	for _, tc := range []struct {
		host, more, by string
		known          bool
	}{
		{"www.example.com", "", "aws_cloudfront_distribution.www", true},
		{"a.example.org", "", "aws_cloudfront_distribution.wild", true},
		{"example.org", "", "", true},
		{"d.example.com", "", "aws_cloudfront_distribution.d", true},
		{"a.example.net", `resource "aws_cloudfront_distribution" "open" { aliases = split(",", aws_s3_bucket.b.acl) }
			resource "aws_s3_bucket" "b" {}`, "", false},
		// A tenant of a multi-tenant distribution answers too.
		{"a.example.net", `resource "aws_cloudfront_distribution_tenant" "t" {
			domain { domain = "a.example.net" }
		}`, "", false},
		{"a.example.net", `resource "aws_cloudfront_distribution_tenant" "t" {
			domain { domain = "b.example.net" }
		}`, "", true},
	} {
		d := distribution(t, `aliases = ["d.example.com"]`, others, tc.more)
		by, known := d.ListedBy(symbol.Literal(tc.host))
		got := ""
		if by != nil {
			got = by.Resource.Address
		}
		if got != tc.by || known != tc.known {
			t.Errorf("%s is listed by %q, known %v", tc.host, got, known)
		}
	}
}

func TestServing(t *testing.T) {
	m := model(t, `
		resource "aws_cloudfront_distribution" "a" { aliases = ["a.example.com"] }
		resource "aws_cloudfront_distribution" "b" { aliases = ["b.example.com"] }
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "b" {
			for_each = toset(["a", "c", "*.d"])
			zone_id  = aws_route53_zone.z.zone_id
			name     = each.key
			type     = "CNAME"
			records  = [aws_cloudfront_distribution.b.domain_name]
		}`)
	a, b := m.Distributions[0], m.Distributions[1]
	for host, want := range map[string]*cloudfront.Distribution{
		"a.example.com":   a, // which lists it, though DNS leads to the other
		"b.example.com":   b,
		"c.example.com":   b,
		"x.d.example.com": b,
		"d.example.com":   nil,
	} {
		if got := m.Serving(symbol.Literal(host)); got != want {
			t.Errorf("%s is served by %v", host, got)
		}
	}
	if got := m.Serving(b.DomainName()); got != b {
		t.Errorf("its own name is served by %v", got)
	}
}
