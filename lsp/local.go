package lsp

import (
	"path/filepath"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// localRange returns a range with its file named from the root, which is how
// people know it.
func (a *analysis) localRange(r tf.Range) tf.Range {
	if rel, err := filepath.Rel(a.dir, filepath.FromSlash(r.File)); err == nil && r.File != "" {
		r.File = filepath.ToSlash(rel)
	}
	return r
}

// localDecision does the same for all places of a decision.
func (a *analysis) localDecision(d lint.Decision) lint.Decision {
	d.Range = a.localRange(d.Range)
	d.Related = slices.Clone(d.Related)
	for i := range d.Related {
		d.Related[i].Range = a.localRange(d.Related[i].Range)
	}
	return d
}

// local does the same for a finding, and returns the text of its file under that
// name.
func (a *analysis) local(f lint.Finding) (local lint.Finding, sources map[string][]byte) {
	text := a.report.Sources[f.Decision.Range.File]
	f.Decision = a.localDecision(f.Decision)
	return f, map[string][]byte{f.Decision.Range.File: text}
}

// localTrace does the same for the steps of a trace.
func (a *analysis) localTrace(t *lint.Trace) *lint.Trace {
	local := *t
	local.Steps = slices.Clone(t.Steps)
	for i := range local.Steps {
		local.Steps[i].Decision = a.localDecision(local.Steps[i].Decision)
	}
	return &local
}
