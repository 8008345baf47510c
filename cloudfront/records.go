package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A record is a DNS record that points at another name.
type record struct {
	kind     *recordType
	resource *tf.Resource
	// content is the body that has the record: the resource or a block of it.
	content tf.Body
	targets []symbol.Text
	proxied bool
}

// records returns the DNS records of the configuration that point at a name.
func (m *Model) records() []record {
	var all []record
	for i := range recordTypes {
		for _, r := range m.cfg.OfType(recordTypes[i].kind) {
			all = append(all, m.recordsOf(&recordTypes[i], r)...)
		}
	}
	return all
}

func (m *Model) recordsOf(kind *recordType, r *tf.Resource) []record {
	contents := []tf.Body{r.Body}
	if kind.entry != "" {
		contents = contents[:0]
		entries, _ := r.Body.Blocks(kind.entry)
		for _, e := range entries {
			contents = append(contents, e)
		}
	}
	var all []record
	for _, content := range contents {
		one := record{kind: kind, resource: r, content: content}
		one.proxied = kind.proxied != "" && content.Attr(kind.proxied).Bool(false) != symbol.False
		one.targets = m.targetsOf(one)
		if len(one.targets) == 0 || one.proxied && m.rewritesHost() {
			continue
		}
		all = append(all, one)
	}
	return all
}

// rewritesHost reports whether a proxy of this configuration may send another
// Host header than the viewer's.
func (m *Model) rewritesHost() bool {
	return slices.ContainsFunc(hostRewriters, func(kind string) bool { return len(m.cfg.OfType(kind)) > 0 })
}

// targetsOf returns the names that a record points at.
func (m *Model) targetsOf(r record) []symbol.Text {
	var targets []symbol.Text
	if r.leadsOn() {
		for _, path := range r.kind.targets {
			for _, t := range textsAt(r.content, path) {
				if !r.kind.dotted || endsWithDot(t) {
					targets = append(targets, t)
				}
			}
		}
	}
	if r.kind.kind == "aws_route53_record" {
		// An alias record is of the type of what it stands for.
		targets = append(targets, textsAt(r.content, "alias.name")...)
	}
	for i := range targets {
		targets[i] = hostName(m.canonical(targets[i]))
	}
	return targets
}

// leadsOn reports whether the class of the record is one that points at a name.
func (r record) leadsOn() bool {
	if r.kind.class == "" {
		return true
	}
	class, _ := r.content.Attr(r.kind.class).Literal()
	return leadingOn[strings.ToUpper(class)]
}

func endsWithDot(t symbol.Text) bool { return strings.HasSuffix(t.Key(), ".") }

// fullName returns the name of a record; sure is false when it is not known.
// The name may then be as it is written, if that may be a whole name.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record
// for how a provider completes a name.
func (m *Model) fullName(r record) (name symbol.Text, whole, sure bool) {
	written := r.content.Attr(r.kind.name)
	t, known := written.Text()
	if !known && !written.Absent() {
		return name, false, false
	}
	name = hostName(m.canonical(t))
	if r.kind.form == absolute {
		return name, true, !name.IsEmpty()
	}
	whole = r.kind.form == completed
	zone, known := m.zoneOf(r)
	switch plain, literal := name.Literal(); {
	case !known:
		return name, whole, false
	case literal && (plain == "" || plain == r.kind.apex):
		return zone, true, true
	case endsWith(name, zone):
		return name, whole, whole
	case !whole && endsWithDot(t):
		return name, false, false
	}
	// A name made from a symbol may hold the zone's name in it.
	if len(name.Symbols()) > 0 && symbol.Match(symbol.Literal("*").Append(zone), name) == symbol.Unknown {
		return name, whole, false
	}
	return symbol.Concat(name, symbol.Literal("."), zone), true, true
}

// zoneOf returns the name of the zone that a record is in.
func (m *Model) zoneOf(r record) (zone symbol.Text, known bool) {
	t, ok := r.resource.Body.Attr(r.kind.zone).Text()
	if !ok {
		return zone, false
	}
	for _, kind := range r.kind.zones {
		if z := m.referred(t, kind.id, kind.kind); z != nil {
			for _, attr := range kind.names {
				if names := textsAt(z.Body, attr); len(names) == 1 && !names[0].IsEmpty() {
					return hostName(m.canonical(names[0])), true
				}
			}
			return zone, false
		}
	}
	return hostName(m.canonical(t)), r.kind.named && !t.IsEmpty()
}
