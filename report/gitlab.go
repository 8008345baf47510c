package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// GitLab writes the findings as a code quality report, which merge requests
// show beside the changed lines, and what could not be read. What is in no file
// is told at line 1 of the resource's address.
// See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
func GitLab(w io.Writer, r *lint.Report, o Options) error {
	issues := []gitlabIssue{}
	for _, f := range r.Open() {
		if f.Severity == lint.Note && !o.Notes {
			continue
		}
		d := f.Decision
		issues = append(issues, gitlabIssue{
			Description: advised(f), CheckName: f.Rule.Slug, Fingerprint: f.Fingerprint(),
			Severity: map[lint.Severity]string{lint.Error: "critical", lint.Warning: "major", lint.Note: "info"}[f.Severity],
			Location: gitlabLocation{cmp.Or(d.Range.File, symbol.Strip(d.Resource)), gitlabLines{max(1, d.Range.Start.Line)}},
		})
	}
	for _, d := range r.Diagnostics {
		message := OneLine(d.Message)
		issues = append(issues, gitlabIssue{
			Description: message, CheckName: "no403", Fingerprint: gitlabFingerprint(d),
			Severity: map[tf.DiagSeverity]string{tf.DiagError: "blocker", tf.DiagWarning: "info"}[d.Severity],
			Location: gitlabLocation{cmp.Or(d.Range.File, "input"), gitlabLines{max(1, d.Range.Start.Line)}},
		})
	}
	return encode(w, issues)
}

// gitlabFingerprint tells what could not be read from other such things,
// wherever in its file it stands.
func gitlabFingerprint(d tf.Diagnostic) string {
	sum := sha256.Sum256([]byte(d.Range.File + "\x00" + symbol.Strip(d.Message)))
	return hex.EncodeToString(sum[:16])
}
