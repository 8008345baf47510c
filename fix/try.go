package fix

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// try lints the root with edits in it. It returns nil unless they mend the
// finding and harm nothing.
func (r *Result) try(f lint.Finding, edits []Edit) *Result {
	after := r.withEdits(edits).Lint()
	if after.saysMoreThan(r) || !after.lets(f, r) || after.findsMoreThan(r) || after.losesSight(r) || after.hasCycle(edits) {
		return nil
	}
	return after
}

// saysMoreThan reports whether something is wrong with the source that was not.
func (r *Result) saysMoreThan(before *Result) bool {
	said := make(map[string]int)
	for _, d := range before.Report.Diagnostics {
		said[d.Message]++
	}
	return slices.ContainsFunc(r.Report.Diagnostics, func(d tf.Diagnostic) bool {
		said[d.Message]--
		return said[d.Message] < 0
	})
}

// lets reports whether the request that showed a finding passes its rule, and
// every other rule that let it through before.
func (r *Result) lets(f lint.Finding, before *Result) bool {
	was, now := before.ask(f), r.ask(f)
	if was == nil || now == nil {
		return false
	}
	for i, step := range now.Steps {
		answer := step.Decision.Answer
		switch {
		case step.Rule == f.Rule && answer != lint.Pass && answer != lint.NotApplicable:
			return false
		case answer == lint.Denied && was.Steps[i].Decision.Answer != lint.Denied && step.Decision.Severity() > lint.Note:
			return false
		}
	}
	return true
}

// ask asks every rule about the request that showed a finding.
func (r *Result) ask(f lint.Finding) *lint.Trace {
	trace, err := lint.TraceRequest(r.cfg, r.root.Rules, f.Distribution, f.Witness)
	if err != nil {
		return nil // the distribution is gone
	}
	return trace
}

// findsMoreThan reports whether a request is denied that was not: one that shows
// an error or warning that was not there. What the finding has only hidden, because
// its requests did not come so far, was denied before too.
func (r *Result) findsMoreThan(before *Result) bool {
	found := make(map[string]lint.Severity)
	for _, f := range before.Report.Findings {
		found[f.Fingerprint()] = max(found[f.Fingerprint()], f.Severity)
	}
	return slices.ContainsFunc(r.Report.Open(), func(f lint.Finding) bool {
		if f.Severity == lint.Note || f.Severity <= found[f.Fingerprint()] {
			return false
		}
		was := before.ask(f)
		return was == nil || was.Denial() == nil
	})
}

// losesSight reports whether a rule let requests to a distribution pass, and nobody
// knows any more what it does.
func (r *Result) losesSight(before *Result) bool {
	type row struct{ distribution, rule string }
	passed := make(map[row]bool)
	for _, c := range before.Report.Coverage {
		passed[row{c.Distribution, c.Rule.Slug}] = c.Answer == lint.CoverPasses
	}
	return slices.ContainsFunc(r.Report.Coverage, func(c lint.Coverage) bool {
		return c.Answer == lint.CoverUnknown && passed[row{c.Distribution, c.Rule.Slug}]
	})
}

// staysInside reports whether edits touch nothing but files below the directory
// of the root: a module that lies elsewhere may be part of other roots, of which
// nothing is known here.
func (r *Result) staysInside(edits []Edit) bool {
	return !slices.ContainsFunc(edits, func(e Edit) bool {
		rel, err := filepath.Rel(r.root.Dir, filepath.FromSlash(e.Range.Filename))
		return err != nil || rel == ".." || strings.HasPrefix(filepath.ToSlash(rel), "../")
	})
}
