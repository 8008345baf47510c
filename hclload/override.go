package hclload

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// topBlocks returns the blocks of a module's files, those of override files
// merged into the ones that they override. Blocks of kinds that do not matter
// here are read past.
func topBlocks(files, overrides []*hcl.File) hcl.Blocks {
	var blocks hcl.Blocks
	first := make(map[string]*hcl.Block)
	for _, f := range files {
		content, _, _ := f.Body.PartialContent(moduleSchema)
		for _, b := range content.Blocks {
			blocks = append(blocks, b)
			if len(overrides) == 0 {
				continue
			}
			if name := header(b); first[name] == nil {
				first[name] = b
			}
		}
	}
	for _, f := range overrides {
		content, _, _ := f.Body.PartialContent(moduleSchema)
		for _, b := range content.Blocks {
			if into := first[header(b)]; into != nil && b.Type != "locals" {
				into.Body = overridden{base: into.Body, by: b.Body}
				continue
			}
			blocks = append(blocks, b) // later locals take the place of earlier ones
		}
	}
	return blocks
}

// header returns what tells a block from others.
func header(b *hcl.Block) string {
	name := strings.Join(append([]string{b.Type}, b.Labels...), ".")
	if b.Type == "provider" {
		alias, _ := literalString(attribute(b.Body, "alias"))
		name += "." + alias
	}
	return name
}

// An overridden body has the arguments of another body instead of its own
// ones, and blocks of a type instead of its own of that type.
type overridden struct{ base, by hcl.Body }

// Content implements hcl.Body.
func (o overridden) Content(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Diagnostics) {
	content, _, diags := o.PartialContent(schema)
	return content, diags
}

// PartialContent implements hcl.Body.
func (o overridden) PartialContent(schema *hcl.BodySchema) (*hcl.BodyContent, hcl.Body, hcl.Diagnostics) {
	base, rest, diags := o.base.PartialContent(schema)
	by, more, moreDiags := o.by.PartialContent(schema)
	instead := make(map[string]bool)
	for _, b := range by.Blocks {
		instead[blockType(b)] = true
	}
	content := &hcl.BodyContent{
		Attributes:       maps.Clone(base.Attributes),
		Blocks:           slices.DeleteFunc(slices.Clone(base.Blocks), func(b *hcl.Block) bool { return instead[blockType(b)] }),
		MissingItemRange: base.MissingItemRange,
	}
	content.Blocks = append(content.Blocks, by.Blocks...)
	if content.Attributes == nil {
		content.Attributes = make(hcl.Attributes)
	}
	maps.Copy(content.Attributes, by.Attributes)
	return content, overridden{base: rest, by: more}, append(diags, moreDiags...)
}

// blockType returns the type of the blocks that a block makes.
func blockType(b *hcl.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

// JustAttributes implements hcl.Body.
func (o overridden) JustAttributes() (hcl.Attributes, hcl.Diagnostics) {
	attrs, diags := o.base.JustAttributes()
	more, moreDiags := o.by.JustAttributes()
	all := make(hcl.Attributes)
	maps.Copy(all, attrs)
	maps.Copy(all, more)
	return all, append(diags, moreDiags...)
}

// MissingItemRange implements hcl.Body.
func (o overridden) MissingItemRange() hcl.Range { return o.base.MissingItemRange() }
