package planload

import (
	"fmt"

	"github.com/no403/no403/tf"
)

// Blocks implements tf.Body.
func (b *body) Blocks(name string) (blocks []tf.Block, complete bool) {
	mark := child(b.unknown, name)
	value, present := b.values.get(name)
	switch raw := value.(type) {
	case []any:
		return b.nested(name, raw, mark)
	case object:
		at := b.sub(name)
		return []tf.Block{b.block(at, raw, mark, child(b.sensitive, name), b.onlyBlock(name))}, true
	}
	return nil, present || !marked(mark) || computedBlock(b.instance.kind, name) && b.written.omits(name)
}

// nested returns the blocks of a list. An element that is unknown as a whole
// may be any number of blocks.
func (b *body) nested(name string, list []any, marks any) (blocks []tf.Block, complete bool) {
	complete = true
	where := b.written.nested(name, list, marks)
	for i, raw := range list {
		values, ok := raw.(object)
		if !ok {
			complete = complete && element(marks, i) != true
			continue
		}
		at := fmt.Sprintf("%s[%d]", b.sub(name), i)
		sensitive := element(child(b.sensitive, name), i)
		blocks = append(blocks, b.block(at, values, element(marks, i), sensitive, where[i]))
	}
	return blocks, complete
}

func (b *body) block(at string, values object, unknown, sensitive any, w written) tf.Block {
	inner := *b
	inner.content = &content{values, unknown, sensitive}
	inner.written, inner.path = w, at
	return tf.Block{Body: &inner, Path: at}
}

// onlyBlock returns what is written of a block that there is one of at most.
func (b *body) onlyBlock(name string) written {
	var w written
	for _, blk := range b.written.blocks {
		w.blocks = append(w.blocks, data(blk[name]).NestedBlocks...)
	}
	w.open = b.written.open || len(w.blocks) != 1
	return w
}

// computedBlock reports whether the provider itself fills in a block that is
// not configured, so that it is unknown before the first apply.
func computedBlock(kind, name string) bool {
	switch kind {
	case "aws_s3_bucket":
		return true
	case "aws_cloudfront_distribution":
		return name == "grpc_config"
	case "aws_api_gateway_rest_api", "aws_api_gateway_domain_name":
		return name == "endpoint_configuration"
	}
	return false
}

// nested finds for each element of a block type where it was written.
func (w written) nested(name string, list []any, marks any) []written {
	var static []block
	for _, blk := range w.blocks {
		static = append(static, data(blk[name]).NestedBlocks...)
	}
	if w.open || len(w.blocks) != 1 {
		out := make([]written, len(list))
		for i := range out {
			out[i] = written{blocks: static, open: true}
		}
		return out
	}
	return newPairing(static, list, marks).pair(name)
}
