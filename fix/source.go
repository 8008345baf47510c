package fix

import (
	"bytes"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
)

// A file is a file of Terraform source that may be edited.
type file struct {
	name   string
	text   []byte
	body   *hclsyntax.Body
	starts []int // of its lines, the end of the file included
}

// file returns a file by the name that ranges have; nil for one that is not
// edited: JSON, and what "terraform init" has installed.
func (r *Result) file(name string) *file {
	if f, known := r.files[name]; known {
		return f
	}
	r.files[name] = nil
	text, ok := r.cfg.Sources[name]
	if !ok || !strings.HasSuffix(name, ".tf") && !strings.HasSuffix(name, ".tofu") || strings.Contains(name, ".terraform/") {
		return nil
	}
	parsed, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	body, ok := parsed.Body.(*hclsyntax.Body)
	if diags.HasErrors() || !ok || bytes.HasPrefix(text, []byte("\ufeff")) {
		return nil
	}
	f := &file{name: name, text: text, body: body, starts: []int{0}}
	for i, c := range text {
		if c == '\n' && i+1 < len(text) {
			f.starts = append(f.starts, i+1)
		}
	}
	f.starts = append(f.starts, len(text))
	r.files[name] = f
	return f
}

// lineStart returns where a line begins, counted from 0.
func (f *file) lineStart(line int) int { return f.starts[min(line, len(f.starts)-1)] }

// line returns the line of a byte. The end of a file that ends with a newline is
// on a line of its own.
func (f *file) line(at int) int {
	if at == len(f.text) && bytes.HasSuffix(f.text, []byte("\n")) {
		return len(f.starts) - 1
	}
	return sort.Search(len(f.starts)-1, func(i int) bool { return f.starts[i] > at }) - 1
}

// block returns the block that has its header at a range, nil when that is not
// one that can be edited. For a dynamic block it is its content.
func (r *Result) block(at tf.Range) (*file, *hclsyntax.Block) {
	f := r.file(at.File)
	if f == nil {
		return nil, nil
	}
	b := findBlock(f.body, at.Start)
	if b != nil && b.Type == "dynamic" {
		b = child(b, "content")
	}
	return f, b
}

func findBlock(body *hclsyntax.Body, at tf.Pos) *hclsyntax.Block {
	for _, b := range body.Blocks {
		if isAt(b.TypeRange, at) {
			return b
		}
		if inside := findBlock(b.Body, at); inside != nil {
			return inside
		}
	}
	return nil
}

func isAt(r hcl.Range, at tf.Pos) bool { return r.Start.Line == at.Line && r.Start.Column == at.Column }

// child returns the first nested block of a type, nil without one.
func child(b *hclsyntax.Block, blockType string) *hclsyntax.Block {
	for _, inside := range b.Body.Blocks {
		if inside.Type == blockType {
			return inside
		}
	}
	return nil
}

// attribute returns the attribute that a value was written as, nil when that is
// not one that can be edited.
func (r *Result) attribute(v tf.Value) (*file, *hclsyntax.Attribute) {
	f := r.file(v.Range.File)
	if f == nil {
		return nil, nil
	}
	return f, findAttribute(f.body, v.Range.Start)
}

func findAttribute(body *hclsyntax.Body, at tf.Pos) *hclsyntax.Attribute {
	for _, a := range body.Attributes {
		if isAt(a.SrcRange, at) {
			return a
		}
	}
	for _, b := range body.Blocks {
		if a := findAttribute(b.Body, at); a != nil {
			return a
		}
	}
	return nil
}

// source returns the text of a range.
func (f *file) source(r hcl.Range) string { return string(r.SliceBytes(f.text)) }
