package report

import (
	"io"

	"github.com/no403/no403/tf"
)

// Diagnostics writes what is wrong with the input, a line for each, as
// compilers do: file:line:column: severity: message.
func Diagnostics(w io.Writer, diags []tf.Diagnostic, o Options) error {
	p := newPrinter(o)
	for _, d := range diags {
		color := boldRed
		if d.Severity == tf.DiagWarning {
			color = yellow
		}
		severity := p.style.paint(color, string(d.Severity)) + ": "
		at := place(d.Range, "")
		if d.Range.Start.Line == 0 { // the message is about the file as a whole
			severity, at = at, severity
		}
		p.line(at + severity + OneLine(d.Message))
	}
	return p.flush(w)
}
