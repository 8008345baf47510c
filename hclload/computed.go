package hclload

import (
	"github.com/no403/no403/policydoc"
	"github.com/zclconf/go-cty/cty"
)

// computedData returns an attribute of a data source that is a function of its
// arguments alone.
func (n *node) computedData(i instance, name string) (settled, bool) {
	if n.b.typ != "aws_iam_policy_document" || name != "json" && name != "minified_json" {
		return settled{}, false
	}
	address := n.address(i)
	text, sensitive := policydoc.Render(address, &body{s: n.s, hcl: n.b.body, frame: n.frame(i), rng: n.b.rng, address: address})
	return settled{v: cty.StringVal(text), symbolic: true, sensitive: sensitive}, true
}
