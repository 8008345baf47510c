// Package report writes what the engine found: as text for people and as JSON
// for programs.
//
// All of it comes from input that nobody vouches for. The text never passes a
// control character on to the terminal; JSON escapes them by itself.
package report

import (
	"bytes"
	"io"

	"github.com/no403/no403/lint"
)

// Options say how to write. The zero value is plain text of default width.
type Options struct {
	// Width is the number of columns that text is wrapped to; 0 means 100.
	Width int
	// Color allows ANSI colours in text.
	Color bool
	// Notes includes findings of severity note in text.
	Notes bool
	// Coverage adds what every rule answered for every distribution.
	Coverage bool
	// Brief leaves out of text what is no finding.
	Brief bool
	// Version is the version of the tool.
	Version string
}

const defaultWidth = 100

// Text writes the findings for people, a summary last.
func Text(w io.Writer, r *lint.Report, o Options) error {
	p := newPrinter(o)
	p.sources = r.Sources
	for _, f := range r.Open() {
		if f.Severity > lint.Note || o.Notes {
			p.finding(f)
			p.line("")
		}
	}
	if o.Coverage {
		p.coverage(r.Coverage)
	}
	if !o.Brief {
		p.line(summary(r, o))
	}
	return p.flush(w)
}

// A printer gathers text, to be written at once.
type printer struct {
	out     bytes.Buffer
	width   int
	style   style
	sources map[string][]byte
}

func newPrinter(o Options) *printer {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	return &printer{width: o.Width, style: style(o.Color)}
}

func (p *printer) flush(w io.Writer) error {
	_, err := w.Write(p.out.Bytes())
	return err
}
