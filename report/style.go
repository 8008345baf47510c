package report

import "github.com/no403/no403/lint"

// A style colours text for a terminal, or leaves it alone when false.
type style bool

// The colours are those of ANSI that every terminal has.
const (
	faint   = "2"
	boldRed = "1;31"
	yellow  = "33"
	cyan    = "36"
)

func (s style) paint(color, text string) string {
	if !s || color == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

func severityColor(s lint.Severity) string {
	switch s {
	case lint.Error:
		return boldRed
	case lint.Warning:
		return yellow
	case lint.Note:
		return cyan
	}
	return ""
}
