package report

import (
	"io"

	"github.com/no403/no403/lint"
)

// Finding writes one finding as Text does; sources has the texts that its ranges
// point into.
func Finding(w io.Writer, f lint.Finding, sources map[string][]byte, o Options) error {
	p := newPrinter(o)
	p.sources = sources
	p.finding(f)
	return p.flush(w)
}

// Coverage writes what rules answered for one distribution, as Text does.
func Coverage(w io.Writer, rows []lint.Coverage, o Options) error {
	if len(rows) == 0 {
		return nil
	}
	p := newPrinter(o)
	p.coverageOf(rows)
	return p.flush(w)
}
