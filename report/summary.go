package report

import (
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// summary returns the last line of a text report.
func summary(r *lint.Report, o Options) string {
	text := "no CloudFront distribution found"
	if r.Distributions > 0 {
		text = found(r, o) + " in " + count(r.Distributions, "distribution")
	}
	if more := withheld(r, o); len(more) > 0 {
		text += " (" + strings.Join(more, "; ") + ")"
	}
	if slices.ContainsFunc(r.Diagnostics, func(d tf.Diagnostic) bool { return d.Severity == tf.DiagError }) {
		text += ", but not all of the input could be read"
	}
	return text
}

// found counts the findings that are shown.
func found(r *lint.Report, o Options) string {
	severities := []lint.Severity{lint.Error, lint.Warning}
	if o.Notes {
		severities = append(severities, lint.Note)
	}
	var parts []string
	for _, s := range severities {
		if n := r.Count(s); n > 0 {
			parts = append(parts, count(n, s.String()))
		}
	}
	if len(parts) == 0 {
		return "no 403s found"
	}
	return strings.Join(parts, ", ")
}

// known counts the findings that something says are known.
func known(r *lint.Report) []string {
	counts := make(map[lint.Suppressor]int)
	for _, f := range r.Findings {
		counts[f.Suppression.By]++
	}
	var parts []string
	for _, k := range []struct {
		by    lint.Suppressor
		where string
	}{
		{lint.ByComment, " ignored"},
		{lint.BySettings, " in excluded files"},
		{lint.ByBaseline, " in the baseline"},
		{lint.ByRevision, " that the change did not bring"},
	} {
		if n := counts[k.by]; n > 0 {
			parts = append(parts, count(n, "finding")+k.where)
		}
	}
	return parts
}

// withheld says what is not shown and how to see it.
func withheld(r *lint.Report, o Options) []string {
	var parts []string
	if n := r.Count(lint.Note); n > 0 && !o.Notes {
		parts = append(parts, count(n, "note")+", shown by --notes")
	}
	parts = append(parts, known(r)...)
	if n := r.CountUnknown(); n > 0 {
		text := count(n, "answer") + " not known"
		if !o.Coverage {
			text += ", listed by --coverage"
		}
		parts = append(parts, text)
	}
	return parts
}
