package tf

import (
	"fmt"
	"slices"
	"strings"
)

// DiagSeverity tells whether a diagnostic is about input that could not be
// used.
type DiagSeverity string

// The severities. An error leads to exit code 2.
const (
	DiagError   DiagSeverity = "error"
	DiagWarning DiagSeverity = "warning"
)

// A Diagnostic says what is wrong with the input and what to do.
type Diagnostic struct {
	Severity DiagSeverity
	Message  string
	Range    Range
}

// String returns "file:line:column: message".
func (d Diagnostic) String() string {
	switch {
	case d.Range.File == "":
		return d.Message
	case d.Range.Start.Line == 0:
		return d.Range.File + ": " + d.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", d.Range.File, d.Range.Start.Line, d.Range.Start.Column, d.Message)
}

// Diagnostics collects diagnostics, each once. The zero value is ready.
type Diagnostics struct {
	list []Diagnostic
	seen map[Diagnostic]bool
}

// Add notes a diagnostic unless the same one was noted before.
func (ds *Diagnostics) Add(severity DiagSeverity, r Range, format string, args ...any) {
	d := Diagnostic{Severity: severity, Range: r, Message: fmt.Sprintf(format, args...)}
	if ds.seen[d] {
		return
	}
	if ds.seen == nil {
		ds.seen = make(map[Diagnostic]bool)
	}
	ds.seen[d] = true
	ds.list = append(ds.list, d)
}

// All returns the diagnostics by place.
func (ds *Diagnostics) All() []Diagnostic {
	if ds == nil {
		return nil
	}
	all := slices.Clone(ds.list)
	slices.SortStableFunc(all, func(a, b Diagnostic) int {
		if c := a.Range.Compare(b.Range); c != 0 {
			return c
		}
		return strings.Compare(a.Message, b.Message)
	})
	return all
}
