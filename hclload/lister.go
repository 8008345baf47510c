package hclload

import (
	"slices"
	"strings"

	"github.com/no403/no403/tf"
)

// A lister lists what is in the scope of a root and in the modules it calls. It
// evaluates how many instances of a block there are only for blocks of the type
// that is asked for, and of the module calls that lead to them.
type lister struct{ root *scope }

// Resources implements tf.Source.
func (r lister) Resources(kind string) []*tf.Resource {
	c := collector{kind: kind}
	c.walk(r.root)
	return append(c.resources, tf.Listed(r.root.l.onlyPlanned()).Resources(kind)...)
}

// Opaque implements tf.Source.
func (r lister) Opaque() []tf.OpaqueModule {
	var c collector
	c.walkOpaque(r.root)
	extra := r.root.l.onlyPlanned()
	return slices.DeleteFunc(c.opaque, func(m tf.OpaqueModule) bool {
		return slices.ContainsFunc(extra, func(e *tf.Resource) bool { return strings.HasPrefix(e.ConfigAddress(), m.Address+".") })
	})
}

type collector struct {
	kind      string // all types when it is empty
	resources []*tf.Resource
	opaque    []tf.OpaqueModule
}

func (c *collector) walk(s *scope) {
	for _, b := range s.mod.resources {
		if c.kind != "" && b.kindName() != c.kind {
			continue
		}
		node := s.node(b)
		for _, inst := range node.expand().instances {
			if len(c.resources) == maxResources {
				s.l.fail(b.rng, "this root has more than %d resource instances: the rest is not read: lint its parts", maxResources)
				return
			}
			c.resources = append(c.resources, node.resource(inst))
		}
	}
	for _, call := range s.mod.calls {
		if c.kind != "" && !s.l.calls(s, call).kinds[c.kind] {
			continue
		}
		c.each(s, call, c.walk)
	}
}

func (c *collector) walkOpaque(s *scope) {
	for _, call := range s.mod.calls {
		switch inside := s.l.calls(s, call); {
		case inside.mod == nil:
			c.opaque = append(c.opaque, s.node(call).opaque())
		case inside.opaque:
			c.each(s, call, c.walkOpaque)
		}
	}
}

// each visits the scopes that a module call makes.
func (c *collector) each(s *scope, call *block, visit func(*scope)) {
	node := s.node(call)
	if s.l.called(s, call) == nil {
		return
	}
	for _, inst := range node.expand().instances {
		if child := node.child(inst); child != nil {
			visit(child)
		}
	}
}

// kindName is the type as tf.Source has it.
func (b *block) kindName() string {
	if b.kind == "data" {
		return "data." + b.typ
	}
	return b.typ
}

// A content tells what is in a module and in those that it calls.
type content struct {
	mod    *module         // nil when it is not at hand
	kinds  map[string]bool // types of resources
	opaque bool            // a module that is called is not at hand
}

// calls returns what is in a called module.
func (l *loader) calls(s *scope, call *block) *content {
	names := append(s.callNames(), call.name)
	return l.contents[strings.Join(names, ".")]
}

// readCalled reads the modules that a module calls, so that all that is wrong
// with them is said, and notes what is in them. names lead to the module, by way of
// the modules above.
func (l *loader) readCalled(mod *module, names []string, above []*module) *content {
	within, depth := slices.Concat(above, []*module{mod}), len(above)
	c := &content{mod: mod, kinds: make(map[string]bool)}
	l.contents[strings.Join(names, ".")] = c
	for _, b := range mod.resources {
		c.kinds[b.kindName()] = true
	}
	for _, call := range mod.calls {
		path := slices.Concat(names, []string{call.name})
		called := l.calledFrom(mod, path, call)
		itself := called != nil && slices.Contains(within, called)
		switch {
		case itself:
			l.callsItself(call)
		case depth == l.limits.ModuleDepth:
			l.tooDeep(call)
		}
		if called == nil || itself || depth == l.limits.ModuleDepth || len(l.contents) >= maxScopes {
			c.opaque = true
			l.contents[strings.Join(path, ".")] = &content{}
			continue
		}
		inside := l.readCalled(called, path, within)
		c.opaque = c.opaque || inside.opaque
		for kind := range inside.kinds {
			c.kinds[kind] = true
		}
	}
	return c
}
