package lsp

import (
	"path/filepath"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"github.com/no403/no403/tf"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A converter says in the words of the protocol what was found.
type converter struct {
	texts map[string][]byte // by the names that ranges carry
	bytes bool
	uriOf func(file string) uri.URI
}

func (c converter) span(r tf.Range) protocol.Range {
	return text{c.texts[r.File], c.bytes}.span(r)
}

// input converts what is wrong with the input.
func (c converter) input(d tf.Diagnostic) protocol.Diagnostic {
	severity := protocol.DiagnosticSeverityError
	if d.Severity == tf.DiagWarning {
		severity = protocol.DiagnosticSeverityWarning
	}
	return protocol.Diagnostic{
		Range:    c.span(d.Range),
		Severity: severity,
		Source:   protocol.NewOptional("no403"),
		Message:  protocol.String(report.OneLine(d.Message)),
	}
}

// unnecessary returns the tag of what is there for nothing.
func unnecessary() protocol.DiagnosticTags {
	return protocol.NewDiagnosticTags(protocol.DiagnosticTagUnnecessary)
}

// shadowed is the rule whose findings are about such a thing: a behavior that no
// request reaches.
const shadowed = "behavior-shadowed"

// finding converts a finding.
func (c converter) finding(f lint.Finding) protocol.Diagnostic {
	message := report.OneLine(f.Message())
	if f.Decision.Fix != "" {
		message += "\nfix: " + report.OneLine(f.Decision.Fix)
	}
	d := protocol.Diagnostic{
		Range:           c.span(f.Decision.Range),
		Severity:        severityOf(f.Severity),
		Code:            protocol.String(f.Rule.Slug),
		CodeDescription: protocol.CodeDescription{Href: uri.URI(report.Page(f.Rule))},
		Source:          protocol.NewOptional("no403"),
		Message:         protocol.String(message),
	}
	if f.Rule.Slug == shadowed {
		d.Tags = unnecessary()
	}
	for _, r := range f.Decision.Related {
		if !r.Range.IsZero() {
			d.RelatedInformation = append(d.RelatedInformation, c.related(r))
		}
	}
	return d
}

func (c converter) related(r lint.Related) protocol.DiagnosticRelatedInformation {
	return protocol.DiagnosticRelatedInformation{
		Location: protocol.Location{URI: c.uriOf(filepath.FromSlash(r.Range.File)), Range: c.span(r.Range)},
		Message:  report.OneLine(r.Message),
	}
}

func severityOf(s lint.Severity) protocol.DiagnosticSeverity {
	switch s {
	case lint.Error:
		return protocol.DiagnosticSeverityError
	case lint.Warning:
		return protocol.DiagnosticSeverityWarning
	}
	return protocol.DiagnosticSeverityInformation
}
