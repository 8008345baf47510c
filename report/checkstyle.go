package report

import (
	"cmp"
	"encoding/xml"
	"io"

	"github.com/no403/no403/lint"
)

type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr,omitempty"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// Checkstyle writes the findings as the report of Checkstyle, which many
// services read, and what could not be read. What is in no file stands under the
// address of its resource.
// See https://checkstyle.org/config.html#Reports.
func Checkstyle(w io.Writer, r *lint.Report, o Options) error {
	out := checkstyleReport{Version: "4.3"}
	files := make(map[string]int)
	add := func(name string, e checkstyleError) {
		i, seen := files[name]
		if !seen {
			i = len(out.Files)
			files[name], out.Files = i, append(out.Files, checkstyleFile{Name: name})
		}
		out.Files[i].Errors = append(out.Files[i].Errors, e)
	}
	for _, f := range r.Open() {
		if f.Severity == lint.Note && !o.Notes {
			continue
		}
		d := f.Decision
		add(visible(cmp.Or(d.Range.File, d.Resource)), checkstyleError{
			Line: d.Range.Start.Line, Column: d.Range.Start.Column, Message: advised(f), Source: "no403." + f.Rule.Slug,
			Severity: map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Note: "info"}[f.Severity],
		})
	}
	for _, d := range r.Diagnostics {
		add(visible(cmp.Or(d.Range.File, "input")), checkstyleError{
			Line: d.Range.Start.Line, Column: d.Range.Start.Column, Message: OneLine(d.Message), Source: "no403", Severity: string(d.Severity),
		})
	}
	return encodeXML(w, out)
}

// encodeXML writes a document, indented.
func encodeXML(w io.Writer, v any) error {
	text, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}
