package report

import (
	"io"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

type jsonTrace struct {
	Version      string      `json:"version"`
	Tool         jsonTool    `json:"tool"`
	Request      jsonRequest `json:"request"`
	Distribution string      `json:"distribution"`
	Denied       bool        `json:"denied"`
	// DeniedBy is the rule of the first denial.
	DeniedBy string     `json:"denied_by"`
	Steps    []jsonStep `json:"steps"`
	Unknown  []string   `json:"unknown"`
	Notes    []string   `json:"notes"`
}

type jsonStep struct {
	Stage         string        `json:"stage"`
	Rule          string        `json:"rule"`
	Title         string        `json:"title"`
	Answer        string        `json:"answer"`
	Because       string        `json:"because"`
	Viewers       string        `json:"viewers"`
	Resource      string        `json:"resource"`
	Path          string        `json:"path"`
	Range         jsonRange     `json:"range"`
	Related       []jsonRelated `json:"related"`
	Fix           string        `json:"fix"`
	AnsweredBy    string        `json:"answered_by"`
	Evidence      string        `json:"evidence"`
	Documentation []string      `json:"documentation"`
}

// TraceJSON writes the way of one request for programs, with the gates that are not on the
// way of the request.
func TraceJSON(w io.Writer, t *lint.Trace, o Options) error {
	out := jsonTrace{
		Version:      schemaVersion,
		Tool:         jsonTool{Name: "no403", Version: o.Version},
		Request:      newJSONRequest(t.Request),
		Distribution: symbol.Strip(t.Distribution),
		Steps:        each(t.Steps, newJSONStep),
		Unknown:      unknownGates(t),
		Notes:        each(t.Notes, symbol.Strip),
	}
	if denial := t.Denial(); denial != nil {
		out.Denied, out.DeniedBy = true, denial.Rule.Slug
	}
	return encode(w, out)
}

func newJSONStep(s lint.Step) jsonStep {
	d := s.Decision
	return jsonStep{
		Stage:         s.Rule.Stage.String(),
		Rule:          s.Rule.Slug,
		Title:         s.Rule.Title,
		Answer:        d.Answer.String(),
		Because:       symbol.Strip(d.Because.String()),
		Viewers:       symbol.Strip(d.Viewers),
		Resource:      symbol.Strip(d.Resource),
		Path:          symbol.Strip(d.FullPath()),
		Range:         newJSONRange(d.Range),
		Related:       each(d.Related, newJSONRelated),
		Fix:           symbol.Strip(d.Fix),
		AnsweredBy:    symbol.Strip(d.AnsweredBy),
		Evidence:      symbol.Strip(d.Evidence),
		Documentation: append([]string{}, s.Rule.Sources...),
	}
}
