package fix

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// replace puts a text in place of a range.
func (f *file) replace(r hcl.Range, text string) []edit {
	return []edit{{f, r.Start.Byte, r.End.Byte, text}}
}

// insert puts a text at a place.
func (f *file) insert(at int, text string) []edit { return []edit{{f, at, at, text}} }

// below puts lines below the line that a range ends on.
func (f *file) below(r hcl.Range, text string) []edit {
	at := f.lineStart(r.End.Line)
	if at == len(f.text) && !strings.HasSuffix(string(f.text), "\n") {
		text = "\n" + strings.TrimSuffix(text, "\n")
	}
	return f.insert(at, text)
}

// afterBlock puts blocks behind one, with an empty line between.
func (f *file) afterBlock(b *hclsyntax.Block, blocks ...string) []edit {
	return f.below(b.CloseBraceRange, "\n"+strings.Join(blocks, "\n\n")+"\n")
}

// beforeBlock puts blocks in front of one and of the comments on it, with an
// empty line between.
func (f *file) beforeBlock(b *hclsyntax.Block, text string) []edit {
	line := b.TypeRange.Start.Line - 1
	for line > 0 && isComment(f.lineText(line-1)) {
		line--
	}
	return f.insert(f.lineStart(line), text+"\n\n")
}

func (f *file) lineText(line int) string {
	return strings.TrimSpace(string(f.text[f.lineStart(line):f.lineStart(line+1)]))
}

func isComment(line string) bool {
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
}

// setArgument sets an argument of a block to an expression. A new one comes behind
// the last of some others that the block has, or else first.
func (f *file) setArgument(b *hclsyntax.Block, name, expr string, behind ...string) []edit {
	if b == nil {
		return nil
	}
	if attr := b.Body.Attributes[name]; attr != nil {
		return f.replace(attr.Expr.Range(), expr)
	}
	if b.OpenBraceRange.Start.Line == b.CloseBraceRange.Start.Line {
		return nil // a block on one line has room for one argument
	}
	last := b.OpenBraceRange
	for _, other := range behind {
		if attr := b.Body.Attributes[other]; attr != nil && attr.SrcRange.End.Line > last.End.Line {
			last = attr.SrcRange
		}
	}
	text := name + " = " + expr + "\n"
	if next := f.lineText(last.End.Line); strings.HasSuffix(next, "{") && !strings.Contains(next, "=") {
		text += "\n" // before a block
	}
	return f.below(last, text)
}

// appendBlock puts a nested block behind the last one of a type, the first of some
// types that the block has, else at its end.
func (f *file) appendBlock(b *hclsyntax.Block, text string, behind ...string) []edit {
	if b == nil || b.OpenBraceRange.Start.Line == b.CloseBraceRange.Start.Line {
		return nil
	}
	for _, blockType := range behind {
		for _, last := range slices.Backward(b.Body.Blocks) {
			if last.Type == blockType || last.Type == "dynamic" && last.Labels[0] == blockType {
				return f.afterBlock(last, text)
			}
		}
	}
	return f.insert(f.lineStart(b.CloseBraceRange.Start.Line-1), "\n"+text+"\n")
}

// dropBlock takes a nested block out, with the empty line above it.
func (f *file) dropBlock(b *hclsyntax.Block) []edit {
	first := b.TypeRange.Start.Line - 1
	if first > 0 && f.lineText(first-1) == "" {
		first--
	}
	return []edit{{f, f.lineStart(first), f.lineStart(b.CloseBraceRange.End.Line), ""}}
}

// addElements adds elements to a list that is written out.
func (f *file) addElements(list *hclsyntax.TupleConsExpr, elements ...string) []edit {
	closing := list.SrcRange.End.Byte - 1
	if len(list.Exprs) == 0 {
		return []edit{{f, list.OpenRange.End.Byte, closing, strings.Join(elements, ", ")}}
	}
	last := list.Exprs[len(list.Exprs)-1].Range()
	if last.End.Line == list.SrcRange.End.Line {
		return f.insert(last.End.Byte, ", "+strings.Join(elements, ", "))
	}
	between := strings.TrimSpace(string(f.text[last.End.Byte:closing]))
	if strings.HasPrefix(between, ",") {
		return f.below(last, strings.Join(elements, ",\n")+",\n")
	}
	return append(f.insert(last.End.Byte, ","), f.below(last, strings.Join(elements, ",\n")+"\n")...)
}

// dropElement takes an element out of a list that is written out.
func (f *file) dropElement(l *hclsyntax.TupleConsExpr, i int) []edit {
	own := l.Exprs[i].Range()
	switch last := len(l.Exprs) - 1; {
	case last == 0:
		return f.replace(own, "")
	case i < last:
		return []edit{{f, own.Start.Byte, l.Exprs[i+1].Range().Start.Byte, ""}}
	default:
		return []edit{{f, l.Exprs[i-1].Range().End.Byte, own.End.Byte, ""}}
	}
}

// isPlainString reports whether an expression is a string in quotes, without
// anything to evaluate.
func isPlainString(e hclsyntax.Expression) bool {
	template, ok := e.(*hclsyntax.TemplateExpr)
	return ok && template.IsStringLiteral()
}

// plainString returns the text of a string in quotes.
func plainString(e hclsyntax.Expression) (text string, ok bool) {
	if !isPlainString(e) {
		return "", false
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		return "", false
	}
	return v.AsString(), true
}

// quote writes a text as a string in quotes.
func quote(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strconv.Quote(text))
}

// quoted writes each of some texts as a string in quotes.
func quoted(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = quote(text)
	}
	return all
}

// list writes expressions as a list.
func list(elements []string) string { return "[" + strings.Join(elements, ", ") + "]" }

// block writes a block with a header. Lines that are empty are left out.
func block(header string, lines ...string) string {
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	return header + " {\n" + strings.Join(lines, "\n") + "\n}"
}

// resource writes the block of a resource.
func resource(resourceType, name string, lines ...string) string {
	return block("resource "+quote(resourceType)+" "+quote(name), lines...)
}

// data writes the block of a data source.
func data(resourceType, name string, lines ...string) string {
	return block("data "+quote(resourceType)+" "+quote(name), lines...)
}
