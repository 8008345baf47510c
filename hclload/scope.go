package hclload

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A scope is one instance of a module: the names that its expressions may use.
// Every name is evaluated once, when it is first used.
type scope struct {
	l      *loader
	mod    *module
	parent *scope // nil for the root
	call   *node  // the call in the parent
	inst   instance
	given  map[string]settled // values of root variables
	prefix string             // "module.cdn[0]." or ""
	calls  []tf.Call
	names  map[string]*lazy // "var.x", "local.x", "output.x"
	nodes  map[*block]*node

	provided map[string]*tf.Provider // those of the module itself that were asked for
}

// A lazy value is evaluated when it is first asked for.
type lazy struct {
	value settled
	state int // 0 new, 1 being evaluated, 2 done
}

func (l *loader) newScope(mod *module, call *node, inst *instance) *scope {
	s := &scope{l: l, mod: mod, names: make(map[string]*lazy), nodes: make(map[*block]*node), provided: make(map[string]*tf.Provider)}
	if call != nil {
		s.parent, s.call, s.inst = call.s, call, *inst
		s.prefix = call.address(*inst) + "."
		s.calls = append(slices.Clone(call.s.calls), tf.Call{Address: call.address(*inst), Range: call.b.rng})
	}
	return s
}

// callNames returns the names of the calls that lead to the scope.
func (s *scope) callNames() []string {
	if s.parent == nil {
		return nil
	}
	return append(s.parent.callNames(), s.call.b.name)
}

// depth counts the calls that lead to the scope; inside tells whether one of
// them is of mod.
func (s *scope) depth() int {
	if s.parent == nil {
		return 0
	}
	return s.parent.depth() + 1
}

func (s *scope) inside(mod *module) bool {
	return s.mod == mod || s.parent != nil && s.parent.inside(mod)
}

// once evaluates a name at its first use. A name that needs itself is unknown.
func (s *scope) once(name string, at tf.Range, eval func() settled) settled {
	n := s.names[name]
	if n == nil {
		n = &lazy{}
		s.names[name] = n
	}
	switch n.state {
	case 1:
		s.l.warn(at, "%s refers to itself: break the cycle", name)
		return unknownThing
	case 0:
		n.state = 1
		n.value = eval()
		n.state = 2
	}
	return n.value
}

// local returns the value of a local for one more use.
func (s *scope) local(name string, at tf.Range) cty.Value {
	attr := s.mod.locals[name]
	if attr == nil {
		s.l.warn(at, "local.%s is not declared in this module", name)
		return s.l.symbolValue(symbol.Symbol{Address: s.prefix + "local." + name})
	}
	return s.l.reread(s.once("local."+name, rangeOf(attr.Range), func() settled { return s.evalAttr(attr, nil) }))
}

// output returns the value of an output of the scope for one more use.
func (s *scope) output(name string) cty.Value {
	out := s.mod.outputs[name]
	if out == nil {
		return withRefs(cty.DynamicVal, []symbol.Symbol{{Address: s.prefix + "output." + name}})
	}
	return s.l.reread(s.once("output."+name, rangeOf(out.value.Range), func() settled {
		value := s.evalAttr(out.value, nil)
		value.sensitive = value.sensitive || out.sensitive
		if out.sensitive {
			s.l.hide(value.v)
		}
		return value
	}))
}

// A frame holds the names that are valid in one block only: each, count, and
// the iterators of dynamic blocks.
type frame map[string]cty.Value

func (f frame) with(name string, v cty.Value) frame {
	out := make(frame, len(f)+1)
	for k, x := range f {
		out[k] = x
	}
	out[name] = v
	return out
}

// path returns what path.<name> stands for; ok is false when there is no such
// name. Terraform's working directory is not known.
// See https://developer.hashicorp.com/terraform/language/expressions/references#filesystem-and-workspace-info.
func (s *scope) path(name string) (v cty.Value, ok bool) {
	switch name {
	case "module":
		if s.mod.dir == s.l.base {
			return cty.StringVal("."), true
		}
		return cty.StringVal(relative(s.l.base, s.mod.dir)), true
	case "root":
		return cty.StringVal("."), true
	case "cwd":
		return s.l.symbolValue(symbol.Symbol{Address: "path", Attr: "cwd"}), true
	}
	return v, false
}

// relative returns target relative to base, both slash-separated and clean.
func relative(base, target string) string {
	up := ""
	for base != "." && target != base && !hasDirPrefix(target, base) {
		up = path.Join(up, "..")
		base = path.Dir(base)
	}
	if base != "." {
		target = target[min(len(target), len(base)+1):]
	}
	return path.Join(up, target)
}

func hasDirPrefix(name, dir string) bool {
	return len(name) > len(dir) && name[:len(dir)] == dir && name[len(dir)] == '/'
}

// evalAttr evaluates an attribute that may be missing.
func (s *scope) evalAttr(attr *hcl.Attribute, f frame) settled {
	if attr == nil {
		return settled{v: cty.NullVal(cty.DynamicPseudoType)}
	}
	if !s.l.budget.inTime() {
		return unknownThing
	}
	value := settle(s.eval(attr.Expr, f), int(s.l.limits.ValueSize))
	switch {
	case value.tooLarge:
		s.l.fail(rangeOf(attr.Range), "%s is larger than %s: it is taken to be unknown: make it smaller, or raise --max-value-size", attr.Name, s.l.limits.ValueSize)
	case !s.l.budget.spend(value.size/stepBytes, attr.Range):
		value.v, value.symbolic = cty.DynamicVal, true
	}
	return value
}
