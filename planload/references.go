package planload

import (
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// maxSteps bounds the references that one value is followed through.
const maxSteps = 1000

// A scope is where an expression stands: in a module instance, in a block
// that is repeated for each of something.
type scope struct {
	module modulePath
	key    string // the instance key of the block
	each   *tfjson.Expression
}

// An origin is what an expression was made from.
type origin struct {
	symbols []symbol.Symbol
	// sole tells that the expression is a reference to the one symbol, as far
	// as the configuration of a plan shows: a template around it, it does not.
	sole bool
}

func (o origin) with(more origin) origin {
	return origin{symbols: append(o.symbols, more.symbols...)}
}

// A tracer follows references to what they stand for.
type tracer struct {
	*plan
	steps int
}

// trace returns what an expression was made from.
func (p *plan) trace(s scope, e *tfjson.Expression) origin {
	t := &tracer{plan: p}
	o := t.expression(s, e, "")
	o.symbols = tf.SortSymbols(o.symbols)
	return o
}

// leaves returns the references as they are written: Terraform lists after
// each one its beginnings, down to the resource.
// See https://developer.hashicorp.com/terraform/internals/json-format#expression-representation.
func leaves(references []string) []string {
	var out []string
	for i, ref := range references {
		if i == 0 || !beginning(ref, references[i-1]) {
			out = append(out, ref)
		}
	}
	return out
}

// beginning reports whether a reference is a proper beginning of another.
func beginning(ref, of string) bool {
	rest, ok := strings.CutPrefix(of, ref)
	return ok && rest != "" && (rest[0] == '.' || rest[0] == '[')
}

// expression traces an expression of which the attribute path tail is wanted:
// what follows var.x where x is passed this expression.
func (t *tracer) expression(s scope, e *tfjson.Expression, tail string) origin {
	if t.steps++; t.steps > maxSteps {
		return origin{}
	}
	refs, selected := selectors(s, leaves(data(e).References))
	var o origin
	for i, ref := range refs {
		one := t.reference(s, ref, tail, selected)
		if i == 0 {
			o = one
		} else {
			o = o.with(one)
		}
	}
	// A reference that keeps its attribute is not indexed by the selector: the
	// two were put together.
	o.sole = o.sole && len(refs) == 1 && len(o.symbols) == 1 && (!selected || bare(refs[0]))
	return o
}

// selectors removes each.key, each.value and count.index from references to
// something else, which they may pick an instance of: of b[each.key].arn, a
// plan lists b and each.key.
func selectors(s scope, refs []string) (others []string, selected bool) {
	for _, ref := range refs {
		if ref != "each.key" && ref != "count.index" && ref != "each.value" {
			others = append(others, ref)
		}
	}
	if len(others) == 0 {
		return refs, false
	}
	if _, mapped := data(s.each).ConstantValue.(object); mapped && slices.Contains(refs, "each.value") {
		return refs, false // each.value is not the key
	}
	return others, len(others) < len(refs)
}

// bare reports whether a reference names a resource or module call and
// nothing of it.
func bare(ref string) bool {
	parts := split(ref)
	switch parts[0].name {
	case "data":
		return len(parts) == 3
	case "each", "count":
		return false
	}
	return len(parts) == 2
}

// reference traces one reference.
func (t *tracer) reference(s scope, ref, tail string, selected bool) origin {
	if bare(ref) || strings.HasPrefix(ref, "var.") || ref == "each.value" || tail == "" {
		ref += tail
		tail = ""
	}
	parts := split(ref)
	if len(parts) < 2 {
		return origin{}
	}
	var o origin
	switch parts[0].name {
	case "local", "path", "terraform", "self", "count", "ephemeral":
		return origin{}
	case "each":
		o = t.each(s, parts)
	case "var":
		o = t.variable(s, parts)
	case "module":
		o = t.output(s, parts, selected)
	default:
		o = t.resource(s, parts, selected)
	}
	o.sole = o.sole && tail == ""
	return o
}

// each traces each.value to the element of what the block is repeated for.
func (t *tracer) each(s scope, parts []part) origin {
	refs := leaves(data(s.each).References)
	if parts[1].name != "value" || len(refs) != 1 || s.key == "" {
		return origin{}
	}
	tail := s.key + parts[1].keys
	if len(parts) > 2 {
		tail += "." + join(parts[2:])
	}
	return t.expression(scope{module: s.module, key: s.key}, s.each, tail)
}

// variable traces a variable to the argument of the module call.
func (t *tracer) variable(s scope, parts []part) origin {
	tail := parts[1].keys
	if len(parts) > 2 {
		tail += "." + join(parts[2:])
	}
	if len(s.module) == 0 {
		if t.variables[parts[1].name] != nil {
			return origin{}
		}
		return origin{symbols: []symbol.Symbol{{Address: "var." + parts[1].name}}, sole: tail == ""}
	}
	caller, step := s.module.parent()
	call := callOf(t.module(caller), step.name)
	if call == nil {
		return origin{}
	}
	each, _ := decoded(t.plan, &call.ForEachExpression, expressionOf)
	given, _ := decoded(t.plan, &call.Expressions, blockOf)
	return t.expression(scope{module: caller, key: step.keys, each: each}, given[parts[1].name], tail)
}

// output traces an output of a called module.
func (t *tracer) output(s scope, parts []part, selected bool) origin {
	step := parts[1]
	if call := callOf(t.module(s.module), step.name); call == nil || len(parts) < 3 {
		return origin{}
	} else if step.keys == "" && selected {
		step.keys = s.key
	}
	m := t.module(s.module.call(step))
	if m == nil || m.Outputs[parts[2].name] == nil {
		return origin{}
	}
	tail := parts[2].keys
	if len(parts) > 3 {
		tail += "." + join(parts[3:])
	}
	e, _ := decoded(t.plan, &m.Outputs[parts[2].name].Expression, expressionOf)
	return t.expression(scope{module: s.module.call(step)}, e, tail)
}

// resource returns the symbol of a resource's attribute. It has no attribute
// when the reference does not tell which.
func (t *tracer) resource(s scope, parts []part, selected bool) origin {
	n := 2
	if parts[0].name == "data" {
		n = 3
	}
	if len(parts) < n {
		return origin{}
	}
	key := parts[n-1].keys
	block := s.module.address(join(parts[:n]))
	block = block[:len(block)-len(key)]
	sym := symbol.Symbol{Address: block + key, Attr: join(parts[n:])}
	if key == "" {
		key, ok := t.pick(block, s.key, selected)
		if !ok {
			return origin{symbols: []symbol.Symbol{sym}}
		}
		sym.Address = block + key
	}
	return origin{symbols: []symbol.Symbol{sym}, sole: true}
}

// pick returns the key of the instance that a reference without key means:
// the only instance, or the one with the key of the block that refers to it.
func (t *tracer) pick(block, own string, selected bool) (key string, ok bool) {
	instances := t.byBlock[block]
	switch {
	case len(instances) == 0:
		return "", !selected
	case t.byAddress[block] != nil:
		return "", true
	case selected && own != "" && t.byAddress[block+own] != nil:
		return own, true
	case len(instances) == 1:
		return instances[0].key, true
	}
	return "", false
}
