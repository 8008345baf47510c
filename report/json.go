package report

import (
	"encoding/json"
	"io"

	"github.com/no403/no403/lint"
)

// schemaVersion changes when a field of the JSON is renamed or removed, not
// when one is added.
const schemaVersion = "1"

// JSON writes the report for programs. Findings of every severity are in it.
func JSON(w io.Writer, r *lint.Report, o Options) error {
	out := jsonReport{
		Version: schemaVersion,
		Tool:    jsonTool{Name: "no403", Version: o.Version},
		Summary: jsonSummary{
			Distributions: r.Distributions,
			Errors:        r.Count(lint.Error),
			Warnings:      r.Count(lint.Warning),
			Notes:         r.Count(lint.Note),
			Unknown:       r.CountUnknown(),
		},
		Findings:    each(r.Findings, newJSONFinding),
		Coverage:    []jsonCoverage{},
		Diagnostics: each(r.Diagnostics, newJSONDiagnostic),
	}
	if o.Coverage {
		out.Coverage = each(r.Coverage, newJSONCoverage)
	}
	return encode(w, out)
}

// encode writes a value as everything here is written: indented, and without
// the escapes that only JSON within HTML needs.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// each converts a list; the result is never null in JSON.
func each[T, U any](list []T, convert func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, item := range list {
		out = append(out, convert(item))
	}
	return out
}
