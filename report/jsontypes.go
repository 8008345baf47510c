package report

import (
	"maps"
	"slices"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

type jsonReport struct {
	Version     string           `json:"version"`
	Tool        jsonTool         `json:"tool"`
	Summary     jsonSummary      `json:"summary"`
	Findings    []jsonFinding    `json:"findings"`
	Coverage    []jsonCoverage   `json:"coverage"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonSummary struct {
	Distributions int `json:"distributions"`
	Errors        int `json:"errors"`
	Warnings      int `json:"warnings"`
	Notes         int `json:"notes"`
	Unknown       int `json:"unknown"`
}

type jsonFinding struct {
	Rule          string        `json:"rule"`
	Title         string        `json:"title"`
	Severity      string        `json:"severity"`
	Message       string        `json:"message"`
	Distribution  string        `json:"distribution"`
	Resource      string        `json:"resource"`
	Path          string        `json:"path"`
	Range         jsonRange     `json:"range"`
	Related       []jsonRelated `json:"related"`
	Witness       jsonWitness   `json:"witness"`
	Fix           string        `json:"fix"`
	Documentation []string      `json:"documentation"`
	Suppressed    bool          `json:"suppressed"`
	// Suppression is left out where the finding counts.
	Suppression jsonSuppression `json:"suppression,omitzero"`
	Fingerprint string          `json:"fingerprint"`
}

// A jsonSuppression says what makes a finding known, and why.
type jsonSuppression struct {
	By     lint.Suppressor `json:"by"`
	Reason string          `json:"reason"`
}

func newJSONFinding(f lint.Finding) jsonFinding {
	d := f.Decision
	return jsonFinding{
		Rule:         f.Rule.Slug,
		Title:        f.Rule.Title,
		Severity:     f.Severity.String(),
		Message:      f.Message(),
		Distribution: symbol.Strip(f.Distribution),
		Resource:     symbol.Strip(d.Resource),
		Path:         symbol.Strip(d.FullPath()),
		Range:        newJSONRange(d.Range),
		Related:      each(d.Related, newJSONRelated),
		Witness: jsonWitness{
			jsonRequest: newJSONRequest(f.Witness),
			AnsweredBy:  symbol.Strip(d.AnsweredBy),
			Evidence:    symbol.Strip(d.Evidence),
		},
		Fix:           symbol.Strip(d.Fix),
		Documentation: append([]string{}, f.Rule.Sources...),
		Suppressed:    f.Suppressed(),
		Suppression:   jsonSuppression{f.Suppression.By, symbol.Strip(f.Suppression.Reason)},
		Fingerprint:   f.Fingerprint(),
	}
}

// A jsonRange of nowhere is {}.
type jsonRange struct {
	File  string `json:"file,omitzero"`
	Start tf.Pos `json:"start,omitzero"`
	End   tf.Pos `json:"end,omitzero"`
}

func newJSONRange(r tf.Range) jsonRange { return jsonRange{r.File, r.Start, r.End} }

type jsonRelated struct {
	Message  string    `json:"message"`
	Resource string    `json:"resource"`
	Range    jsonRange `json:"range"`
}

func newJSONRelated(r lint.Related) jsonRelated {
	return jsonRelated{symbol.Strip(r.Message), symbol.Strip(r.Resource), newJSONRange(r.Range)}
}

type jsonRequest struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Country string            `json:"country"`
	Signed  bool              `json:"signed"`
	Missing bool              `json:"missing"`
	// SigningKey is left out where it is a trusted one.
	SigningKey string `json:"signing_key,omitempty"`
	// Admitted is left out where it is false: most requests meet no function.
	Admitted bool   `json:"admitted,omitempty"`
	Curl     string `json:"curl"`
}

func newJSONRequest(r cloudfront.Request) jsonRequest {
	headers := make(map[string]string, len(r.Headers))
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		headers[symbol.Strip(name)] = symbol.Strip(r.Headers[name])
	}
	return jsonRequest{
		Method:  r.Method,
		URL:     symbol.Strip(r.URL()),
		Headers: headers,
		Country: r.Country,
		Signed:  r.Signed, SigningKey: symbol.Strip(r.SigningKey),
		Missing: r.Missing, Admitted: r.Admitted,
		Curl: symbol.Strip(r.Curl()),
	}
}

// A jsonWitness is a request with the answer that it gets.
type jsonWitness struct {
	jsonRequest
	AnsweredBy string `json:"answered_by"`
	Evidence   string `json:"evidence"`
}

type jsonCoverage struct {
	Distribution string              `json:"distribution"`
	Rule         string              `json:"rule"`
	Answer       lint.CoverageAnswer `json:"answer"`
	Because      string              `json:"because"`
}

func newJSONCoverage(c lint.Coverage) jsonCoverage {
	return jsonCoverage{symbol.Strip(c.Distribution), c.Rule.Slug, c.Answer, symbol.Strip(c.Because)}
}

type jsonDiagnostic struct {
	Severity tf.DiagSeverity `json:"severity"`
	Message  string          `json:"message"`
	Range    jsonRange       `json:"range"`
}

func newJSONDiagnostic(d tf.Diagnostic) jsonDiagnostic {
	return jsonDiagnostic{d.Severity, symbol.Strip(d.Message), newJSONRange(d.Range)}
}
