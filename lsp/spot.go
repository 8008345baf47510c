package lsp

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
)

// A spot is what is written around a place in a file of Terraform.
type spot struct {
	blocks    []*hclsyntax.Block // from the outermost to the innermost
	attribute *hclsyntax.Attribute
}

// spotAt returns what is around a byte of a file. It is nothing in a file of
// JSON.
func spotAt(source []byte, path string, offset int) spot {
	var at spot
	if strings.HasSuffix(path, ".json") || functions.TooDeep(source, limits.Nesting) {
		return at
	}
	file, _ := hclsyntax.ParseConfig(source, path, hcl.InitialPos)
	body, ok := file.Body.(*hclsyntax.Body)
	for ok && body != nil {
		inner := blockAt(body, offset)
		if inner == nil {
			break
		}
		at.blocks = append(at.blocks, inner)
		body = inner.Body
	}
	if body != nil {
		for _, a := range body.Attributes {
			if holds(a.SrcRange, offset) {
				at.attribute = a
			}
		}
	}
	return at
}

func blockAt(body *hclsyntax.Body, offset int) *hclsyntax.Block {
	for _, b := range body.Blocks {
		if holds(b.Range(), offset) {
			return b
		}
	}
	return nil
}

// holds reports whether a byte is in a range, or directly behind it.
func holds(r hcl.Range, offset int) bool { return r.Start.Byte <= offset && offset <= r.End.Byte }

// begins reports whether a place is that of the header of one of the blocks.
func (s spot) begins(path string, r tf.Range) bool {
	for _, b := range s.blocks {
		if at := b.DefRange(); r.File == path && at.Start.Line == r.Start.Line && at.Start.Column == r.Start.Column {
			return true
		}
	}
	return false
}

// identifies reports whether a byte is in the header of the innermost block or
// in one of the arguments that people know it by. Elsewhere they ask about the
// argument that is there.
func (s spot) identifies(offset int) bool {
	if s.attribute == nil {
		return len(s.blocks) > 0 && holds(s.blocks[len(s.blocks)-1].DefRange(), offset)
	}
	switch s.attribute.Name {
	case "aliases", "origin_id", "domain_name", "path_pattern", "target_origin_id":
		return true
	}
	return false
}

// element returns which element of a list that is written out a byte is in, -1
// for none.
func (s spot) element(offset int) int {
	list, ok := s.attribute.Expr.(*hclsyntax.TupleConsExpr)
	if !ok {
		return -1
	}
	for i, e := range list.Exprs {
		if holds(e.Range(), offset) {
			return i
		}
	}
	return -1
}
