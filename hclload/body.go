package hclload

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A body is the content of a resource or nested block in source.
type body struct {
	s     *scope
	hcl   hcl.Body
	frame frame
	rng   tf.Range
	path  string
	// computed returns an attribute that the provider makes of the others; it
	// is nil in nested blocks.
	computed func(name string) (settled, bool)
	of       *block // the resource
	// planned is the same in a plan; it is nil in nested blocks.
	planned tf.Body
}

// Attr implements tf.Body.
func (b *body) Attr(name string) tf.Value {
	v := b.written(name)
	if b.planned == nil || !v.Unknown() && !v.Absent() {
		return v
	}
	if known, ok := literalValue(b.planned.Attr(name)); ok {
		return b.value(known, v.Range, name)
	}
	return v
}

// written returns an attribute as the source has it.
func (b *body) written(name string) tf.Value {
	if b.computed != nil {
		if v, ok := b.computed(name); ok {
			return b.value(v, b.rng, name)
		}
	}
	attr := attribute(b.hcl, name)
	switch {
	case attr != nil && b.of.ignores(b.sub(name)):
		return b.value(unknownThing, rangeOf(attr.Range), name)
	case b.of.ignores(b.sub(name)):
		return b.value(unknownThing, b.rng, name)
	case attr == nil:
		v := tf.AbsentValue(b.rng)
		v.Path = b.sub(name)
		return v
	}
	return b.value(b.s.evalAttr(attr, b.frame), rangeOf(attr.Range), name)
}

func (b *body) value(s settled, at tf.Range, name string) tf.Value {
	v := s.value(at)
	v.Path = b.sub(name)
	return v
}

func (b *body) sub(name string) string {
	if b.path == "" {
		return name
	}
	return b.path + "." + name
}

// Blocks implements tf.Body.
func (b *body) Blocks(name string) (blocks []tf.Block, complete bool) {
	blocks, complete = b.writtenBlocks(name)
	if b.planned == nil || complete {
		return blocks, complete
	}
	if planned, known := (placed{b.planned, b.rng}).Blocks(name); known {
		return planned, true
	}
	return blocks, complete
}

// writtenBlocks returns the nested blocks as the source has them.
func (b *body) writtenBlocks(name string) (blocks []tf.Block, complete bool) {
	complete = !b.of.ignores(b.sub(name))
	for _, hb := range nestedBlocks(b.hcl, name) {
		switch {
		case hb.Type == name:
			blocks = append(blocks, b.block(hb, b.frame, name, len(blocks)))
		case hb.Labels[0] == name:
			more, ok := b.dynamic(hb, name, len(blocks))
			blocks = append(blocks, more...)
			complete = complete && ok
		}
	}
	if attr := attribute(b.hcl, name); attr != nil && len(blocks) == 0 && complete {
		return b.listed(attr)
	}
	return blocks, complete
}

// nestedBlocks returns the blocks of a type, and the dynamic ones, which may be of
// it.
func nestedBlocks(body hcl.Body, name string) hcl.Blocks {
	if native, ok := body.(*hclsyntax.Body); ok {
		// PartialContent goes through all attributes and blocks of the body.
		var blocks hcl.Blocks
		for _, b := range native.Blocks {
			if b.Type == name && len(b.Labels) == 0 || b.Type == "dynamic" && len(b.Labels) == 1 {
				blocks = append(blocks, b.AsHCLBlock())
			}
		}
		return blocks
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: name},
		{Type: "dynamic", LabelNames: []string{"type"}},
	}})
	return content.Blocks
}

// listed returns the blocks that are given as a list of objects.
func (b *body) listed(attr *hcl.Attribute) ([]tf.Block, bool) {
	list := b.s.evalAttr(attr, b.frame)
	list.v = cty.ObjectVal(map[string]cty.Value{attr.Name: list.v})
	holder := b.value(list, rangeOf(attr.Range), "")
	holder.Path = b.path
	return tf.ObjectBody(holder).Blocks(attr.Name)
}

func (b *body) block(hb *hcl.Block, f frame, name string, index int) tf.Block {
	at := rangeOf(hb.DefRange)
	path := fmt.Sprintf("%s[%d]", b.sub(name), index)
	return tf.Block{
		Body:  &body{s: b.s, hcl: hb.Body, frame: f, rng: at, path: path, of: b.of},
		Range: at,
		Path:  path,
	}
}

var dynamicSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{{Name: "for_each"}, {Name: "iterator"}},
	Blocks:     []hcl.BlockHeaderSchema{{Type: "content"}},
}

// dynamic expands a dynamic block.
// See https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks.
func (b *body) dynamic(hb *hcl.Block, name string, from int) (blocks []tf.Block, complete bool) {
	content, _, _ := hb.Body.PartialContent(dynamicSchema)
	if len(content.Blocks) != 1 {
		return nil, true
	}
	each := b.s.evalAttr(content.Attributes["for_each"], b.frame)
	if !each.v.IsKnown() {
		return nil, false
	}
	if each.v.IsNull() || !each.v.CanIterateElements() {
		return nil, !each.symbolic
	}
	iterator := name
	if attr := content.Attributes["iterator"]; attr != nil {
		iterator = hcl.ExprAsKeyword(attr.Expr)
	}
	for it := each.v.ElementIterator(); it.Next(); {
		if most := b.s.l.limits.Instances; len(blocks) == most {
			b.s.l.fail(b.rng, "there are more than %d %s blocks: the rest is not looked at: make fewer, or raise --max-instances", most, name)
			return blocks, false
		}
		if !b.s.l.budget.spend(1, hb.DefRange) {
			return blocks, false
		}
		k, v := it.Element()
		value := b.s.l.reread(settled{v: v, refs: each.refs, sensitive: each.sensitive, symbolic: each.symbolic})
		if each.v.Type().IsSetType() {
			k = value
		}
		f := b.frame.with(iterator, cty.ObjectVal(map[string]cty.Value{"key": k, "value": value}))
		blocks = append(blocks, b.block(content.Blocks[0], f, name, from+len(blocks)))
	}
	return blocks, true
}
