package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// finding writes one finding: who is denied, the cause at its place, the
// places around it, the request that shows it, and what to do.
func (p *printer) finding(f lint.Finding) {
	d := f.Decision
	p.headline(f)
	p.hang("  "+place(d.Range, cmp.Or(d.FullPath(), d.Resource)), d.Because.String())
	p.excerpt(d.Range, severityColor(f.Severity))
	p.related(d.Related)
	p.witness(f.Witness, d)
	p.advice(f.Rule, d)
}

// headline writes the line that a finding begins with.
func (p *printer) headline(f lint.Finding) {
	viewers := f.Decision.Viewers
	if viewers == "" {
		viewers = f.Rule.Title
	}
	word := f.Severity.String()
	label := p.style.paint(severityColor(f.Severity), word) + ": "
	p.hangAt(len(word)+2, label, len(word)+2, viewers+" ["+f.Rule.Slug+"]")
}

// place returns what stands before a message: where in the source it belongs,
// else its address.
func place(r tf.Range, address string) string {
	if at := whereIs(r, address); at != "" {
		return at + ": "
	}
	return ""
}

// whereIs returns where in the source something is, else its address.
func whereIs(r tf.Range, address string) string {
	if !r.IsZero() {
		return position(r)
	}
	return visible(address)
}

// position returns "file:line:column", as editors and terminals understand it.
func position(r tf.Range) string {
	if r.Start.Line == 0 {
		return visible(r.File)
	}
	return fmt.Sprintf("%s:%d:%d", visible(r.File), r.Start.Line, r.Start.Column)
}

func (p *printer) related(places []lint.Related) {
	for _, r := range places {
		p.hang("  "+place(r.Range, r.Resource), r.Message)
	}
}

// witness writes the request that is denied. The command is never broken: it
// is there to be copied.
func (p *printer) witness(r cloudfront.Request, d lint.Decision) {
	const label, arrow, column = "  try:  ", " -> ", 54
	command := label + visible(r.Curl())
	outcome := answer(d) + circumstances(r)
	if line := pad(command+"  ", column) + arrow + outcome; width(line) <= p.width {
		p.line(line)
		return
	}
	p.line(command)
	p.hang(strings.Repeat(" ", len(label)-1)+arrow, outcome)
}

// answer returns "403 from S3, AccessDenied".
func answer(d lint.Decision) string {
	if d.Evidence == "" {
		return sender(d)
	}
	return sender(d) + ", " + visible(d.Evidence)
}

// sender returns "403 from S3".
func sender(d lint.Decision) string {
	if d.AnsweredBy == "" {
		return "403"
	}
	return "403 from " + visible(d.AnsweredBy)
}

// circumstances returns in parentheses what belongs to a request and is not to
// be seen in its command.
func circumstances(r cloudfront.Request) string {
	var all []string
	if r.Country != "" {
		all = append(all, "viewer in "+visible(r.Country))
	}
	if r.Source.IsValid() {
		all = append(all, "from "+r.Source.String())
	}
	switch {
	case r.SigningKey != "":
		all = append(all, "signed with "+visible(r.SigningKey))
	case r.Signed:
		all = append(all, "with a valid signature")
	}
	if r.Admitted {
		all = append(all, "that the edge functions let pass")
	}
	if r.Missing {
		all = append(all, "no such object")
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

func (p *printer) advice(rule *lint.Rule, d lint.Decision) {
	if d.Fix != "" {
		p.hang("  fix:  ", d.Fix)
	}
	p.line(p.style.paint(faint, "  docs: no403 explain "+rule.Slug))
}
