package planload

import (
	"path"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// resource returns an instance as the rest of the program sees it.
func (p *plan) resource(i *instance) *tf.Resource {
	return &tf.Resource{
		Address:  i.address,
		Data:     i.data,
		Type:     i.kind,
		Name:     i.name,
		Provider: p.providerOf(i),
		Body:     planned{p, i},
	}
}

// planned is the body of an instance, which is decoded when it is asked.
type planned struct {
	*plan
	*instance
}

// Attr implements tf.Body.
func (p planned) Attr(name string) tf.Value { return p.body(p.instance, nil).Attr(name) }

// Blocks implements tf.Body.
func (p planned) Blocks(name string) (blocks []tf.Block, complete bool) {
	return p.body(p.instance, nil).Blocks(name)
}

// providerOf returns the provider configuration in charge of an instance.
func (p *plan) providerOf(i *instance) *tf.Provider {
	key := path.Base(i.provider)
	if i.config != nil && i.config.ProviderConfigKey != "" {
		key = i.config.ProviderConfigKey
	}
	out := p.providers[key]
	if out == nil {
		out = p.readProvider(key)
		p.providers[key] = out
	}
	return out
}

func (p *plan) readProvider(key string) *tf.Provider {
	// A module's own provider configuration is "module.inner:aws.x".
	name := key[strings.LastIndexByte(key, ':')+1:]
	out := &tf.Provider{Name: name}
	if p.config == nil || p.config.ProviderConfigs[key] == nil {
		return out
	}
	config := p.config.ProviderConfigs[key]
	written, _ := decoded(p, &config.Expressions, blockOf)
	value := func(e *tfjson.Expression) tf.Value { return p.ofProvider(config, data(e)) }
	out.Region, out.Profile = value(written["region"]), value(written["profile"])
	out.AccountIDs = value(written["allowed_account_ids"])
	for _, role := range data(written["assume_role"]).NestedBlocks {
		out.Role = value(role["role_arn"]) // each is taken on with the one before
	}
	return out
}

func known(s string) tf.Value { return tf.NewValue(cty.StringVal(s), tf.Range{}) }

// ofProvider returns an argument of a provider configuration: a constant, or a
// variable of the root module; else it is unknown.
func (p *plan) ofProvider(config *providerConfig, e *tfjson.ExpressionData) tf.Value {
	constant := e.ConstantValue
	if refs := leaves(e.References); len(refs) == 1 && config.ModuleAddress == "" {
		if name, ok := strings.CutPrefix(refs[0], "var."); ok && p.variables[name] != nil {
			constant = p.variables[name].Value.decode()
		}
	}
	switch v := constant.(type) {
	case string:
		return known(v)
	case []any:
		var texts []cty.Value
		for _, item := range v {
			if s, ok := item.(string); ok {
				texts = append(texts, cty.StringVal(s))
			}
		}
		return tf.NewValue(cty.TupleVal(texts), tf.Range{})
	}
	if len(e.References) == 0 {
		return tf.Value{}
	}
	return tf.NewValue(cty.DynamicVal, tf.Range{})
}

// data returns what an expression holds, which is never nil.
func data(e *tfjson.Expression) *tfjson.ExpressionData {
	if e == nil || e.ExpressionData == nil {
		return &tfjson.ExpressionData{}
	}
	return e.ExpressionData
}
