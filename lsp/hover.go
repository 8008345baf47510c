package lsp

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"go.lsp.dev/protocol"
)

// hoverWidth is how many columns the text in a box at the cursor has.
const hoverWidth = 90

// hover tells what was found at a place; where nothing was, what the gates
// decide there.
func (s *server) hover(r *request, p *protocol.HoverParams) {
	rules, notes := s.options.Rules, s.settings.Notes
	s.ask(r, p.TextDocument, func(q *question) any {
		offset := q.text.offset(p.Position)
		var parts []string
		for _, a := range q.analyses {
			parts = append(parts, a.findingsAt(q, offset, notes)...)
		}
		if len(parts) == 0 {
			parts = q.ways(offset, rules)
		}
		if len(parts) == 0 {
			return nil
		}
		text := strings.Join(parts, "\n\n---\n\n")
		return &protocol.Hover{Contents: &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}}
	})
}

// at returns the findings of a root whose place holds a byte of a document.
func (a *analysis) at(q *question, from, to int, notes bool) []lint.Finding {
	var found []lint.Finding
	for _, f := range a.report.Open() {
		r := f.Decision.Range
		if f.Severity == lint.Note && !notes || r.File != filepath.ToSlash(q.path) {
			continue
		}
		span := q.text.span(r)
		if q.text.offset(span.Start) <= to && from <= q.text.offset(span.End) {
			found = append(found, f)
		}
	}
	return found
}

// findingsAt describes the findings at a place.
func (a *analysis) findingsAt(q *question, offset int, notes bool) []string {
	var parts []string
	for _, f := range a.at(q, offset, offset, notes) {
		var text bytes.Buffer
		local, sources := a.local(f)
		if report.Finding(&text, local, sources, report.Options{Width: hoverWidth}) == nil {
			parts = append(parts, fenced(text.String())+fmt.Sprintf("\n\n[%s](%s)", f.Rule.Slug, report.Page(f.Rule)))
		}
	}
	return parts
}

// fenced makes text one that Markdown shows as it is.
func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "text\n" + strings.TrimRight(text, "\n") + "\n" + fence
}

// ways returns the ways of ordinary requests to the origin, cache behavior or
// alternate domain name at a place.
func (q *question) ways(offset int, rules []*lint.Rule) []string {
	at := spotAt(q.text.source, q.path, offset)
	if !at.identifies(offset) {
		return nil
	}
	var parts []string
	for _, a := range q.analyses {
		parts = append(parts, a.ways(q, at, offset, rules)...)
	}
	return parts
}

func (a *analysis) ways(q *question, at spot, offset int, rules []*lint.Rule) []string {
	a.asking.Lock()
	defer a.asking.Unlock()
	var parts []string
	seen := make(map[string]bool)
	for _, d := range a.distributions() {
		if !at.begins(filepath.ToSlash(q.path), d.Resource.Range) {
			continue
		}
		if t := a.wayAt(q, d, at, offset, rules); t != nil && !seen[d.Address()] {
			seen[d.Address()] = true
			parts = append(parts, a.describe(t))
		}
	}
	return parts
}

// wayAt returns the way of an ordinary request to what a place in a distribution
// is about, nil when that is nothing in particular.
func (a *analysis) wayAt(q *question, d *cloudfront.Distribution, at spot, offset int, rules []*lint.Rule) *lint.Trace {
	path := filepath.ToSlash(q.path)
	for _, b := range d.Behaviors {
		if at.begins(path, b.Block.Range) {
			return lint.WayTo(a.config, b, rules)
		}
	}
	for _, o := range d.Origins {
		if !at.begins(path, o.Block.Range) {
			continue
		}
		for _, b := range d.Behaviors {
			if asked, _ := b.Origin(); asked == o {
				return lint.WayTo(a.config, b, rules)
			}
		}
	}
	if at.attribute == nil || at.attribute.Name != "aliases" || len(at.blocks) > 1 {
		return nil
	}
	names, _, _ := d.Aliases()
	switch i := at.element(offset); {
	case i >= 0 && i < len(names):
		return lint.WayUnder(a.config, names[i], d, rules)
	case len(names) > 0:
		return lint.WayUnder(a.config, names[0], d, rules)
	}
	return nil
}

// describe writes a way, and what rules answered about other requests to the
// same distribution.
func (a *analysis) describe(t *lint.Trace) string {
	var text bytes.Buffer
	o := report.Options{Width: hoverWidth}
	if err := report.TraceText(&text, a.localTrace(t), o); err != nil {
		return ""
	}
	part := fenced(text.String())
	var rows []lint.Coverage
	for _, c := range a.report.Coverage {
		if c.Distribution == t.Distribution && c.Answer != lint.CoverPasses && c.Answer != lint.CoverNotApplicable {
			rows = append(rows, c)
		}
	}
	text.Reset()
	if len(rows) > 0 && report.Coverage(&text, rows, o) == nil {
		part += "\n\nOver all requests that were asked about:\n\n" + fenced(text.String())
	}
	return part
}
