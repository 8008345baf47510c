// Package cloudfront is what AWS does with a viewer request, decided once:
// which cache behavior matches, which headers reach the origin, whether S3
// hands the object over. Rules ask; they decide nothing of this themselves.
// The types are named as AWS names them.
package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// A Model is the distributions of one configuration and all that hangs on
// them.
type Model struct {
	Distributions []*Distribution

	cfg            *tf.Config
	buckets        []*Bucket
	byName         map[string]*Bucket
	strayTenants   []*tf.Resource // of multi-tenant distributions that are not here
	names          *nameIndex
	attachments    map[string]*attachments            // by resource type
	values         map[string]map[string]*tf.Resource // by type and attribute
	routes         map[*tf.Resource]*routeTable       // by API
	apiPolicies    map[*tf.Resource]apiPolicies       // by API
	signingKeys    []SigningKey                       // nil before they were asked for
	links          []HTTPLink                         // nil before they were asked for
	balancing      *balancing                         // nil before it was asked for
	mappings       map[*tf.Resource]mappingTable      // by custom domain name
	functions      map[string]*edgeFunction           // by event and address
	documents      documents
	firewall       *waf.Library
	guardedBy      map[string]*tf.Resource // associations of web ACLs, by what they guard
	partition      string
	partitionKnown bool
}

// Resources returns the distributions of a configuration as they are written, tenants
// left out.
func Resources(cfg *tf.Config) []*tf.Resource { return cfg.OfType("aws_cloudfront_distribution") }

// New links the resources of a configuration into a model. Attributes are
// read when a question needs them.
func New(cfg *tf.Config) *Model {
	m := &Model{
		cfg:         cfg,
		byName:      make(map[string]*Bucket),
		attachments: make(map[string]*attachments),
		values:      make(map[string]map[string]*tf.Resource),
		routes:      make(map[*tf.Resource]*routeTable),
		apiPolicies: make(map[*tf.Resource]apiPolicies),
		mappings:    make(map[*tf.Resource]mappingTable),
		functions:   make(map[string]*edgeFunction),
	}
	m.firewall = waf.NewLibrary(cfg, m.referred)
	m.findPartition()
	for _, r := range cfg.OfType("aws_s3_bucket") {
		b := &Bucket{model: m, Resource: r, Name: m.bucketName(r)}
		m.buckets = append(m.buckets, b)
		if m.byName[b.Name.Key()] == nil {
			m.byName[b.Name.Key()] = b
		}
	}
	for _, r := range Resources(cfg) {
		m.Distributions = append(m.Distributions, newDistribution(m, r))
	}
	m.readTenants()
	m.linkRecords()
	m.linkStaging()
	return m
}

// Distribution returns the distribution or tenant with the address, nil without
// one.
func (m *Model) Distribution(address string) *Distribution {
	for _, d := range m.Distributions {
		if d.Address() == address {
			return d
		}
	}
	return nil
}

// Serving returns the distribution that answers to a host: the one that lists
// it, else the one that a DNS record or its own domain name leads to.
func (m *Model) Serving(host symbol.Text) *Distribution {
	if d := m.closest(host); d != nil {
		return d
	}
	for _, d := range m.Distributions {
		if symbol.Equal(d.DomainName(), host) == symbol.True {
			return d
		}
		for _, h := range d.hosts {
			if symbol.Match(h.Name, host) == symbol.True {
				return d
			}
		}
	}
	return nil
}
