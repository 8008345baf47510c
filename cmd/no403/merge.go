package main

import (
	"cmp"
	"maps"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// merge joins the reports of several roots to one, ordered as each of them is.
func merge(reports []*lint.Report) *lint.Report {
	all := &lint.Report{Sources: make(map[string][]byte)}
	for _, r := range reports {
		all.Distributions += r.Distributions
		all.Findings = append(all.Findings, r.Findings...)
		all.Coverage = append(all.Coverage, r.Coverage...)
		all.Diagnostics = append(all.Diagnostics, r.Diagnostics...)
		maps.Copy(all.Sources, r.Sources)
	}
	// Within one severity and place the order of the roots stays.
	slices.SortStableFunc(all.Findings, func(a, b lint.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), a.Decision.Range.Compare(b.Decision.Range))
	})
	all.Diagnostics = distinct(all.Diagnostics)
	return all
}

// distinct removes what several roots say alike: they share modules.
func distinct(diags []tf.Diagnostic) []tf.Diagnostic {
	seen := make(map[tf.Diagnostic]bool, len(diags))
	return slices.DeleteFunc(diags, func(d tf.Diagnostic) bool {
		again := seen[d]
		seen[d] = true
		return again
	})
}
