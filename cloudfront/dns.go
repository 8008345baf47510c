package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Host is a name that DNS sends to a distribution.
type Host struct {
	// Name is lower case, without trailing dot. A record for a wildcard keeps
	// its star.
	Name   symbol.Text
	Record *tf.Resource
	// At is where the record names itself.
	At tf.Value
	// Proxied tells that a proxy stands between the viewer and the distribution.
	// It passes the Host header on unless it is told otherwise.
	Proxied bool
}

// Aliases returns the alternate domain names that the distribution lists, as
// hosts; complete is false when there may be more.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html.
func (d *Distribution) Aliases() (names []symbol.Text, at tf.Value, complete bool) {
	at = d.Resource.Body.Attr("aliases")
	if d.aliases == nil {
		texts, complete := at.Texts()
		d.aliases = &aliases{complete: complete}
		for _, t := range texts {
			d.aliases.names = append(d.aliases.names, hostName(d.model.canonical(t)))
		}
	}
	return d.aliases.names, at, d.aliases.complete
}

// aliases are the alternate domain names of a distribution as far as they are
// known.
type aliases struct {
	names    []symbol.Text
	complete bool
}

// Hosts returns the names that DNS records of this configuration send to the
// distribution.
func (d *Distribution) Hosts() []Host { return d.hosts }

func hostName(t symbol.Text) symbol.Text {
	t = t.MapLiterals(strings.ToLower)
	return symbol.Parse(strings.TrimSuffix(t.Key(), "."))
}

// Lists tells whether the distribution answers to a host: it is one of its
// aliases, or a wildcard alias covers it, or it is its own domain name.
// Wildcards cover any number of levels, unlike those of certificates, but not
// the name without the star.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html.
func (d *Distribution) Lists(host symbol.Text) symbol.Truth {
	names, _, complete := d.Aliases()
	answer := unless(complete)
	for _, name := range names {
		if answer = answer.Or(covers(name, host)); answer == symbol.True {
			return answer
		}
	}
	if symbol.Equal(host, d.DomainName()) == symbol.True {
		return symbol.True
	}
	if s, ok := host.Literal(); ok && strings.HasSuffix(s, ".cloudfront.net") {
		// It may be the name that AWS will choose.
		answer = answer.Or(symbol.Equal(host, d.DomainName()))
	}
	return answer
}

// specificity ranks how closely the aliases of the distribution name a host that
// it lists: CloudFront takes the distribution with the closest one. It is 0 for
// a host that is not certainly listed.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html.
func (d *Distribution) specificity(host symbol.Text) int {
	if d.Lists(host) != symbol.True {
		return 0
	}
	const exact = 1 << 10
	best := 1
	names, _, _ := d.Aliases()
	for _, name := range append(names[:len(names):len(names)], d.DomainName()) {
		switch {
		case symbol.Equal(name, host) == symbol.True:
			return exact
		case covers(name, host) == symbol.True:
			best = max(best, len(name.Key()))
		}
	}
	return best
}

// closest returns the distribution whose aliases name a host most closely, nil
// when none certainly lists it.
func (m *Model) closest(host symbol.Text) *Distribution {
	var closest *Distribution
	best := 0
	for _, d := range m.listing(host) {
		if rank := d.specificity(host); rank > best {
			closest, best = d, rank
		}
	}
	return closest
}

// unless returns False for a complete list: what is not found in it is not
// there.
func unless(complete bool) symbol.Truth {
	if complete {
		return symbol.False
	}
	return symbol.Unknown
}

// covers tells whether an alias covers a host. A host that is itself a
// wildcard stands for every name below it.
func covers(alias, host symbol.Text) symbol.Truth {
	if equal := symbol.Equal(alias, host); equal == symbol.True {
		return symbol.True
	}
	parts := alias.Parts()
	if len(parts) > 0 && parts[0].Symbol == nil && strings.HasPrefix(parts[0].Literal, "*.") {
		return symbol.Match(alias, host)
	}
	return symbol.Equal(alias, host)
}

// ListedBy returns the distribution of this configuration that lists a host,
// whatever DNS says: CloudFront goes by the Host header. known is false when
// one may list it.
func (d *Distribution) ListedBy(host symbol.Text) (by *Distribution, known bool) {
	m := d.model
	if by := m.closest(host); by != nil {
		return by, true
	}
	known = !m.cfg.Partial
	for _, d := range m.Distributions {
		known = known && d.Lists(host) == symbol.False
	}
	if m.tenantMayList(host) {
		known = false
	}
	return nil, known
}

// lister returns the distribution that certainly lists a name.
func (m *Model) lister(name symbol.Text) *Distribution {
	for _, d := range m.listing(name) {
		if names, _, _ := d.Aliases(); slices.ContainsFunc(names, func(alias symbol.Text) bool { return covers(alias, name) == symbol.True }) {
			return d
		}
	}
	return nil
}

// tenantMayList reports whether a tenant of a multi-tenant distribution that is
// not here may answer to the host.
func (m *Model) tenantMayList(host symbol.Text) bool {
	for _, t := range m.strayTenants {
		domains, complete := t.Body.Blocks("domain")
		if !complete {
			return true
		}
		for _, b := range domains {
			name, ok := b.Attr("domain").Text()
			if !ok || covers(hostName(m.canonical(name)), host) != symbol.False {
				return true
			}
		}
	}
	return false
}

// maxChain bounds the records that lead to each other.
const maxChain = 8

// linkRecords gives every distribution the names of the records that certainly
// lead to it, through other records too.
func (m *Model) linkRecords() {
	leads := make(map[string]*Distribution, len(m.Distributions)) // by the key of a target
	for _, d := range m.Distributions {
		if d.template && d.Enabled() == symbol.False {
			continue // another tenant may show who is denied
		}
		for _, name := range []symbol.Text{d.DomainName(), m.expand(symbol.Symbol{Address: d.Resource.Address, Attr: "domain_name"})} {
			if key := hostName(name).Key(); leads[key] == nil {
				leads[key] = d
			}
		}
	}
	rest := m.records()
	for range maxChain {
		before := len(rest)
		rest = slices.DeleteFunc(rest, func(r record) bool { return m.link(r, leads) })
		if len(rest) == before {
			return
		}
	}
}

// link follows a record to a distribution. If it leads to one, so does whatever
// points at the record.
func (m *Model) link(r record, leads map[string]*Distribution) bool {
	for _, target := range r.targets {
		d := leads[target.Key()]
		if d == nil {
			continue
		}
		var names []symbol.Text
		if r.kind.entry == "" {
			for _, attr := range []string{"fqdn", "name", "hostname"} {
				names = append(names, symbol.Of(symbol.Symbol{Address: r.resource.Address, Attr: attr}))
			}
		}
		if name, whole, sure := m.fullName(r); sure || whole && d.alike(name) {
			d.owner(name).addHost(Host{Name: name, Record: r.resource, At: r.content.Attr(r.kind.name), Proxied: r.proxied})
			names = append(names, name)
		}
		for _, name := range names {
			if leads[name.Key()] == nil {
				leads[name.Key()] = d
			}
		}
		return true
	}
	return false
}

// owner returns the distribution whose viewers a record for a name brings: of
// several tenants the one that lists it.
func (d *Distribution) owner(name symbol.Text) *Distribution {
	if !d.template {
		return d
	}
	if by := d.model.closest(name); by != nil && by.template {
		return by
	}
	return d
}

// addHost adds a host, each name once. A record without proxy counts for more.
func (d *Distribution) addHost(host Host) {
	if d.hostAt == nil {
		d.hostAt = make(map[string]int)
	}
	i, seen := d.hostAt[host.Name.Key()]
	switch {
	case !seen:
		d.hostAt[host.Name.Key()] = len(d.hosts)
		d.hosts = append(d.hosts, host)
	case d.hosts[i].Proxied && !host.Proxied:
		d.hosts[i] = host
	}
}

// endsWith reports whether name is zone or a name below it.
func endsWith(name, zone symbol.Text) bool {
	below := symbol.Concat(symbol.Literal("*."), zone)
	return symbol.Equal(name, zone) == symbol.True || symbol.Match(below, name) == symbol.True
}

// alike reports whether a name of a zone that is not known can be taken as it
// stands: it lies in the domain of an alias, or is one.
func (d *Distribution) alike(name symbol.Text) bool {
	names, _, _ := d.Aliases()
	for _, alias := range names {
		if symbol.Equal(alias, name) == symbol.True || domain(alias) != "" && domain(alias) == domain(name) {
			return true
		}
	}
	return false
}

// domain returns the last two labels of a name, empty when there are fewer.
func domain(t symbol.Text) string {
	labels := strings.Split(t.Key(), ".")
	if len(labels) < 2 {
		return ""
	}
	return strings.Join(labels[len(labels)-2:], ".")
}
