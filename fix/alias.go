package fix

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/symbol"
)

// addAlias adds the names that lead to a distribution to its aliases.
func addAlias(c *cause) []*proposal {
	names := c.unlisted()
	if c.d.Tenant != nil || len(names) == 0 || c.isOneOfMany(c.d.Resource) {
		return nil
	}
	var shown []string
	for _, name := range names {
		shown = append(shown, name.String())
	}
	title := "add " + strings.Join(shown, " and ") + " to aliases"
	safe := c.certified(shown)
	if !safe {
		title += "; the certificate must have it too"
	}
	listed, at, _ := c.d.Aliases()
	if at.Absent() {
		texts, ok := spell(names, nil, nil)
		f, b := c.block(c.d.Resource.Range)
		if !ok || b == nil {
			return nil
		}
		return one(title, safe, f.setArgument(b, "aliases", list(texts), "count", "for_each", "provider", "enabled", "is_ipv6_enabled", "comment"))
	}
	p, ok := c.place(c.d.Resource, at)
	if !ok {
		return nil
	}
	if l, ok := p.expr.(*hclsyntax.TupleConsExpr); ok {
		texts, ok := spell(names, listed, p.elements(l))
		if !ok {
			return nil
		}
		// A module that has the name to the letter serves one caller only.
		safe = safe && (len(p.calls) == 0 || !hasLiteral(texts))
		return one(title, safe, p.file.addElements(l, texts...))
	}
	texts, ok := spell(names, nil, nil)
	if !ok {
		return nil
	}
	if call, ok := p.expr.(*hclsyntax.FunctionCallExpr); ok && call.Name == "concat" {
		closing := call.Args[len(call.Args)-1].Range().End.Byte
		return one(title, false, p.file.insert(closing, ", "+list(texts)))
	}
	return one(title, false, p.file.replace(p.expr.Range(), fmt.Sprintf("concat(%s, %s)", p.file.source(p.expr.Range()), list(texts))))
}

// unlisted returns the names that DNS sends to the distribution and that it does
// not list.
func (c *cause) unlisted() []symbol.Text {
	var names []symbol.Text
	for _, h := range c.d.Hosts() {
		if by, known := c.d.ListedBy(h.Name); known && by == nil && c.d.Lists(h.Name) == symbol.False {
			names = append(names, h.Name)
		}
	}
	return names
}

// elements returns the expressions in a list as they are written.
func (p place) elements(l *hclsyntax.TupleConsExpr) []string {
	var texts []string
	for _, e := range l.Exprs {
		texts = append(texts, p.file.source(e.Range()))
	}
	return texts
}

// spell writes names as expressions: by what an alias is written with where they
// are that with something in front, else to the letter. ok is false when one
// cannot be written.
func spell(names, listed []symbol.Text, written []string) (texts []string, ok bool) {
	for _, name := range names {
		text, ok := by(name, listed, written)
		if literal, known := name.Literal(); !ok && known {
			text, ok = quote(literal), true
		}
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}

// by writes a name with what an alias is written with: [var.domain] or
// ["www.${var.domain}"].
func by(name symbol.Text, listed []symbol.Text, written []string) (text string, ok bool) {
	if len(listed) != len(written) {
		return "", false
	}
	for i, alias := range listed {
		front, expr, ok := reference(written[i])
		if !ok {
			continue
		}
		for _, prefix := range prefixes(name) {
			rest := symbol.Parse(strings.TrimPrefix(name.Key(), prefix))
			switch {
			case symbol.Equal(symbol.Literal(front).Append(rest), alias) != symbol.True:
			case prefix == "":
				return expr, true
			default:
				return `"` + prefix + "${" + expr + `}"`, true
			}
		}
	}
	return "", false
}

// reference returns the expression that an alias is written as, and what stands in
// front of it in a template.
func reference(written string) (front, expr string, ok bool) {
	if !strings.ContainsAny(written, "\"\n") {
		return "", written, true
	}
	front, expr, _ = strings.Cut(strings.TrimSuffix(strings.TrimPrefix(written, `"`), `}"`), "${")
	return front, expr, written == `"`+front+"${"+expr+`}"` && !strings.ContainsAny(expr, "\"{}\n")
}

// prefixes returns what a name begins with, up to each of its dots that are known,
// and nothing first.
func prefixes(name symbol.Text) []string {
	all := []string{""}
	parts := name.Parts()
	if len(parts) == 0 || parts[0].Symbol != nil {
		return all
	}
	for i, c := range parts[0].Literal {
		if c == '.' {
			all = append(all, parts[0].Literal[:i+1])
		}
	}
	return all
}

func hasLiteral(texts []string) bool {
	for _, text := range texts {
		if strings.HasPrefix(text, `"`) && !strings.Contains(text, "${") {
			return true
		}
	}
	return false
}
