package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Distribution is one aws_cloudfront_distribution, or what a multi-tenant
// distribution is for one of its tenants.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution.
type Distribution struct {
	// Resource has the behaviors and origins; the multi-tenant distribution has
	// them for its tenants.
	Resource *tf.Resource
	// Tenant is the tenant that viewers reach, nil for an ordinary distribution
	// and for tenants that are not here.
	Tenant *tf.Resource
	// Behaviors are in the order in which CloudFront tries them, the default
	// one last.
	Behaviors []*Behavior
	// Origins are in the order in which they were written.
	Origins []*Origin

	model             *Model
	template          bool // it is made from a multi-tenant distribution
	behaviorsComplete bool
	originsComplete   bool
	served            map[string]*Behavior // by path, as far as they were asked for
	aliases           *aliases             // nil before they were asked for
	hosts             []Host
	hostAt            map[string]int // index into hosts, by the key of the name
	pages             []ErrorPage
	deployment        *Deployment // what brings viewers to a staging distribution
	pagesComplete     bool
	blocked           []string // countries that the web ACL denies
	blockedKnown      bool
}

func newDistribution(m *Model, r *tf.Resource) *Distribution {
	d := &Distribution{Resource: r, model: m, served: make(map[string]*Behavior)}
	origins, complete := r.Body.Blocks("origin")
	for _, b := range origins {
		d.Origins = append(d.Origins, &Origin{Block: b, Distribution: d})
	}
	d.originsComplete = complete
	ordered, complete := r.Body.Blocks("ordered_cache_behavior")
	for _, b := range ordered {
		d.Behaviors = append(d.Behaviors, &Behavior{Block: b, Distribution: d})
	}
	d.behaviorsComplete = complete
	defaults, _ := r.Body.Blocks("default_cache_behavior")
	for _, b := range defaults {
		d.Behaviors = append(d.Behaviors, &Behavior{Block: b, Distribution: d, Default: true})
	}
	d.readErrorPages()
	return d
}

// Address returns the address of what viewers reach: the distribution, or the
// tenant.
func (d *Distribution) Address() string {
	if d.Tenant != nil {
		return d.Tenant.Address
	}
	return d.Resource.Address
}

// Enabled tells whether the distribution accepts requests; for a tenant, whether
// all that is on the way to it does.
func (d *Distribution) Enabled() symbol.Truth {
	enabled := d.Resource.Body.Attr("enabled").Bool(true)
	if d.Tenant != nil {
		enabled = enabled.And(d.Tenant.Body.Attr("enabled").Bool(true))
	}
	if group := d.group(); group != nil && !group.Data {
		enabled = enabled.And(group.Body.Attr("enabled").Bool(true))
	}
	return enabled
}

// Staging tells whether the distribution is the staging twin of another.
func (d *Distribution) Staging() symbol.Truth { return d.Resource.Body.Attr("staging").Bool(false) }

// ARN returns the distribution's ARN.
func (d *Distribution) ARN() symbol.Text {
	return d.model.expand(symbol.Symbol{Address: d.Resource.Address, Attr: "arn"})
}

// account returns the AWS account that the distribution is in.
func (d *Distribution) account() symbol.Text {
	if id, ok := accountIn(d.ARN()); ok {
		return id
	}
	return account
}

// DomainName returns the name under cloudfront.net that AWS chooses. A tenant is
// reached by that of its connection group.
func (d *Distribution) DomainName() symbol.Text {
	if group := d.group(); group != nil {
		return d.model.expand(symbol.Symbol{Address: group.Address, Attr: "routing_endpoint"})
	}
	return d.model.expand(symbol.Symbol{Address: d.Resource.Address, Attr: "domain_name"})
}

// DefaultRootObject returns the object that a request for "/" gets; set is
// Unknown when that depends on what is not known.
func (d *Distribution) DefaultRootObject() (object tf.Value, set symbol.Truth) {
	v := d.Resource.Body.Attr("default_root_object")
	if v.Unset() {
		return v, symbol.False
	}
	if t, ok := v.Text(); ok {
		for _, p := range t.Parts() {
			if p.Symbol == nil && p.Literal != "" {
				return v, symbol.True
			}
		}
	}
	return v, symbol.Unknown
}

// BehaviorFor returns the cache behavior that serves a request: the first in
// order whose path pattern matches. It is nil when a pattern that is not known
// may come first.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern.
func (d *Distribution) BehaviorFor(r Request) *Behavior {
	if r.behavior != nil && r.behavior.Distribution == d {
		return r.behavior
	}
	if !d.behaviorsComplete {
		return nil // one that is not known may come before the others
	}
	b, known := d.served[r.Path]
	if !known {
		b = d.behaviorAt(symbol.Literal(normalized(r.Path)))
		d.served[r.Path] = b
	}
	return b
}

func (d *Distribution) behaviorAt(path symbol.Text) *Behavior {
	for _, b := range d.Behaviors {
		if b.Default {
			return b
		}
		switch b.matches(path) {
		case symbol.True:
			return b
		case symbol.Unknown:
			return nil
		}
	}
	return nil
}

// DefaultBehavior returns the behavior for what no path pattern matches, nil
// when it cannot be read.
func (d *Distribution) DefaultBehavior() *Behavior {
	if n := len(d.Behaviors); n > 0 && d.Behaviors[n-1].Default {
		return d.Behaviors[n-1]
	}
	return nil
}

// origin returns the origin with an id; nil when none has it, or when several
// seem to, so that it is not known which.
func (d *Distribution) origin(id symbol.Text) *Origin {
	var found *Origin
	for _, o := range d.Origins {
		if t, ok := o.Block.Attr("origin_id").Text(); ok && symbol.Equal(d.model.canonical(t), id) == symbol.True {
			if found != nil {
				return nil
			}
			found = o
		}
	}
	return found
}

// comment returns what the distribution says about itself, for people.
func (d *Distribution) comment() string {
	v := d.Resource.Body.Attr("comment")
	if t, ok := v.Text(); ok && !v.Sensitive {
		return strings.TrimSpace(t.String())
	}
	return ""
}
