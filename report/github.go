package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// GitHub writes the findings as workflow commands, which annotate the changed
// lines of a pull request.
// See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
func GitHub(w io.Writer, r *lint.Report, o Options) error {
	p := newPrinter(o)
	for _, f := range r.Open() {
		if f.Severity > lint.Note || o.Notes {
			command := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Note: "notice"}[f.Severity]
			p.workflowCommand(command, f.Rule.Slug, f.Decision.Range, advised(f))
		}
	}
	for _, d := range r.Diagnostics {
		p.workflowCommand(string(d.Severity), "no403", d.Range, visible(d.Message))
	}
	return p.flush(w)
}

func (p *printer) workflowCommand(command, title string, at tf.Range, message string) {
	properties := []string{"title=" + escapeProperty(title)}
	if at.File != "" {
		properties = append(properties, "file="+escapeProperty(at.File))
	}
	if at.Start.Line > 0 {
		properties = append(properties, fmt.Sprintf("line=%d,endLine=%d", at.Start.Line, at.End.Line))
		if at.Start.Line == at.End.Line {
			properties = append(properties, fmt.Sprintf("col=%d,endColumn=%d", at.Start.Column, at.End.Column))
		}
	}
	p.out.WriteString("::" + command + " " + strings.Join(properties, ",") + "::" + escapeData.Replace(message) + "\n")
}

// What ends a command, or a property of one, is escaped: names in a
// configuration are not to become commands.
var (
	escapeData         = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapePropertyData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeProperty(s string) string { return escapePropertyData.Replace(visible(s)) }

// advised returns a finding and its fix in one paragraph.
func advised(f lint.Finding) string {
	text := visible(sentence(f.Message()))
	if f.Decision.Fix != "" {
		text += " Fix: " + visible(sentence(symbol.Strip(f.Decision.Fix)))
	}
	return text
}
