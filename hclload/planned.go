package hclload

import (
	"strconv"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// plannedBody returns the content of an instance in the plan, nil without.
func (n *node) plannedBody(i instance) tf.Body {
	if n.s.l.options.Plan == nil || n.b.kind == "module" {
		return nil
	}
	return n.s.l.options.Plan.Body(n.address(i))
}

// planned returns an attribute that the plan knows to the last character.
func (n *node) planned(i instance, name string) (settled, bool) {
	body := n.plannedBody(i)
	if body == nil {
		return settled{}, false
	}
	return literalValue(body.Attr(name))
}

func literalValue(v tf.Value) (settled, bool) {
	if v.Absent() || v.Unknown() || !v.Cty().IsWhollyKnown() || len(symbol.Tokens(stringsIn(v.Cty()))) > 0 {
		return settled{}, false
	}
	return settled{v: v.Cty(), sensitive: v.Sensitive}, true
}

// plannedInstances returns the instances that the plan has of a block whose
// number is not known from the source.
func (n *node) plannedInstances(e *expansion) *expansion {
	plan := n.s.l.options.Plan
	if plan == nil || !e.unknown {
		return e
	}
	keys, ok := plan.Keys(n.prefixed())
	if !ok {
		return e
	}
	out := &expansion{mode: e.mode}
	for _, key := range keys {
		i := instance{key: key}
		switch text, err := strconv.Unquote(key); {
		case e.mode == counted:
			number, err := strconv.ParseInt(key, 10, 64)
			if err != nil {
				return e
			}
			i.index = cty.NumberIntVal(number)
		case err != nil:
			return e
		default:
			i.index = cty.StringVal(text)
			i.value = e.instances[0].value
		}
		out.instances = append(out.instances, i)
	}
	return out
}

// A placed body is a part of a plan that stands where the source has it.
type placed struct {
	tf.Body
	at tf.Range
}

// Attr implements tf.Body.
func (p placed) Attr(name string) tf.Value {
	v := p.Body.Attr(name)
	if v.Range.IsZero() {
		v.Range = p.at
	}
	return v
}

// Blocks implements tf.Body.
func (p placed) Blocks(name string) (blocks []tf.Block, complete bool) {
	blocks, complete = p.Body.Blocks(name)
	for i := range blocks {
		blocks[i].Body = placed{blocks[i].Body, p.at}
		if blocks[i].Range.IsZero() {
			blocks[i].Range = p.at
		}
	}
	return blocks, complete
}

// onlyPlanned returns the resources of the plan whose blocks are not in the
// source at hand: those of modules that are not installed.
func (l *loader) onlyPlanned() []*tf.Resource {
	if l.options.Plan == nil || l.extra != nil {
		return l.extra
	}
	written := l.addresses()
	l.extra = []*tf.Resource{}
	for _, r := range l.options.Plan.Resources() {
		if !written[r.ConfigAddress()] {
			l.extra = append(l.extra, r)
		}
	}
	return l.extra
}

// addresses returns the addresses of all blocks in the source, without instance
// keys.
func (l *loader) addresses() map[string]bool {
	all := make(map[string]bool)
	for names, c := range l.contents {
		if c.mod == nil {
			continue
		}
		prefix := ""
		if names != "" {
			prefix = "module." + strings.ReplaceAll(names, ".", ".module.") + "."
		}
		for _, b := range c.mod.resources {
			all[prefix+b.key()] = true
		}
	}
	return all
}

// checkPlan says so when a plan is of something else.
func (l *loader) checkPlan() {
	if l.options.Plan == nil {
		return
	}
	planned := l.options.Plan.Resources()
	written := l.addresses()
	if len(planned) == 0 || len(written) == 0 || len(l.onlyPlanned()) < len(planned) {
		return
	}
	l.fail(tf.Range{File: l.options.Plan.Name()}, "this plan and %s do not belong together: no resource is in both", l.dir)
}
