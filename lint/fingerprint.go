package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Fingerprint returns what identifies the finding when lines have moved, blocks
// have changed their order, or a plan is read in place of the source: the rule,
// the distribution, the resource to change, the attribute at fault, and what the
// rule tells denials there apart by. Two findings have the same one where the
// place alone does so, such as two statements of one policy.
func (f Finding) Fingerprint() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%s",
		f.Rule.Slug, symbol.Strip(f.Distribution), symbol.Strip(f.Decision.Resource), f.spot(), symbol.Strip(f.Decision.of)))
	return hex.EncodeToString(sum[:16])
}

// spot returns the attribute at fault. What a policy says is the resource
// that has it: a plan knows the text of a document at its user's, and the source
// at the data source.
func (f Finding) spot() string {
	d := f.Decision
	if strings.HasPrefix(d.Holder, "data.") || strings.Contains(d.Holder, ".data.") || d.Path == "policy" {
		return ""
	}
	if f.resource == nil {
		return symbol.Strip(d.FullPath())
	}
	return symbol.Strip(d.Holder) + "." + keyed(f.resource.Body, d.Path)
}

// keys are the attributes by which people tell blocks of a type from each other.
var keys = []string{"origin_id", "path_pattern", "error_code", "event_type", "name", "sid", "priority"}

// keyed returns an attribute path with the keys of blocks in place of their
// numbers, which change when a block is put in front. A block without a key has
// neither.
func keyed(body tf.Body, path string) string {
	var names []string
	for _, p := range parts(body, path) {
		if key := keyOf(p.block); key != "" {
			p.name += "[" + key + "]"
		}
		names = append(names, p.name)
	}
	return strings.Join(names, ".")
}

// A part of an attribute path is a nested block or, without one, an attribute.
type part struct {
	name  string
	block *tf.Block
}

// parts returns the parts of an attribute path in a resource.
func parts(body tf.Body, path string) []part {
	var all []part
	for step := range strings.SplitSeq(path, ".") {
		name, number, _ := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		p := part{name: name}
		if i, err := strconv.Atoi(number); err == nil && body != nil {
			if blocks, _ := body.Blocks(name); i >= 0 && i < len(blocks) {
				p.block = &blocks[i]
			}
		}
		body = nil
		if p.block != nil {
			body = p.block.Body
		}
		all = append(all, p)
	}
	return all
}

// keyOf returns the key of a block, empty without one.
func keyOf(block *tf.Block) string {
	if block == nil {
		return ""
	}
	for _, name := range keys {
		if text, ok := block.Attr(name).Literal(); ok && text != "" {
			return strconv.Quote(text)
		}
	}
	return ""
}
