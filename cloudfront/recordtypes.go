package cloudfront

// A recordType says where a type of resource keeps the DNS records that it
// makes: each provider has other names for the same few things.
type recordType struct {
	kind string
	// entry is the nested block that each record is in, empty when the resource
	// is one record.
	entry string
	// name is the attribute with the record's name, form how it is written.
	name string
	form nameForm
	// apex is what is written for the name of the zone itself, besides nothing.
	apex string
	// zone is the attribute that says in which zone the record is.
	zone string
	// named tells that it holds the name of the zone, not its id.
	named bool
	// zones are the types of resources that it may refer to.
	zones []zoneType
	// class is the attribute that tells a CNAME from other records, empty when
	// there is nothing else.
	class string
	// targets are where the record points. A dot leads into a nested block.
	targets []string
	// dotted tells that a target without a dot at its end is one in the zone.
	dotted bool
	// proxied is the attribute that puts a proxy in between, which passes the
	// Host header on.
	proxied string
}

// A zoneType is a type of resource or data source that is a zone.
type zoneType struct {
	kind string
	// id is the attribute that records name it by; names are those that may
	// hold its name.
	id    string
	names []string
}

// A nameForm is how the name of a record is written.
type nameForm int

const (
	// completed: the zone's name is added unless the name ends with it.
	completed nameForm = iota
	// relative: the zone's name is always added.
	relative
	// absolute: nothing is added.
	absolute
)

// leadingOn are the classes of records that point at another name.
var leadingOn = map[string]bool{"CNAME": true, "ALIAS": true, "ANAME": true}

// recordTypes are the types of records that are known, each as the
// documentation of its provider has it.
// See https://registry.terraform.io/browse/providers.
var recordTypes = []recordType{
	{
		kind: "aws_route53_record", name: "name", zone: "zone_id", zones: []zoneType{{"aws_route53_zone", "zone_id", []string{"name"}}},
		class: "type", targets: []string{"records"},
	},
	{kind: "cloudflare_record", name: "name", apex: "@", zone: "zone_id", zones: cloudflareZones, class: "type", targets: []string{"content", "value"}, proxied: "proxied"},
	{kind: "cloudflare_dns_record", name: "name", apex: "@", zone: "zone_id", zones: cloudflareZones, class: "type", targets: []string{"content"}, proxied: "proxied"},
	{kind: "google_dns_record_set", name: "name", form: absolute, class: "type", targets: []string{"rrdatas"}, dotted: true},
	{kind: "azurerm_dns_cname_record", name: "name", form: relative, apex: "@", zone: "zone_name", named: true, targets: []string{"record"}},
	{
		kind: "digitalocean_record", name: "name", apex: "@", zone: "domain", named: true, zones: []zoneType{{"digitalocean_domain", "id", []string{"name"}}},
		class: "type", targets: []string{"value"}, dotted: true,
	},
	{kind: "ns1_record", name: "domain", form: absolute, class: "type", targets: []string{"answers.answer"}},
	{kind: "dnsimple_zone_record", name: "name", form: relative, zone: "zone_name", named: true, class: "type", targets: []string{"value"}},
	{kind: "dnsimple_record", name: "name", form: relative, zone: "domain", named: true, class: "type", targets: []string{"value"}},
	{
		kind: "gandi_livedns_record", name: "name", form: relative, apex: "@", zone: "zone", named: true,
		zones: []zoneType{{"gandi_livedns_domain", "id", []string{"name"}}, {"gandi_domain", "id", []string{"name"}}},
		class: "type", targets: []string{"values"}, dotted: true,
	},
	{kind: "hetznerdns_record", name: "name", form: relative, apex: "@", zone: "zone_id", zones: []zoneType{{"hetznerdns_zone", "id", []string{"name"}}}, class: "type", targets: []string{"value"}, dotted: true},
	{kind: "hcloud_zone_rrset", name: "name", form: relative, apex: "@", zone: "zone", named: true, zones: []zoneType{{"hcloud_zone", "id", []string{"name"}}}, class: "type", targets: []string{"records.value"}, dotted: true},
	{kind: "linode_domain_record", name: "name", form: relative, zone: "domain_id", zones: []zoneType{{"linode_domain", "id", []string{"domain"}}}, class: "record_type", targets: []string{"target"}},
	{kind: "vultr_dns_record", name: "name", form: relative, zone: "domain", named: true, zones: []zoneType{{"vultr_dns_domain", "id", []string{"domain"}}}, class: "type", targets: []string{"data"}},
	{kind: "ovh_domain_zone_record", name: "subdomain", form: relative, zone: "zone", named: true, zones: []zoneType{{"ovh_domain_zone", "id", []string{"name"}}}, class: "fieldtype", targets: []string{"target"}, dotted: true},
	{kind: "namecheap_domain_records", entry: "record", name: "hostname", form: relative, apex: "@", zone: "domain", named: true, class: "type", targets: []string{"address"}},
	{kind: "godaddy_domain_record", entry: "record", name: "name", form: relative, apex: "@", zone: "domain", named: true, class: "type", targets: []string{"data"}},
	{kind: "akamai_dns_record", name: "name", form: absolute, class: "recordtype", targets: []string{"target"}},
	{kind: "scaleway_domain_record", name: "name", form: relative, zone: "dns_zone", named: true, zones: []zoneType{{"scaleway_domain_zone", "id", nil}}, class: "type", targets: []string{"data"}, dotted: true},
	{kind: "powerdns_record", name: "name", form: absolute, class: "type", targets: []string{"records"}, dotted: true},
	{kind: "dns_cname_record", name: "name", form: relative, zone: "zone", named: true, targets: []string{"cname"}, dotted: true},
	{kind: "oci_dns_rrset", name: "domain", form: absolute, class: "rtype", targets: []string{"items.rdata"}},
}

// cloudflareZones are zones in the versions of the provider up to 4 and since.
var cloudflareZones = []zoneType{{"cloudflare_zone", "id", []string{"name", "zone", "filter.name"}}}

// hostRewriters are resources by which Cloudflare may send another Host header
// to what is behind a proxied record.
// See https://developers.cloudflare.com/rules/origin-rules/features/#host-header.
var hostRewriters = []string{"cloudflare_ruleset", "cloudflare_page_rule", "cloudflare_workers_route", "cloudflare_worker_route"}
