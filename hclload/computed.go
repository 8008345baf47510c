package hclload

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/policydoc"
	"github.com/zclconf/go-cty/cty"
)

// computed returns an attribute that the provider makes of the arguments alone,
// without asking AWS.
func (n *node) computed(i instance, name string) (settled, bool) {
	switch {
	case n.b.kind == "data" && n.b.typ == "aws_iam_policy_document" && (name == "json" || name == "minified_json"):
		return n.document(i), true
	case n.b.kind == "data" && n.b.typ == "template_file" && name == "rendered":
		return n.renderedTemplate(i)
	case n.b.kind == "resource" && n.b.typ == "aws_acm_certificate" && name == "subject_alternative_names":
		return n.certificateNames(i)
	}
	return settled{}, false
}

// document returns a policy document, rendered once: it is asked for by those who
// refer to it, and by those who look for it.
func (n *node) document(i instance) settled {
	address := n.address(i)
	if known, ok := n.documents[address]; ok {
		return known
	}
	text, sensitive := policydoc.Render(address, n.body(i))
	document := settled{v: cty.StringVal(text), symbolic: true, sensitive: sensitive}
	if n.documents == nil {
		n.documents = make(map[string]settled)
	}
	n.documents[address] = document
	return document
}

// renderedTemplate renders a template_file, which code older than templatefile
// has.
// See https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file.
func (n *node) renderedTemplate(i instance) (settled, bool) {
	attr := attribute(n.b.body, "template")
	if attr == nil {
		return settled{}, false
	}
	args := []hclsyntax.Expression{literalOf(n, attr, i), literalOf(n, attribute(n.b.body, "vars"), i)}
	call := decide(&hclsyntax.FunctionCallExpr{Name: "templatestring", Args: args, NameRange: attr.Range, OpenParenRange: attr.Range, CloseParenRange: attr.Range})
	return settle(n.s.eval(call, nil), int(n.s.l.limits.ValueSize)), true
}

// literalOf returns an expression that is the value of an attribute; without
// one, an empty object.
func literalOf(n *node, attr *hcl.Attribute, i instance) hclsyntax.Expression {
	if attr == nil {
		return &hclsyntax.LiteralValueExpr{Val: cty.EmptyObjectVal}
	}
	return &hclsyntax.LiteralValueExpr{Val: n.s.l.reread(n.s.evalAttr(attr, n.frame(i))), SrcRange: attr.Range}
}

// certificateNames returns the names of a certificate. The provider adds the
// first one to those that are written.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate.
func (n *node) certificateNames(i instance) (settled, bool) {
	written := attribute(n.b.body, "subject_alternative_names")
	first := attribute(n.b.body, "domain_name")
	if written == nil || first == nil {
		return settled{}, false
	}
	names := n.s.evalAttr(written, n.frame(i))
	name := n.s.evalAttr(first, n.frame(i))
	if !names.v.IsKnown() || names.v.IsNull() || !names.v.CanIterateElements() {
		return names, true
	}
	all := append([]cty.Value{name.v}, names.v.AsValueSlice()...)
	names.v = cty.TupleVal(all)
	names.refs = append(names.refs[:len(names.refs):len(names.refs)], name.refs...)
	names.symbolic = names.symbolic || name.symbolic
	names.sensitive = names.sensitive || name.sensitive
	return names, true
}
