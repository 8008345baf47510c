package hclload

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/tf"
)

// providerOf returns the provider configuration that a resource uses.
// See https://developer.hashicorp.com/terraform/language/meta-arguments/resource-provider.
func (s *scope) providerOf(b *block) *tf.Provider {
	name, _, _ := strings.Cut(b.typ, "_")
	if attr := b.attrs["provider"]; attr != nil {
		if written := providerName(attr.Expr); written != "" {
			name = written
		}
	}
	return s.provider(name)
}

// provider resolves a provider name of this module to its configuration, up
// through the calls that pass it on.
func (s *scope) provider(name string) *tf.Provider {
	p := s.mod.providers[name]
	if p != nil || s.parent == nil {
		out := s.provided[name]
		if out == nil {
			out = s.readProvider(name, p)
			s.provided[name] = out
		}
		return out
	}
	if attr := s.call.b.attrs["providers"]; attr != nil {
		pairs, diags := hcl.ExprMap(attr.Expr)
		if !diags.HasErrors() {
			for _, pair := range pairs {
				if providerName(pair.Key) == name {
					return s.parent.provider(providerName(pair.Value))
				}
			}
		}
	}
	return s.parent.provider(name)
}

// readProvider reads a provider configuration, nil for one that is written nowhere.
func (s *scope) readProvider(name string, p *block) *tf.Provider {
	if p == nil {
		return &tf.Provider{Name: name}
	}
	value := func(body hcl.Body, argument string) tf.Value {
		attr := attribute(body, argument)
		if attr == nil {
			return tf.Value{}
		}
		v := s.once("provider."+name+"."+argument, p.rng, func() settled { return s.evalAttr(attr, nil) })
		return v.value(rangeOf(attr.Range))
	}
	out := &tf.Provider{
		Name:       s.prefix + name,
		Region:     value(p.body, "region"),
		AccountIDs: value(p.body, "allowed_account_ids"),
		Profile:    value(p.body, "profile"),
	}
	content, _, _ := p.body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "assume_role"}}})
	if n := len(content.Blocks); n > 0 {
		out.Role = value(content.Blocks[n-1].Body, "role_arn") // each is taken on with the one before
	}
	return out
}

// providerName reads a reference to a provider: aws or aws.alias.
func providerName(expr hcl.Expression) string {
	trav, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() {
		if v, diags := expr.Value(nil); !diags.HasErrors() {
			s, _ := tf.NewValue(v, tf.Range{}).Literal() // quoted, as in Terraform 0.11
			return s
		}
		return ""
	}
	name := trav.RootName()
	if len(trav) > 1 {
		if alias, ok := trav[1].(hcl.TraverseAttr); ok {
			name += "." + alias.Name
		}
	}
	return name
}
