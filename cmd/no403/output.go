package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"github.com/spf13/cobra"
)

// A writer writes a report in one format.
type writer = func(io.Writer, *lint.Report, report.Options) error

// formats are what lint writes, by name; text is the default.
var formats = map[string]writer{
	"text":       report.Text,
	"json":       report.JSON,
	"sarif":      report.SARIF,
	"github":     report.GitHub,
	"gitlab":     report.GitLab,
	"junit":      report.JUnit,
	"checkstyle": report.Checkstyle,
	"markdown":   report.Markdown,
	"html":       report.HTML,
}

// formatNames returns the names of the formats, the default first.
func formatNames() []string {
	names := slices.Sorted(maps.Keys(formats))
	return append([]string{"text"}, slices.DeleteFunc(names, func(name string) bool { return name == "text" })...)
}

// outputs are the files that a report is written to.
type outputs struct {
	named []string
}

// addOutputs adds the flag that names files.
func addOutputs(cmd *cobra.Command) *outputs {
	o := &outputs{}
	cmd.Flags().StringArrayVarP(&o.named, "output", "o", nil,
		"write to a `file` instead of standard output; as FORMAT=FILE in that format, beside what else is written; may be repeated")
	return o
}

// write writes the report to standard output in the format, unless a file takes
// its place, and to the files.
func (f *outputs) write(stdout io.Writer, format string, r *lint.Report, o report.Options) error {
	elsewhere := false
	for _, named := range f.named {
		as, file, ok := strings.Cut(named, "=")
		if formats[as] == nil || !ok {
			as, file, elsewhere = format, named, true
		}
		var text bytes.Buffer
		own := o
		own.Color, own.Width = false, 0
		if err := formats[as](&text, r, own); err != nil {
			return err
		}
		if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil { //nolint:gosec // a report is for others to read
			return plain(file, err)
		}
	}
	if elsewhere {
		return nil
	}
	return formats[format](stdout, r, o)
}
