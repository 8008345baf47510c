package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/report"
	"github.com/no403/no403/tf"
	"github.com/spf13/cobra"
)

// warn writes diagnostics to standard error. When that fails there is nowhere
// left to say so.
func warn(cmd *cobra.Command, diags []tf.Diagnostic) {
	_ = report.Diagnostics(cmd.ErrOrStderr(), diags, report.Options{})
}

// unreadable reports whether something could not be used. What could be has
// been looked at all the same.
func unreadable(diags []tf.Diagnostic) bool {
	return slices.ContainsFunc(diags, func(d tf.Diagnostic) bool { return d.Severity == tf.DiagError })
}

// diagnosticOf returns the error of an argument that could not be loaded as a
// diagnostic. Such errors begin with the path, and the line and column where
// there is one.
func diagnosticOf(arg string, err error) tf.Diagnostic {
	d := tf.Diagnostic{Severity: tf.DiagError, Message: err.Error()}
	path := nameOf(arg)
	rest, named := strings.CutPrefix(d.Message, path+":")
	if !named {
		return d
	}
	d.Range.File = path
	if n, _ := fmt.Sscanf(rest, "%d:%d:", &d.Range.Start.Line, &d.Range.Start.Column); n == 2 {
		_, rest, _ = strings.Cut(rest, ": ")
		d.Range.End = d.Range.Start
	} else {
		d.Range.Start = tf.Pos{}
	}
	d.Message = strings.TrimSpace(rest)
	return d
}
