package planload

import (
	"slices"

	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A Plan also tells whoever evaluates its source what Terraform knows already.

// Name returns the file that the plan was read from.
func (p *Plan) Name() string { return p.name }

// Resources returns everything in the plan.
func (p *Plan) Resources() []*tf.Resource { return p.resources() }

// Again implements tf.Plan. What was decoded is shared.
func (p *Plan) Again() tf.Plan { return p.again() }

func (p *Plan) again() *Plan {
	own := *p.plan
	own.diags = &tf.Diagnostics{Secrets: &secrets.Set{}}
	own.documents, own.providers, own.calls = make(map[*instance]tf.Value), make(map[string]*tf.Provider), nil
	own.hideVariables()
	return &Plan{p.errored, p.partial, p.until, &own}
}

// Variable returns the value of a root variable; ok is false when the plan does
// not have it.
func (p *Plan) Variable(name string) (v cty.Value, ok bool) {
	variable := p.variables[name]
	if variable == nil {
		return cty.NilVal, false
	}
	return convert(variable.Value.decode(), nil), true
}

// Body returns the content of an instance as planned, nil when it is not in the
// plan. Its attributes have no ranges.
func (p *Plan) Body(address string) tf.Body {
	i := p.byAddress[address]
	if i == nil {
		return nil
	}
	return planned{p.plan, i}
}

// Keys returns the instance keys that a resource or module call has in the plan,
// as addresses write them between brackets. block is its address without the
// last key. ok is false when the plan does not tell.
func (p *Plan) Keys(block string) (keys []string, ok bool) {
	for _, i := range p.byBlock[block] {
		keys = append(keys, inner(i.key))
	}
	if len(keys) == 0 {
		keys = p.moduleKeys()[block]
	}
	return keys, len(keys) > 0
}

// moduleKeys returns the keys of module calls, by their address without the
// last key.
func (p *Plan) moduleKeys() map[string][]string {
	if p.calls != nil {
		return p.calls
	}
	p.calls = make(map[string][]string)
	for _, i := range p.instances {
		for n := range i.module {
			call := i.module[n]
			block := i.module[:n].address("module." + call.name)
			if key := inner(call.keys); !slices.Contains(p.calls[block], key) {
				p.calls[block] = append(p.calls[block], key)
			}
		}
	}
	return p.calls
}

// inner returns an instance key without its brackets.
func inner(key string) string {
	if len(key) < 2 {
		return ""
	}
	return key[1 : len(key)-1]
}
