package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// attrAt returns the attribute at a path, which may lead into a nested block
// that there is one of at most.
func attrAt(b tf.Body, path string) tf.Value {
	block, attr, nested := strings.Cut(path, ".")
	if !nested {
		return b.Attr(path)
	}
	blocks, complete := b.Blocks(block)
	switch {
	case !complete || len(blocks) > 1:
		return tf.NewValue(cty.DynamicVal, tf.Range{})
	case len(blocks) == 0:
		return tf.AbsentValue(tf.Range{})
	}
	return blocks[0].Attr(attr)
}

// blocksAt returns the blocks at a path of block types.
func blocksAt(b tf.Body, path string) []tf.Body {
	first, rest, nested := strings.Cut(path, ".")
	blocks, _ := b.Blocks(first)
	var all []tf.Body
	for _, block := range blocks {
		if nested {
			all = append(all, blocksAt(block, rest)...)
		} else {
			all = append(all, block)
		}
	}
	return all
}

// valuesAt returns the values of an attribute at a path of block types.
func valuesAt(b tf.Body, path string) []tf.Value {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return []tf.Value{b.Attr(path)}
	}
	var all []tf.Value
	for _, block := range blocksAt(b, path[:i]) {
		all = append(all, block.Attr(path[i+1:]))
	}
	return all
}

// textsAt returns the known texts at a path: of an attribute, or of those in
// nested blocks.
func textsAt(b tf.Body, path string) []symbol.Text {
	var all []symbol.Text
	for _, v := range valuesAt(b, path) {
		if t, ok := v.Text(); ok {
			all = append(all, t)
			continue
		}
		texts, _ := v.Texts()
		all = append(all, texts...)
	}
	return all
}
