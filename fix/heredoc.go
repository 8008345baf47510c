package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A heredoc is a policy that is written as JSON, with interpolations, in a
// template.
type heredoc struct {
	file *file
	// last is where the last statement ends, and indent the blanks in front of
	// it.
	last   int
	indent string
	own    scope
	text   string
}

// heredocAt returns the policy in a template, nil when it is not a heredoc with a
// list of statements.
func heredocAt(f *file, e *hclsyntax.TemplateExpr, own scope) policy {
	r := e.SrcRange
	text := f.source(r)
	if !strings.HasPrefix(text, "<<") {
		return nil
	}
	begin := strings.Index(text, "{")
	if begin < 0 {
		return nil
	}
	last, ok := lastStatement(text, begin)
	if !ok {
		return nil
	}
	at := r.Start.Byte + last
	open := strings.LastIndexByte(text[:last], '\n')
	line := text[open+1 : last]
	return heredoc{f, at, line[:len(line)-len(strings.TrimLeft(line, " \t"))], own, text}
}

func (h heredoc) scope() scope { return h.own }

func (h heredoc) add(g grant) []edit {
	return h.file.insert(h.last, ",\n"+h.indent+g.named(h.text).object(asJSON, h.indent))
}

func (h heredoc) correct(int, grant) []edit { return nil }

// lastStatement returns where the last element of the list of statements ends in a
// JSON object with interpolations that begins at a byte.
func lastStatement(text string, begin int) (end int, ok bool) {
	depth, inList, last := 0, false, 0
	for i := begin; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			to := stringEnd(text, i)
			if to < 0 {
				return 0, false
			}
			rest := strings.TrimLeft(text[to:], " \t\r\n")
			if depth == 1 && text[i:to] == `"Statement"` && strings.HasPrefix(rest, ":") {
				rest = strings.TrimLeft(rest[1:], " \t\r\n")
				inList = strings.HasPrefix(rest, "[")
			}
			i = to - 1
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			switch {
			case inList && depth == 2:
				last = i + 1
			case inList && depth == 1:
				return last, last > 0
			}
		case '$', '%':
			if i+1 < len(text) && text[i+1] == '{' {
				return 0, false // statements that an expression makes
			}
		}
	}
	return 0, false
}

// stringEnd returns where a JSON string with interpolations that begins at a byte
// ends, behind its quotes; -1 when it does not.
func stringEnd(text string, begin int) int {
	depth := 0 // of braces within an interpolation
	for i := begin + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case depth > 0 && c == '"':
			end := stringEnd(text, i)
			if end < 0 {
				return -1
			}
			i = end - 1
		case depth > 0 && c == '{':
			depth++
		case depth > 0 && c == '}':
			depth--
		case c == '$' && i+1 < len(text) && text[i+1] == '{':
			depth++
			i++
		case c == '"' && depth == 0:
			return i + 1
		}
	}
	return -1
}
