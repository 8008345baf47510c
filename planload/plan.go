package planload

import (
	"sync"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
)

// A plan is a file arranged for looking things up. What it holds is decoded when
// it is asked for.
type plan struct {
	name      string
	diags     *tf.Diagnostics
	variables map[string]*variable
	config    *configuration
	instances []*instance
	byAddress map[string]*instance
	byBlock   map[string][]*instance // by address without the last key
	blocks    map[*configModule]map[string]*configResource
	documents map[*instance]tf.Value
	providers map[string]*tf.Provider
	calls     map[string][]string // keys of module calls, once they are asked for
}

// An instance is a resource instance or data source as it will be after apply.
type instance struct {
	address  string
	module   modulePath
	key      string // the instance key: "", `[0]` or `["k"]`
	data     bool
	kind     string
	name     string
	provider string          // the provider's full name
	after    change          // only what holds after it
	config   *configResource // nil when there is none at hand
	once     sync.Once
	content  *content // once it was asked for
}

// content is the decoded content of an instance.
type content struct {
	values    object
	unknown   any
	sensitive any
}

// decoded returns the content, which is decoded once. What is secret in it is kept
// by who asks first.
func (i *instance) decoded(kept *secrets.Set) *content {
	i.once.Do(func() {
		i.content = &content{
			values:    fields(i.after.After.decode()),
			unknown:   i.after.AfterUnknown.decode(),
			sensitive: i.after.AfterSensitive.decode(),
		}
		i.after = change{}
		keepMarked(kept, i.content.values, i.content.sensitive)
	})
	return i.content
}

func newPlan(name string, f *file) *plan {
	p := &plan{
		name:      name,
		diags:     &tf.Diagnostics{Secrets: &secrets.Set{}},
		variables: f.Variables,
		config:    f.Config,
		byAddress: make(map[string]*instance),
		documents: make(map[*instance]tf.Value),
		providers: make(map[string]*tf.Provider),
		byBlock:   make(map[string][]*instance),
		blocks:    make(map[*configModule]map[string]*configResource),
	}
	for _, rc := range f.ResourceChanges {
		p.addChange(rc)
	}
	if f.PriorState != nil {
		// Without changes this is a refresh: all there is, is in the state.
		p.addState(f.PriorState.Values, len(f.ResourceChanges) == 0)
	}
	p.addState(f.Values, true)
	p.hideVariables()
	return p
}

// hideVariables remembers the values of sensitive variables as secrets.
func (p *plan) hideVariables() {
	if p.config == nil || p.config.RootModule == nil {
		return
	}
	for name, v := range p.config.RootModule.Variables {
		if given := p.variables[name]; v != nil && v.Sensitive && given != nil {
			for _, text := range tf.Strings(convert(given.Value.decode(), nil)) {
				p.diags.Secrets.Add(text)
			}
		}
	}
}

// addChange adds what exists after a change.
// See https://developer.hashicorp.com/terraform/internals/json-format#change-representation.
func (p *plan) addChange(rc *resourceChange) {
	if rc == nil || rc.Change == nil || rc.DeposedKey != "" {
		return
	}
	after := *rc.Change
	if !after.After.present() {
		if !after.Before.present() {
			return
		}
		after = change{After: after.Before, AfterSensitive: after.BeforeSensitive}
	}
	p.add(&instance{
		address:  rc.Address,
		data:     rc.Mode == tfjson.DataResourceMode,
		kind:     rc.Type,
		name:     rc.Name,
		provider: rc.ProviderName,
		after:    after,
	})
}

// addState adds what a state lists and the changes do not: the data sources
// that were read for the plan, or everything.
// See https://developer.hashicorp.com/terraform/internals/json-format#state-representation.
func (p *plan) addState(values *stateValues, all bool) {
	if values == nil {
		return
	}
	var visit func(m *stateModule)
	visit = func(m *stateModule) {
		if m == nil {
			return
		}
		for _, r := range m.Resources {
			if r != nil && r.DeposedKey == "" && (all || r.Mode == tfjson.DataResourceMode) {
				p.add(stateInstance(r))
			}
		}
		for _, child := range m.ChildModules {
			visit(child)
		}
	}
	visit(values.RootModule)
}

func stateInstance(r *stateResource) *instance {
	return &instance{
		address:  r.Address,
		data:     r.Mode == tfjson.DataResourceMode,
		kind:     r.Type,
		name:     r.Name,
		provider: r.ProviderName,
		after:    change{After: r.Values, AfterSensitive: r.SensitiveValues},
	}
}

// add places an instance unless its address was seen before: the change of a
// data source counts for more than its old result.
func (p *plan) add(i *instance) {
	if i.address == "" || p.byAddress[i.address] != nil {
		return
	}
	path, rest := cutModules(split(i.address))
	if n := len(rest); n > 0 {
		i.key = rest[n-1].keys
	}
	i.module = path
	i.config = p.configured(i)
	p.instances = append(p.instances, i)
	p.byAddress[i.address] = i
	block := i.address[:len(i.address)-len(i.key)]
	p.byBlock[block] = append(p.byBlock[block], i)
}

// configured returns the block that an instance comes from.
func (p *plan) configured(i *instance) *configResource {
	m := p.module(i.module)
	if m == nil {
		return nil
	}
	blocks, seen := p.blocks[m]
	if !seen {
		blocks = make(map[string]*configResource, len(m.Resources))
		for _, r := range m.Resources {
			if r != nil {
				blocks[r.Address] = r
			}
		}
		p.blocks[m] = blocks
	}
	relative := i.address[len(i.module.address("")):]
	return blocks[relative[:len(relative)-len(i.key)]]
}

// module returns the configuration of a module, nil when it is not at hand.
func (p *plan) module(path modulePath) *configModule {
	if p.config == nil {
		return nil
	}
	m := p.config.RootModule
	for _, step := range path {
		call := callOf(m, step.name)
		if call == nil {
			return nil
		}
		m = call.Module
	}
	return m
}

func callOf(m *configModule, name string) *moduleCall {
	if m == nil {
		return nil
	}
	return m.ModuleCalls[name]
}
