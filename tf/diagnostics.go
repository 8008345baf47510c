package tf

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/no403/no403/secrets"
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

// mostDiagnostics are what is kept of one severity: nobody reads more, and input
// can make millions.
const mostDiagnostics = 100

// Diagnostics collects diagnostics, each once. The zero value is ready.
type Diagnostics struct {
	// Secrets are what no message shows; nil when nothing is secret.
	Secrets *secrets.Set

	list []Diagnostic
	seen map[Diagnostic]bool
	kept map[DiagSeverity]int
	more map[DiagSeverity]int // that were not kept

	notInstalled map[Range]string // names of modules by the place of their calls
}

// Add notes a diagnostic unless the same one was noted before.
func (ds *Diagnostics) Add(severity DiagSeverity, r Range, format string, args ...any) {
	d := Diagnostic{Severity: severity, Range: r, Message: fmt.Sprintf(format, args...)}
	if ds.seen[d] {
		return
	}
	if ds.seen == nil {
		ds.seen, ds.kept, ds.more = make(map[Diagnostic]bool), make(map[DiagSeverity]int), make(map[DiagSeverity]int)
	}
	if ds.kept[severity] == mostDiagnostics && !r.IsZero() { // what has no place is about the run itself
		ds.more[severity]++
		return
	}
	ds.kept[severity]++
	ds.seen[d] = true
	ds.list = append(ds.list, d)
}

// NotInstalled notes that the source of a module is not at hand. A root that was
// not initialized calls many, so all of them make one diagnostic.
func (ds *Diagnostics) NotInstalled(call Range, name string) {
	if ds.notInstalled == nil {
		ds.notInstalled = make(map[Range]string)
	}
	ds.notInstalled[call] = name
}

// namesShown is how many modules a diagnostic names.
const namesShown = 3

// missing returns the diagnostic of the modules that are not installed, at the
// first of their calls.
func (ds *Diagnostics) missing() (d Diagnostic) {
	calls := slices.SortedFunc(maps.Keys(ds.notInstalled), Range.Compare)
	var names []string
	for _, call := range calls {
		if name := strconv.Quote(ds.notInstalled[call]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	d = Diagnostic{Severity: DiagWarning, Range: calls[0]}
	if len(names) == 1 {
		d.Message = fmt.Sprintf("module %s is not installed: run terraform init, its resources are not seen", names[0])
		return d
	}
	last := names[len(names)-1]
	shown := names[:len(names)-1]
	if more := len(names) - namesShown; more > 1 {
		shown, last = names[:namesShown], fmt.Sprintf("%d more", more)
	}
	d.Message = fmt.Sprintf("modules %s and %s are not installed: run terraform init, their resources are not seen", strings.Join(shown, ", "), last)
	return d
}

// Len returns how many diagnostics there were, those that were not kept included.
func (ds *Diagnostics) Len() int {
	n := len(ds.list) + len(ds.notInstalled)
	for _, more := range ds.more {
		n += more
	}
	return n
}

// All returns the diagnostics by place, and at the end how many were not kept.
func (ds *Diagnostics) All() []Diagnostic {
	if ds == nil {
		return nil
	}
	all := slices.Clone(ds.list)
	if len(ds.notInstalled) > 0 {
		all = append(all, ds.missing())
	}
	for i := range all {
		all[i].Message = ds.Secrets.Hide(all[i].Message)
	}
	slices.SortStableFunc(all, func(a, b Diagnostic) int {
		if c := a.Range.Compare(b.Range); c != 0 {
			return c
		}
		return strings.Compare(a.Message, b.Message)
	})
	for _, severity := range []DiagSeverity{DiagError, DiagWarning} {
		if n := ds.more[severity]; n > 0 {
			all = append(all, Diagnostic{Severity: severity, Message: fmt.Sprintf("and %d more %ss: they show when those that are named are mended", n, severity)})
		}
	}
	return all
}
