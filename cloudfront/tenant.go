package cloudfront

import (
	"regexp"
	"sync"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

const (
	multitenantType = "aws_cloudfront_multitenant_distribution"
	tenantType      = "aws_cloudfront_distribution_tenant"
	groupType       = "aws_cloudfront_connection_group"
)

// A multi-tenant distribution is a template: viewers reach its tenants, each by
// the domains that it lists, through the endpoint of a connection group. So each
// tenant is read as a distribution of its own. A template without tenants here
// is read as one whose domains and customizations are not known.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html.
func (m *Model) readTenants() {
	tenants := make(map[*tf.Resource][]*tf.Resource) // by their template
	for _, t := range m.cfg.OfType(tenantType) {
		id, _ := t.Body.Attr("distribution_id").Text()
		template := m.referred(id, "id", multitenantType)
		if template == nil || template.Data {
			m.strayTenants = append(m.strayTenants, t)
			continue
		}
		tenants[template] = append(tenants[template], t)
	}
	for _, template := range m.cfg.OfType(multitenantType) {
		for _, t := range tenants[template] {
			m.Distributions = append(m.Distributions, newTenant(m, template, t))
		}
		if len(tenants[template]) == 0 {
			m.Distributions = append(m.Distributions, newTenant(m, template, nil))
		}
	}
}

func newTenant(m *Model, template, tenant *tf.Resource) *Distribution {
	r := *template
	body := tenantBody{template: template.Body, model: m, tenant: tenant}
	body.translated = translated{template.Body, &multitenant, body.fill}
	r.Body = body
	d := newDistribution(m, &r)
	d.Tenant, d.template = tenant, true
	return d
}

// A tenantBody is the content of a distribution as one tenant has it, nil for a
// tenant that is not here.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html.
type tenantBody struct {
	translated
	template tf.Body
	model    *Model
	tenant   *tf.Resource
}

// Attr implements tf.Body.
func (b tenantBody) Attr(name string) tf.Value {
	switch name {
	case "aliases":
		return b.domains()
	case "web_acl_id":
		return b.webACL()
	}
	return b.translated.Attr(name)
}

// Blocks implements tf.Body. A geo restriction of the tenant stands in the place
// of the template's.
func (b tenantBody) Blocks(name string) (blocks []tf.Block, complete bool) {
	if name != "restrictions" {
		return b.translated.Blocks(name)
	}
	if b.tenant == nil {
		return nil, false
	}
	own, complete := b.tenant.Body.Blocks("customizations")
	if !complete || customizes(own, "geo_restriction") != symbol.False {
		return own, complete
	}
	return b.translated.Blocks(name)
}

// customizes tells whether the customizations of a tenant have a block.
func customizes(customizations []tf.Block, name string) symbol.Truth {
	answer := symbol.False
	for _, c := range customizations {
		blocks, complete := c.Blocks(name)
		if len(blocks) > 0 {
			return symbol.True
		}
		answer = answer.Or(unless(complete))
	}
	return answer
}

// domains returns the domains of the tenant as a list of aliases.
func (b tenantBody) domains() tf.Value {
	if b.tenant == nil {
		return tf.NewValue(cty.DynamicVal, tf.Range{})
	}
	blocks, complete := b.tenant.Body.Blocks("domain")
	if !complete {
		return tf.NewValue(cty.DynamicVal, b.tenant.Range)
	}
	at := b.tenant.Range
	items := make([]cty.Value, 0, len(blocks))
	for i, block := range blocks {
		v := block.Attr("domain")
		if i == 0 {
			at = v.Range
		}
		if t, ok := v.Text(); ok {
			items = append(items, cty.StringVal(t.Key()))
		} else {
			items = append(items, cty.DynamicVal)
		}
	}
	v := tf.NewValue(cty.TupleVal(items), at)
	v.Path = "domain"
	return v
}

// webACL returns the web ACL of the template, or what the tenant has instead.
func (b tenantBody) webACL() tf.Value {
	own := b.template.Attr("web_acl_id")
	if b.tenant == nil {
		return unknownLike(own)
	}
	customizations, complete := b.tenant.Body.Blocks("customizations")
	if !complete {
		return unknownLike(own)
	}
	for _, c := range customizations {
		acls, complete := c.Blocks("web_acl")
		if !complete {
			return unknownLike(own)
		}
		for _, acl := range acls {
			switch action, _ := acl.Attr("action").Literal(); action {
			case "disable":
				return absentLike(acl.Attr("action"))
			case "override":
				return acl.Attr("arn")
			}
			return unknownLike(acl.Attr("action"))
		}
	}
	return own
}

// placeholder finds the parameters in a text.
var placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{\{\s*([^{}\s]+)\s*\}\}`) })

// fill puts the values of the parameters into a text. It is not known when one
// of them is not.
func (b tenantBody) fill(v tf.Value) tf.Value {
	t, ok := v.Text()
	if !ok || !placeholder().MatchString(t.Key()) {
		return v
	}
	known := true
	filled := placeholder().ReplaceAllStringFunc(t.Key(), func(place string) string {
		value, ok := b.parameter(placeholder().FindStringSubmatch(place)[1])
		known = known && ok
		return value.Key()
	})
	if !known {
		return unknownLike(v)
	}
	return withCty(v, cty.StringVal(filled))
}

// parameter returns the value of a parameter: the tenant's, else the default
// of the template.
func (b tenantBody) parameter(name string) (value symbol.Text, known bool) {
	if b.tenant == nil {
		return value, false
	}
	own, complete := b.tenant.Body.Blocks("parameter")
	for _, p := range own {
		switch n, ok := p.Attr("name").Literal(); {
		case !ok:
			complete = false
		case n == name:
			return p.Attr("value").Text()
		}
	}
	if !complete {
		return value, false
	}
	configs, _ := b.template.Blocks("tenant_config")
	for _, c := range configs {
		definitions, _ := c.Blocks("parameter_definition")
		for _, d := range definitions {
			if n, _ := d.Attr("name").Literal(); n == name {
				return defaultOf(d)
			}
		}
	}
	return value, false
}

func defaultOf(definition tf.Block) (value symbol.Text, known bool) {
	definitions, _ := definition.Blocks("definition")
	for _, d := range definitions {
		schemas, _ := d.Blocks("string_schema")
		for _, s := range schemas {
			return s.Attr("default_value").Text()
		}
	}
	return value, false
}

// group returns the connection group that viewers reach the tenant through, nil
// when it is not here: without one it is the account's default.
func (d *Distribution) group() *tf.Resource {
	if d.Tenant == nil {
		return nil
	}
	id, _ := d.Tenant.Body.Attr("connection_group_id").Text()
	return d.model.referred(id, "id", groupType)
}
