package report

import (
	_ "embed"
	"html/template"
	"io"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

//go:embed html.tmpl
var htmlSource string

var htmlTemplate = template.Must(template.New("report").Parse(htmlSource))

type htmlReport struct {
	Summary, Version string
	Distributions    []htmlDistribution
	Findings         []htmlFinding
	Diagnostics      []string
}

// An htmlDistribution is drawn as the way of a request.
type htmlDistribution struct {
	Address string
	Stages  []htmlStage
}

type htmlStage struct {
	Name   string
	Answer lint.CoverageAnswer // the weightiest of the gates
	Gates  []htmlGate
}

type htmlGate struct {
	Rule, Because string
	Answer        lint.CoverageAnswer
}

type htmlFinding struct {
	ID, Severity, Viewers, Rule, Page string
	Place, Because, Excerpt           string
	Related                           []string
	Command, Answer, Fix              string
	Sources                           []string
}

// HTML writes the report as one file that needs no other: every distribution
// as the way of a request, gate by gate, and the findings with their source.
func HTML(w io.Writer, r *lint.Report, o Options) error {
	o.Color = false
	notes := o
	notes.Notes = true
	out := htmlReport{Summary: summary(r, notes), Version: o.Version, Distributions: htmlDistributions(r.Coverage)}
	for _, f := range r.Open() {
		out.Findings = append(out.Findings, newHTMLFinding(f, r.Sources, o))
	}
	for _, d := range r.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, visible(symbol.Strip(d.String())))
	}
	return htmlTemplate.Execute(w, out)
}

func newHTMLFinding(f lint.Finding, sources map[string][]byte, o Options) htmlFinding {
	d := f.Decision
	p := newPrinter(o)
	p.sources = sources
	p.excerpt(d.Range, "")
	out := htmlFinding{
		ID: f.Fingerprint(), Severity: f.Severity.String(), Viewers: visible(sentence(viewers(f))), Rule: f.Rule.Slug, Page: page(f.Rule),
		Place: visible(whereabouts(f)), Because: visible(d.Because), Excerpt: p.out.String(),
		Command: visible(f.Witness.Curl()), Answer: answer(d) + circumstances(f.Witness), Fix: visible(d.Fix),
		Sources: f.Rule.Sources,
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, place(r.Range, r.Resource)+visible(r.Message))
	}
	return out
}

// htmlDistributions groups the answers by distribution and stage.
func htmlDistributions(rows []lint.Coverage) []htmlDistribution {
	var all []htmlDistribution
	for _, row := range rows {
		if row.Answer == lint.CoverNotApplicable {
			continue
		}
		address := visible(row.Distribution)
		if n := len(all); n == 0 || all[n-1].Address != address {
			all = append(all, htmlDistribution{Address: address})
		}
		d := &all[len(all)-1]
		name := row.Rule.Stage.String()
		i := slices.IndexFunc(d.Stages, func(s htmlStage) bool { return s.Name == name })
		if i < 0 {
			i = len(d.Stages)
			d.Stages = append(d.Stages, htmlStage{Name: name, Answer: row.Answer})
		}
		stage := &d.Stages[i]
		stage.Answer = lint.Weightier(stage.Answer, row.Answer)
		stage.Gates = append(stage.Gates, htmlGate{row.Rule.Slug, visible(row.Because), row.Answer})
	}
	return all
}
