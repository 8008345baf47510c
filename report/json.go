package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

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
// the escapes that only JSON within HTML needs. What would act on a terminal is
// escaped, in strings, where alone it can be.
func encode(w io.Writer, v any) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	text := out.Bytes()
	acts := func(r rune) bool { return r != '\n' && r != utf8.RuneError && hidden(r) }
	if bytes.IndexFunc(text, acts) >= 0 {
		text = escape(text, acts)
	}
	_, err := w.Write(text)
	return err
}

// escape writes some characters of JSON as escapes.
func escape(text []byte, which func(rune) bool) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		if !which(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = fmt.Appendf(out, "\\u%04x", unit)
		}
	}
	return out
}

// each converts a list; the result is never null in JSON.
func each[T, U any](list []T, convert func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, item := range list {
		out = append(out, convert(item))
	}
	return out
}
