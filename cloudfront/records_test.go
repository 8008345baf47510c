package cloudfront_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The records of every provider name their names, zones and targets in their
// own way.
func TestRecordTypes(t *testing.T) {
	const target = "aws_cloudfront_distribution.d.domain_name"
	const dotted = `"${aws_cloudfront_distribution.d.domain_name}."`
	for _, tc := range []struct{ kind, content, want string }{
		{"cloudflare_record", `zone_id = cloudflare_zone.z.id
			name    = "www"
			type    = "CNAME"
			content = ` + target, "www.example.com"},
		{"cloudflare_record", `zone_id = data.cloudflare_zone.z.zone_id
			name  = "@"
			type  = "CNAME"
			value = ` + target, "example.com"},
		{"cloudflare_dns_record", `zone_id = data.cloudflare_zone.filtered.zone_id
			name    = "www.example.com"
			type    = "CNAME"
			proxied = true
			content = ` + target, "www.example.com"},
		{"cloudflare_dns_record", `zone_id = data.cloudflare_zone.filtered.id
			name    = "*"
			type    = "CNAME"
			content = ` + target, "*.example.com"},
		{"cloudflare_record", `zone_id = var.zone_id
			name    = "shop.example.org"
			type    = "CNAME"
			content = ` + target, "shop.example.org"}, // in the domain of an alias
		{"google_dns_record_set", `managed_zone = google_dns_managed_zone.z.name
			name    = "www.${google_dns_managed_zone.z.dns_name}"
			type    = "CNAME"
			rrdatas = [` + dotted + `]`, "www.example.com"},
		{"azurerm_dns_cname_record", `zone_name = azurerm_dns_zone.z.name
			name   = "www"
			record = ` + target, "www.example.com"},
		{"digitalocean_record", `domain = digitalocean_domain.z.id
			name  = "@"
			type  = "CNAME"
			value = ` + dotted, "example.com"},
		{"digitalocean_record", `domain = "example.com"
			name  = "www"
			type  = "CNAME"
			value = ` + dotted, "www.example.com"},
		{"ns1_record", `zone   = "example.com"
			domain = "www.example.com"
			type   = "ALIAS"
			answers {
				answer = ` + target + `
			}`, "www.example.com"},
		{"dnsimple_zone_record", `zone_name = "example.com"
			name  = ""
			type  = "ALIAS"
			value = ` + target, "example.com"},
		{"dnsimple_record", `domain = "example.com"
			name  = "www"
			type  = "CNAME"
			value = ` + target, "www.example.com"},
		{"gandi_livedns_record", `zone = gandi_livedns_domain.z.id
			name   = "@"
			type   = "ALIAS"
			values = [` + dotted + `]`, "example.com"},
		{"hetznerdns_record", `zone_id = hetznerdns_zone.z.id
			name  = "www"
			type  = "CNAME"
			value = ` + dotted, "www.example.com"},
		{"hcloud_zone_rrset", `zone = hcloud_zone.z.name
			name    = "www"
			type    = "CNAME"
			records = [{ value = ` + dotted + ` }]`, "www.example.com"},
		{"linode_domain_record", `domain_id = linode_domain.z.id
			name        = "www"
			record_type = "CNAME"
			target      = ` + target, "www.example.com"},
		{"vultr_dns_record", `domain = vultr_dns_domain.z.id
			name = "www"
			type = "CNAME"
			data = ` + target, "www.example.com"},
		{"ovh_domain_zone_record", `zone = "example.com"
			subdomain = "www"
			fieldtype = "CNAME"
			target    = ` + dotted, "www.example.com"},
		{"namecheap_domain_records", `domain = "example.com"
			record {
				hostname = "mail"
				type     = "A"
				address  = "192.0.2.1"
			}
			record {
				hostname = "@"
				type     = "ALIAS"
				address  = ` + target + `
			}`, "example.com"},
		{"godaddy_domain_record", `domain = "example.com"
			record {
				name = "www"
				type = "CNAME"
				data = ` + target + `
			}`, "www.example.com"},
		{"akamai_dns_record", `zone = "example.com"
			name       = "www.example.com"
			recordtype = "CNAME"
			target     = [` + dotted + `]`, "www.example.com"},
		{"scaleway_domain_record", `dns_zone = "example.com"
			name = "www"
			type = "CNAME"
			data = ` + dotted, "www.example.com"},
		{"powerdns_record", `zone = "example.com."
			name    = "www.example.com."
			type    = "CNAME"
			records = [` + dotted + `]`, "www.example.com"},
		{"dns_cname_record", `zone = "example.com."
			name  = "www"
			cname = ` + dotted, "www.example.com"},
		{"oci_dns_rrset", `zone_name_or_id = "example.com"
			domain = "www.example.com"
			rtype  = "CNAME"
			items {
				domain = "www.example.com"
				rtype  = "CNAME"
				rdata  = ` + dotted + `
				ttl    = 300
			}`, "www.example.com"},
	} {
		d := distribution(t, `aliases = ["a.example.org"]`, zones, "resource \""+tc.kind+"\" \"r\" {\n"+tc.content+"\n}")
		if diff := cmp.Diff([]string{tc.want}, hosts(d)); diff != "" {
			t.Errorf("%s of %s (-want +got):\n%s", tc.want, tc.kind, diff)
		}
	}
}

const zones = `
	variable "zone_id" {}
	resource "cloudflare_zone" "z" { zone = "example.com" }
	data "cloudflare_zone" "z" { name = "example.com" }
	data "cloudflare_zone" "filtered" {
		filter = { name = "example.com" }
	}
	resource "google_dns_managed_zone" "z" {
		name     = "main"
		dns_name = "example.com."
	}
	resource "azurerm_dns_zone" "z" { name = "example.com" }
	resource "digitalocean_domain" "z" { name = "example.com" }
	resource "gandi_livedns_domain" "z" { name = "example.com" }
	resource "hetznerdns_zone" "z" { name = "example.com" }
	resource "hcloud_zone" "z" { name = "example.com" }
	resource "linode_domain" "z" { domain = "example.com" }
	resource "vultr_dns_domain" "z" { domain = "example.com" }`

// What does not certainly lead here under a known name is left out.
func TestRecordsNotKnown(t *testing.T) {
	for name, record := range map[string]string{
		"an A record": `resource "cloudflare_record" "r" {
			zone_id = cloudflare_zone.z.id
			name    = "www"
			type    = "A"
			content = aws_cloudfront_distribution.d.domain_name
		}`,
		"a relative name in a zone that is not known": `resource "cloudflare_record" "r" {
			zone_id = var.zone_id
			name    = "www"
			type    = "CNAME"
			content = aws_cloudfront_distribution.d.domain_name
		}`,
		"a name in no domain of an alias": `resource "cloudflare_record" "r" {
			zone_id = var.zone_id
			name    = "www.example.net"
			type    = "CNAME"
			content = aws_cloudfront_distribution.d.domain_name
		}`,
		"the zone's name twice": `resource "vultr_dns_record" "r" {
			domain = "example.com"
			name   = "www.example.com"
			type   = "CNAME"
			data   = aws_cloudfront_distribution.d.domain_name
		}`,
		"a target in the zone": `resource "ovh_domain_zone_record" "r" {
			zone      = "example.com"
			subdomain = "www"
			fieldtype = "CNAME"
			target    = aws_cloudfront_distribution.d.domain_name
		}`,
		"a proxy that rewrites the host": `resource "cloudflare_dns_record" "r" {
			zone_id = cloudflare_zone.z.id
			name    = "www"
			type    = "CNAME"
			proxied = true
			content = aws_cloudfront_distribution.d.domain_name
		}
		resource "cloudflare_ruleset" "origin" {
			zone_id = cloudflare_zone.z.id
			name    = "origin"
			kind    = "zone"
			phase   = "http_request_origin"
			rules   = [{
				action            = "route"
				expression        = "true"
				action_parameters = { host_header = aws_cloudfront_distribution.d.domain_name }
			}]
		}`,
	} {
		d := distribution(t, `aliases = ["a.example.org"]`, zones, record)
		if got := hosts(d); len(got) > 0 {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// A record that points at another record leads where that one does, whatever
// provider has them.
func TestRecordsOfTwoProviders(t *testing.T) {
	d := distribution(t, "", `
		resource "aws_route53_zone" "z" { name = "cdn.example.org" }
		resource "aws_route53_record" "shop" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "shop"
			type    = "CNAME"
			records = [aws_cloudfront_distribution.d.domain_name]
		}
		resource "digitalocean_record" "shop" {
			domain = "example.com"
			name   = "shop"
			type   = "CNAME"
			value  = "shop.cdn.example.org."
		}
		resource "cloudflare_record" "store" {
			zone_id = cloudflare_zone.z.id
			name    = "store"
			type    = "CNAME"
			content = digitalocean_record.shop.fqdn
			proxied = true
		}
		resource "cloudflare_zone" "z" { zone = "example.net" }`)
	if diff := cmp.Diff([]string{"shop.cdn.example.org", "shop.example.com", "store.example.net"}, hosts(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for i, h := range d.Hosts() {
		if h.Proxied != (i == 2) {
			t.Errorf("%s: proxied is %v", h.Name, h.Proxied)
		}
	}
}
