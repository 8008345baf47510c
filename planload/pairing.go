package planload

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	tfjson "github.com/hashicorp/terraform-json"
)

// A pairing finds which written block each planned one comes from. The two
// are in different orders where the provider keeps a set of blocks, and the
// plan has the blocks that `dynamic` made as well.
type pairing struct {
	static []block
	list   []any
	marks  any
	// fits tells for each element which static blocks it may come from.
	fits [][]int
}

func newPairing(static []block, list []any, marks any) *pairing {
	p := &pairing{static: static, list: list, marks: marks, fits: make([][]int, len(list))}
	for i, raw := range list {
		for s, blk := range static {
			if compatible(blk, fields(raw), element(marks, i)) {
				p.fits[i] = append(p.fits[i], s)
			}
		}
	}
	return p
}

// pair returns for each element where it was written.
func (p *pairing) pair(name string) []written {
	switch {
	case len(p.static) != len(p.list):
		p.keepNamed()
		return p.written(true)
	case ordered(name) || len(p.list) == 1:
		for i := range p.list {
			p.fits[i] = []int{i}
		}
	default:
		p.eliminate()
	}
	return p.written(false)
}

// ordered reports whether blocks of a type keep their order.
func ordered(name string) bool {
	switch name {
	case "ordered_cache_behavior", "cache_behavior", "statement", "member":
		return true
	}
	return false
}

// written turns the pairing into its result. With other than the static
// blocks around, only an element that is named like one comes from it.
func (p *pairing) written(others bool) []written {
	out := make([]written, len(p.list))
	for i, fits := range p.fits {
		out[i].open = len(fits) == 0 || others && (len(fits) != 1 || !sameName(p.static[fits[0]], fields(p.list[i])))
		for _, s := range fits {
			out[i].blocks = append(out[i].blocks, p.static[s])
		}
	}
	return out
}

// keepNamed leaves an element the static block of its name, if there is one.
func (p *pairing) keepNamed() {
	for i, fits := range p.fits {
		var named []int
		for _, s := range fits {
			if sameName(p.static[s], fields(p.list[i])) {
				named = append(named, s)
			}
		}
		if len(named) == 1 {
			p.fits[i] = named
		}
	}
}

// eliminate pairs one to one: a block that only one element fits is taken,
// and elements that are all alike may share out their blocks in any order.
func (p *pairing) eliminate() {
	taken := make([]bool, len(p.static))
	for again := true; again; {
		again = false
		for i := range p.list {
			s, ok := p.only(i, taken)
			if !ok {
				continue
			}
			taken[s] = true
			again = true
			for other := range p.fits {
				if other != i {
					p.fits[other] = slices.DeleteFunc(p.fits[other], func(n int) bool { return n == s })
				}
			}
		}
	}
}

// only returns the block that an element must come from.
func (p *pairing) only(i int, taken []bool) (s int, ok bool) {
	fits := p.fits[i]
	if len(fits) == 0 || len(fits) == 1 && taken[fits[0]] {
		return 0, false
	}
	if len(fits) == 1 || p.alike(i) == len(fits) {
		p.fits[i] = fits[:1:1]
		return fits[0], true
	}
	for _, s := range fits {
		if p.fitting(s) == 1 {
			p.fits[i] = []int{s}
			return s, true
		}
	}
	return 0, false
}

// fitting returns how many elements may come from a block.
func (p *pairing) fitting(s int) int {
	n := 0
	for _, fits := range p.fits {
		if slices.Contains(fits, s) {
			n++
		}
	}
	return n
}

// alike returns how many elements cannot be told from one: they look the same
// and may come from the same blocks.
func (p *pairing) alike(i int) int {
	n := 0
	for j := range p.list {
		if slices.Equal(p.fits[i], p.fits[j]) &&
			reflect.DeepEqual(p.list[i], p.list[j]) && reflect.DeepEqual(element(p.marks, i), element(p.marks, j)) {
			n++
		}
	}
	return n
}

// compatible reports whether values may come from a block: they have its
// constants, and its nested blocks.
func compatible(blk block, values object, marks any) bool {
	for name, e := range blk {
		d := data(e)
		raw, present := values.get(name)
		switch {
		case len(d.NestedBlocks) > 0:
			if !compatibleNested(d.NestedBlocks, raw, child(marks, name)) {
				return false
			}
		case !isConstant(d):
		case !present && child(marks, name) == true:
			return false // a constant is never unknown
		case !sameScalar(d.ConstantValue, raw):
			return false
		}
	}
	return true
}

func compatibleNested(static []block, raw, marks any) bool {
	switch raw := raw.(type) {
	case []any:
		if len(static) == 1 && len(raw) == 1 {
			return compatible(static[0], fields(raw[0]), element(marks, 0))
		}
		return len(raw) > 0
	case object:
		return compatible(static[0], raw, marks)
	}
	return marks == true
}

func isConstant(d *tfjson.ExpressionData) bool {
	return d.ConstantValue != nil && d.ConstantValue != tfjson.UnknownConstantValue
}

// naming are the attributes that tell blocks of one type apart.
var naming = []string{
	"origin_id", "path_pattern", "id", "sid", "name", "error_code", "event_type", "variable", "domain_name",
}

// sameName reports whether a block and an element have the same name.
func sameName(blk block, values object) bool {
	for _, attr := range naming {
		if d := data(blk[attr]); isConstant(d) {
			value, _ := values.get(attr)
			return sameScalar(d.ConstantValue, value)
		}
	}
	return false
}

// sameScalar compares a constant with what the provider made of it. What is
// not a scalar counts as the same, for its order may have changed.
func sameScalar(constant, raw any) bool {
	a, ok := scalar(constant)
	if !ok {
		return true
	}
	b, ok := scalar(raw)
	return ok && a == b
}

// scalar spells a value as Terraform converts it to a string.
func scalar(v any) (text string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case json.Number:
		f, err := v.Float64()
		return strconv.FormatFloat(f, 'f', -1, 64), err == nil
	}
	return "", false
}
