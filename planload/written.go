package planload

import (
	"slices"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A block is what the configuration says of a block: expressions by name,
// nested blocks among them. Blocks that `dynamic` makes are not in it.
// See https://developer.hashicorp.com/terraform/internals/json-format#block-expressions-representation.
type block = map[string]*tfjson.Expression

// written is where the content of a block may have been written: in one of
// the blocks, or elsewhere too when it is open.
type written struct {
	blocks []block
	open   bool
}

// writtenOf returns where an instance was written.
func (p *plan) writtenOf(i *instance) written {
	if i.config == nil {
		return written{open: true}
	}
	b, ok := decoded(p, &i.config.Expressions, blockOf)
	if !ok {
		return written{open: true}
	}
	return written{blocks: []block{b}}
}

// decoded decodes a part of the configuration. ok is false when it is not what
// Terraform writes, which a diagnostic says.
func decoded[T any](p *plan, l *lazy[T], of func(any) (T, error)) (v T, ok bool) {
	v, err := l.get(of)
	if err != nil {
		p.diags.Add(tf.DiagError, tf.Range{File: p.name}, "%s: its configuration has something else where expressions are expected", errNotPlan)
	}
	return v, err == nil
}

// omits reports whether an attribute is certainly not configured.
func (w written) omits(name string) bool {
	return !w.open && len(w.blocks) > 0 && !slices.ContainsFunc(w.blocks, func(b block) bool { return b[name] != nil })
}

// empty reports whether an attribute is written as an empty list, which
// providers cannot tell from an attribute that is not written.
func (w written) empty(name string) bool {
	if w.open || len(w.blocks) == 0 {
		return false
	}
	for _, b := range w.blocks {
		list, ok := data(b[name]).ConstantValue.([]any)
		if !ok || len(list) > 0 {
			return false
		}
	}
	return true
}

// trace returns what an attribute was made from. The origin is sole only when
// all blocks in question say the same.
func (w written) trace(b *body, name string) origin {
	all := origin{sole: !w.open && len(w.blocks) > 0}
	for _, blk := range w.blocks {
		o := b.restore(b.plan.trace(b.scope(), blk[name]), name)
		all.sole = all.sole && o.sole
		all.symbols = append(all.symbols, o.symbols...)
	}
	all.symbols = tf.SortSymbols(slices.Clone(all.symbols))
	all.sole = all.sole && len(all.symbols) == 1
	return all
}

// traceEach returns what each reference of an attribute was made from, in the
// order in which they are written.
func (w written) traceEach(b *body, name string) []origin {
	if w.open || len(w.blocks) != 1 {
		return []origin{{symbols: w.trace(b, name).symbols}}
	}
	s := b.scope()
	all := leaves(data(w.blocks[0][name]).References)
	refs, selected := selectors(s, all)
	whole := len(refs) - len(slices.DeleteFunc(slices.Clone(refs), bare))
	// Each selector picks an instance of a whole resource, or is a part of
	// some element.
	stray := len(all)-len(refs) > whole
	var out []origin
	for _, ref := range refs {
		t := &tracer{plan: b.plan}
		o := t.reference(s, ref, "", selected)
		o.sole = o.sole && len(o.symbols) == 1 && (bare(ref) || !stray)
		out = append(out, b.restore(o, name))
	}
	return out
}

func (b *body) scope() scope {
	s := scope{module: b.instance.module, key: b.instance.key}
	if b.instance.config != nil {
		s.each, _ = decoded(b.plan, &b.instance.config.ForEachExpression, expressionOf)
	}
	return s
}

// surrounded reports whether an attribute is seldom just what it refers to: a
// plan does not show the text around a reference.
func (b *body) surrounded(name string, s symbol.Symbol) bool {
	switch name {
	case "policy", "json", "code", "assume_role_policy":
		return !isPolicyDocument(s)
	case "path_pattern", "origin_path":
		return true // they have slashes, and what is referred to has not
	case "domain_name":
		return isBucketName(s)
	case "bucket":
		return b.instance.kind == "aws_s3_bucket" && isBucketName(s)
	}
	return false
}

func isBucketName(s symbol.Symbol) bool {
	kind, _ := s.Type()
	return kind == "aws_s3_bucket" && (s.Attr == "id" || s.Attr == "bucket")
}

func isPolicyDocument(s symbol.Symbol) bool {
	kind, isData := s.Type()
	return isData && kind == "aws_iam_policy_document" && (s.Attr == "json" || s.Attr == "minified_json")
}
