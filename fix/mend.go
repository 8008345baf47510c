package fix

import (
	"bytes"
	"maps"
	"slices"

	"github.com/no403/no403/lint"
)

// Mended is what became of a root.
type Mended struct {
	// Result is the root with all fixes in it.
	Result *Result
	// Fixes are those that were made, in order. Their edits are of what the ones
	// before have left.
	Fixes []Fix
	// Changes are the files that are otherwise now, by name.
	Changes []Change

	known map[string]bool // fingerprints of findings that are left alone
}

// A Change is the text of a file before and after.
type Change struct {
	File          string
	Before, After []byte
}

// maxRounds bounds how often all findings are gone through: what could not be
// mended may be when something else has been.
const maxRounds = 10

// Mend makes one fix after the other, each in what the ones before have left, until
// none is left. Fixes that are not safe are made only with unsafe. Notes, and
// findings that are known in the report, are left alone.
func (r *Result) Mend(unsafe bool) Mended {
	m := Mended{Result: r, known: make(map[string]bool)}
	for _, f := range r.Report.Findings {
		if f.Suppressed() {
			m.known[f.Fingerprint()] = true
		}
	}
	for range maxRounds {
		if !m.round(unsafe) {
			break
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Result.root.Options.Overlay)) {
		before, after := r.cfg.Sources[name], m.Result.cfg.Sources[name]
		if before != nil && !bytes.Equal(before, after) {
			m.Changes = append(m.Changes, Change{name, before, after})
		}
	}
	return m
}

// round tries each finding once. It reports whether one was mended.
func (m *Mended) round(unsafe bool) bool {
	tried := maps.Clone(m.known)
	mended := false
	for {
		f, ok := m.next(tried)
		if !ok {
			return mended
		}
		tried[f.Fingerprint()] = true
		if fix := m.Result.find(f); fix != nil && (fix.Safe || unsafe) {
			m.Result, mended = fix.after, true
			fix.after = nil
			m.Fixes = append(m.Fixes, *fix)
		}
	}
}

// next returns the first finding that was not tried.
func (m *Mended) next(tried map[string]bool) (f lint.Finding, ok bool) {
	for _, f := range m.Result.Report.Open() {
		if f.Severity > lint.Note && kinds[f.Rule.Slug].propose != nil && !tried[f.Fingerprint()] {
			return f, true
		}
	}
	return f, false
}
