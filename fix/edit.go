package fix

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// An edit puts a text in place of a stretch of a file. It need not be formatted.
type edit struct {
	file       *file
	start, end int // bytes
	text       string
}

// render turns edits into those of whole lines, formatted as "terraform fmt"
// formats them. ok is false when they cannot be made.
func (r *Result) render(edits []edit) (rendered []Edit, ok bool) {
	byFile := make(map[*file][]edit)
	var files []*file
	for _, e := range edits {
		if byFile[e.file] == nil {
			files = append(files, e.file)
		}
		byFile[e.file] = append(byFile[e.file], e)
	}
	slices.SortFunc(files, func(a, b *file) int { return strings.Compare(a.name, b.name) })
	for _, f := range files {
		own, ok := f.rewrite(byFile[f])
		if !ok {
			return nil, false
		}
		rendered = append(rendered, own...)
	}
	return rendered, len(rendered) > 0
}

// A region is lines of a file and what takes their place. Lines from and to are
// the same where something is put in between.
type region struct {
	from, to int
	edits    []edit
}

// A piece is lines of a file, and the lines that they become.
type piece struct {
	from, to int
	lines    []string
}

// rewrite makes edits in a file and formats what they touch, and the lines that
// are aligned with it. Lines that were not formatted before stay as they are.
func (f *file) rewrite(edits []edit) ([]Edit, bool) {
	regions, ok := f.regions(edits)
	if !ok {
		return nil, false
	}
	before := lines(f.text)
	var pieces []piece
	var after strings.Builder
	add := func(p piece) {
		pieces = append(pieces, p)
		after.WriteString(strings.Join(p.lines, ""))
	}
	next := 0
	for _, g := range append(regions, region{from: len(before), to: len(before)}) {
		for ; next < g.from; next++ {
			add(piece{next, next + 1, before[next : next+1]})
		}
		add(piece{g.from, g.to, lines([]byte(f.replaced(g)))})
		next = g.to
	}

	formatted := lines(hclwrite.Format([]byte(after.String())))
	own := lines(hclwrite.Format(f.text))
	at := 0
	for i, p := range pieces {
		n := len(p.lines)
		if at+n > len(formatted) || len(own) != len(before) {
			return nil, false
		}
		if touched := p.to-p.from != 1 || n != 1 || p.lines[0] != before[p.from]; touched || own[p.from] == before[p.from] {
			pieces[i].lines = formatted[at : at+n]
		}
		at += n
	}
	return f.hunks(before, pieces), at == len(formatted)
}

// regions joins edits that touch the same lines. ok is false when they overlap.
func (f *file) regions(edits []edit) (regions []region, ok bool) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	end := 0
	for _, e := range edits {
		if e.start < end || e.end < e.start || e.end > len(f.text) {
			return nil, false
		}
		end = e.end
		g := region{f.line(e.start), f.line(e.end) + 1, []edit{e}}
		if e.start == e.end && e.start == f.lineStart(g.from) && strings.HasSuffix(e.text, "\n") {
			g.to = g.from // whole lines between others
		}
		if n := len(regions); n > 0 && g.from < regions[n-1].to {
			regions[n-1].to = max(regions[n-1].to, g.to)
			regions[n-1].edits = append(regions[n-1].edits, e)
			continue
		}
		regions = append(regions, g)
	}
	return regions, true
}

// replaced returns the text that takes the place of a region.
func (f *file) replaced(g region) string {
	var b strings.Builder
	at := f.lineStart(g.from)
	for _, e := range g.edits {
		b.Write(f.text[at:e.start])
		b.WriteString(f.newlines(e.text))
		at = e.end
	}
	b.Write(f.text[at:f.lineStart(g.to)])
	return b.String()
}

// newlines writes a text with the ends of lines that the file has.
func (f *file) newlines(text string) string {
	if bytes.Contains(f.text, []byte("\r\n")) {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// hunks returns the edits that make pieces of lines.
func (f *file) hunks(before []string, pieces []piece) []Edit {
	var edits []Edit
	joined := false // to the last edit
	for _, p := range pieces {
		text := strings.Join(p.lines, "")
		if text == strings.Join(before[p.from:p.to], "") {
			joined = joined && p.from == p.to
			continue
		}
		if joined {
			last := &edits[len(edits)-1]
			last.Range.End = f.pos(p.to)
			last.NewText += text
			continue
		}
		edits = append(edits, Edit{hcl.Range{Filename: f.name, Start: f.pos(p.from), End: f.pos(p.to)}, text})
		joined = true
	}
	return edits
}

// pos returns the start of a line, or the end of the file.
func (f *file) pos(line int) hcl.Pos {
	p := hcl.Pos{Line: line + 1, Column: 1, Byte: f.lineStart(line)}
	if text := f.text; p.Byte == len(text) && len(text) > 0 && text[len(text)-1] != '\n' {
		last := f.lineStart(line - 1)
		n, _ := textseg.TokenCount(text[last:], textseg.ScanGraphemeClusters) // it fails only when the split function does
		p.Line, p.Column = line, n+1
	}
	return p
}

// lines splits a text behind the ends of its lines.
func lines(text []byte) []string { return slices.Collect(strings.Lines(string(text))) }
