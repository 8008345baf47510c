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
func (p *plan) providerOf(i *instance) tf.Provider {
	key := path.Base(i.provider)
	if i.config != nil && i.config.ProviderConfigKey != "" {
		key = i.config.ProviderConfigKey
	}
	// A module's own provider configuration is "module.inner:aws.x".
	name := key[strings.LastIndexByte(key, ':')+1:]
	return tf.Provider{Name: name, Region: p.regionOf(key)}
}

func (p *plan) regionOf(key string) tf.Value {
	if p.config == nil || p.config.ProviderConfigs[key] == nil {
		return tf.AbsentValue(tf.Range{})
	}
	config := p.config.ProviderConfigs[key]
	expressions, _ := decoded(p, &config.Expressions)
	e := data(expressions["region"])
	if region, ok := e.ConstantValue.(string); ok {
		return known(region)
	}
	if refs := leaves(e.References); len(refs) == 1 && config.ModuleAddress == "" {
		if name, ok := strings.CutPrefix(refs[0], "var."); ok && p.variables[name] != nil {
			if region, ok := p.variables[name].Value.decode().(string); ok {
				return known(region)
			}
		}
	}
	return tf.AbsentValue(tf.Range{})
}

func known(s string) tf.Value { return tf.NewValue(cty.StringVal(s), tf.Range{}) }

// data returns what an expression holds, which is never nil.
func data(e *tfjson.Expression) *tfjson.ExpressionData {
	if e == nil || e.ExpressionData == nil {
		return &tfjson.ExpressionData{}
	}
	return e.ExpressionData
}
