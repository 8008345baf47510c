package planload

import (
	"encoding/json"
	"slices"
	"sync"

	tfjson "github.com/hashicorp/terraform-json"
)

// A plan is a file arranged for looking things up. It does not change once it
// is made, but for the documents that were rendered.
type plan struct {
	variables map[string]*tfjson.PlanVariable
	config    *tfjson.Config
	instances []*instance
	byAddress map[string]*instance
	byBlock   map[string][]*instance // by address without the last key
	blocks    map[*tfjson.ConfigModule]map[string]*tfjson.ConfigResource
	documents sync.Map            // *instance to document
	calls     map[string][]string // keys of module calls, once they are asked for
}

// An instance is a resource instance or data source as it will be after apply.
type instance struct {
	address   string
	module    modulePath
	key       string // the instance key: "", `[0]` or `["k"]`
	data      bool
	kind      string
	name      string
	provider  string // the provider's full name
	values    any
	unknown   any
	sensitive any
	config    *tfjson.ConfigResource // nil when there is none at hand
}

func newPlan(f *file) *plan {
	p := &plan{
		variables: f.Variables,
		config:    f.Config,
		byAddress: make(map[string]*instance),
		byBlock:   make(map[string][]*instance),
		blocks:    make(map[*tfjson.ConfigModule]map[string]*tfjson.ConfigResource),
	}
	for _, rc := range f.ResourceChanges {
		p.addChange(rc)
	}
	if f.PriorState != nil {
		// Without changes this is a refresh: all there is, is in the state.
		p.addState(f.PriorState.Values, len(f.ResourceChanges) == 0)
	}
	p.addState(f.Values, true)
	return p
}

// addChange adds what exists after a change.
// See https://developer.hashicorp.com/terraform/internals/json-format#change-representation.
func (p *plan) addChange(rc *tfjson.ResourceChange) {
	if rc == nil || rc.Change == nil || rc.DeposedKey != "" {
		return
	}
	i := &instance{
		address:   rc.Address,
		data:      rc.Mode == tfjson.DataResourceMode,
		kind:      rc.Type,
		name:      rc.Name,
		provider:  rc.ProviderName,
		values:    rc.Change.After,
		unknown:   rc.Change.AfterUnknown,
		sensitive: rc.Change.AfterSensitive,
	}
	if i.values == nil {
		// Terraform forgets the object, yet it goes on to exist.
		if !slices.Contains(rc.Change.Actions, tfjson.ActionForget) || rc.Change.Before == nil {
			return
		}
		i.values, i.unknown, i.sensitive = rc.Change.Before, nil, rc.Change.BeforeSensitive
	}
	p.add(i)
}

// addState adds what a state lists and the changes do not: the data sources
// that were read for the plan, or everything.
// See https://developer.hashicorp.com/terraform/internals/json-format#state-representation.
func (p *plan) addState(values *tfjson.StateValues, all bool) {
	if values == nil {
		return
	}
	var visit func(m *tfjson.StateModule)
	visit = func(m *tfjson.StateModule) {
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

func stateInstance(r *tfjson.StateResource) *instance {
	i := &instance{
		address:  r.Address,
		data:     r.Mode == tfjson.DataResourceMode,
		kind:     r.Type,
		name:     r.Name,
		provider: r.ProviderName,
		values:   r.AttributeValues,
	}
	if len(r.SensitiveValues) > 0 && json.Unmarshal(r.SensitiveValues, &i.sensitive) != nil {
		i.sensitive = true
	}
	return i
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
func (p *plan) configured(i *instance) *tfjson.ConfigResource {
	m := p.module(i.module)
	if m == nil {
		return nil
	}
	blocks, seen := p.blocks[m]
	if !seen {
		blocks = make(map[string]*tfjson.ConfigResource, len(m.Resources))
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
func (p *plan) module(path modulePath) *tfjson.ConfigModule {
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

func callOf(m *tfjson.ConfigModule, name string) *tfjson.ModuleCall {
	if m == nil {
		return nil
	}
	return m.ModuleCalls[name]
}
