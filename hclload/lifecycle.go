package hclload

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// An ignoreList holds the attributes that Terraform leaves as it finds them.
// What is written for them counts when the resource is made; after that
// somebody else may set them, so they are not known.
// See https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes.
type ignoreList []string

// ignores reports whether an attribute or block type of a resource is ignored.
func (b *block) ignores(path string) bool {
	if b.ignored == nil {
		list := readIgnored(b.body)
		b.ignored = &list
	}
	return b.ignored.has(path)
}

// readIgnored reads the list of a resource. Indexes are left out of its paths.
func readIgnored(body hcl.Body) ignoreList {
	var list ignoreList
	for _, b := range nestedBlocks(body, "lifecycle") {
		attr := attribute(b.Body, "ignore_changes")
		if attr == nil || b.Type != "lifecycle" {
			continue
		}
		if hcl.ExprAsKeyword(attr.Expr) == "all" {
			list = append(list, "all")
		}
		paths, _ := hcl.ExprList(attr.Expr)
		for _, expr := range paths {
			if s, ok := literalString(&hcl.Attribute{Expr: expr}); ok {
				list = append(list, s) // quoted, as in Terraform 0.11
				continue
			}
			if trav, diags := hcl.AbsTraversalForExpr(expr); !diags.HasErrors() {
				list = append(list, pathOf(trav))
			}
		}
	}
	return list
}

func pathOf(trav hcl.Traversal) string {
	names := []string{trav.RootName()}
	for _, step := range trav[1:] {
		if a, ok := step.(hcl.TraverseAttr); ok {
			names = append(names, a.Name)
		}
	}
	return strings.Join(names, ".")
}

// has reports whether an attribute or block type is in the list; path leads to
// it, with or without indexes.
func (l ignoreList) has(path string) bool {
	if len(l) == 0 {
		return false
	}
	plain := withoutIndexes(path)
	for _, name := range l {
		if name == plain || name == "all" {
			return true
		}
	}
	return false
}

func withoutIndexes(path string) string {
	for {
		before, rest, found := strings.Cut(path, "[")
		_, after, _ := strings.Cut(rest, "]")
		if !found {
			return path
		}
		path = before + after
	}
}
