package report

import (
	"cmp"
	"io"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// TraceText writes the way of one request: every gate on it, in order, the
// first one that denies with its place and fix, and the verdict last.
func TraceText(w io.Writer, t *lint.Trace, o Options) error {
	p := newPrinter(o)
	p.line(requestLine(t.Request))
	p.line("to " + visible(t.Distribution))
	for _, note := range t.Notes {
		p.hang("note: ", note)
	}
	p.line("")
	p.gates(t)
	p.line("")
	p.verdict(t)
	return p.flush(w)
}

// requestLine returns the request with all that decides over it.
func requestLine(r cloudfront.Request) string {
	return visible(r.Method+" "+r.URL()) + circumstances(r)
}

// gates writes the steps that are on the way and counts the others.
func (p *printer) gates(t *lint.Trace) {
	var onTheWay []*lint.Step
	slugs, stages := 0, 0
	for i := range t.Steps {
		step := &t.Steps[i]
		if step.Decision.Answer == lint.NotApplicable {
			continue
		}
		onTheWay = append(onTheWay, step)
		slugs = max(slugs, len(step.Rule.Slug))
		stages = max(stages, len(step.Rule.Stage.String()))
	}
	denial := t.Denial()
	for _, step := range onTheWay {
		arrow := "   "
		if step == denial {
			arrow = "-> "
		}
		p.gate(arrow+pad(step.Rule.Stage.String(), stages)+"  "+pad(step.Rule.Slug, slugs)+"  ", step.Decision)
		if step == denial {
			p.denial(step)
		}
	}
	if n := len(t.Steps) - len(onTheWay); n > 0 {
		p.line("   " + count(n, "gate") + " not on the way of this request")
	}
}

// gate writes one answer with its evidence.
func (p *printer) gate(label string, d lint.Decision) {
	const room = len("unknown  ")
	word, color := "unknown", ""
	switch d.Answer {
	case lint.Denied:
		word, color = "DENIED", boldRed
	case lint.Pass:
		word = "pass"
	case lint.Unknown, lint.NotApplicable:
	}
	painted := p.style.paint(color, word) + strings.Repeat(" ", room-len(word))
	size := width(label) + room
	p.hangAt(size, label+painted, size, d.Because.String())
}

// denial writes what there is to know and to do about the first denial.
func (p *printer) denial(step *lint.Step) {
	const indent = "     "
	d := step.Decision
	if at := whereIs(d.Range, cmp.Or(d.FullPath(), d.Resource)); at != "" {
		p.line(indent + "at:   " + at)
	}
	if d.Fix != "" {
		p.hang(indent+"fix:  ", d.Fix)
	}
	p.line(p.style.paint(faint, indent+"docs: no403 explain "+step.Rule.Slug))
}

// verdict writes the outcome, and what could still change it.
func (p *printer) verdict(t *lint.Trace) {
	if denial := t.Denial(); denial != nil {
		p.hang(sender(denial.Decision)+": ", cmp.Or(denial.Decision.Evidence, denial.Decision.Because.String()))
		return
	}
	p.line("not denied by anything this configuration shows")
	if unknown := unknownGates(t); len(unknown) > 0 {
		p.hang("not known: ", strings.Join(unknown, ", "))
	}
}

func unknownGates(t *lint.Trace) []string {
	slugs := []string{}
	for _, step := range t.Steps {
		if step.Decision.Answer == lint.Unknown {
			slugs = append(slugs, step.Rule.Slug)
		}
	}
	return slugs
}
