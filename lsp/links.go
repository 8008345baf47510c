package lsp

import (
	"bytes"
	"path/filepath"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"github.com/no403/no403/settings"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// documentLink returns links from the names of rules in comments and settings to
// the pages of the rules.
func (s *server) documentLink(r *request, p *protocol.DocumentLinkParams) {
	d := s.opened(p.TextDocument.URI)
	if d == nil {
		r.reply(nil, nil)
		return
	}
	links := []protocol.DocumentLink{}
	t := text{d.source, s.client.bytes}
	for _, place := range rulePlaces(d) {
		if rule := s.rule(string(d.source[place[0]:place[1]])); rule != nil {
			page := uri.URI(report.Page(rule))
			links = append(links, protocol.DocumentLink{
				Range:   protocol.Range{Start: t.positionAt(place[0]), End: t.positionAt(place[1])},
				Target:  &page,
				Tooltip: &rule.Title,
			})
		}
	}
	r.reply(links, nil)
}

// rule returns the rule of a name, nil without one.
func (s *server) rule(slug string) *lint.Rule {
	for _, r := range s.options.Rules {
		if r.Slug == slug {
			return r
		}
	}
	return nil
}

// rulePlaces returns where in a document rules may be named: behind the comment
// that ignores one, and in settings wherever there is a string.
func rulePlaces(d *document) [][2]int {
	var places [][2]int
	if filepath.Base(d.path) == settings.Name {
		for at := 0; ; {
			from := bytes.IndexByte(d.source[at:], '"')
			if from < 0 {
				return places
			}
			from += at + 1
			length := bytes.IndexAny(d.source[from:], "\"\n")
			if length < 0 {
				return places
			}
			places = append(places, [2]int{from, from + length})
			at = from + length + 1
		}
	}
	for _, c := range lint.IgnoresIn(d.path, d.source) {
		start, _ := text{source: d.source}.line(c.At.Start.Line - 1)
		if i := bytes.Index(d.source[start:], []byte(c.Rule)); i >= 0 && c.Rule != "" {
			places = append(places, [2]int{start + i, start + i + len(c.Rule)})
		}
	}
	return places
}
