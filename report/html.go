package report

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
)

//go:embed html
var htmlFiles embed.FS

type htmlReport struct {
	Summary, Version string
	Severities       []htmlSeverity
	Findings         []htmlFinding
	Distributions    []htmlDistribution
	Diagnostics      []string
	Policy           string
	Style            template.CSS
	Script           template.JS
}

// An htmlSeverity is a choice of the filter.
type htmlSeverity struct {
	Name, Label string
	Shown       bool // at first
}

// HTML writes the report as one file that needs no other: the findings with
// their source, and every distribution as the way of a request, gate by gate.
func HTML(w io.Writer, r *lint.Report, o Options) error {
	style, script := htmlFile("style.css"), htmlFile("filter.js")
	o.Color, o.Notes, o.Coverage = false, true, true // all of it is on the page
	out := htmlReport{
		Summary: summary(r, o), Version: o.Version, Severities: htmlSeverities(r),
		Policy: htmlPolicy(style, script),
		Style:  template.CSS(style), Script: template.JS(script), //nolint:gosec // they are ours, and hold nothing of the input
	}
	pages := make(map[string]string)
	for i, f := range r.Open() {
		found := newHTMLFinding(f, r.Sources)
		found.ID = fmt.Sprintf("finding-%d", i+1)
		out.Findings = append(out.Findings, found)
		for _, key := range []string{f.Distribution + " " + f.Rule.Slug, f.Rule.Slug} {
			if pages[key] == "" {
				pages[key] = "#" + found.ID
			}
		}
	}
	out.Distributions = htmlDistributions(r.Coverage, pages)
	for _, d := range r.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, OneLine(d.String()))
	}
	return template.Must(template.New("page").Parse(htmlFile("page.tmpl"))).Execute(w, out)
}

func htmlFile(name string) string {
	text, err := htmlFiles.ReadFile("html/" + name)
	if err != nil {
		panic(err) // it is built in
	}
	return string(text)
}

// htmlPolicy allows this style and this script and nothing else: were anything
// of the input ever taken for markup, it could neither run nor load.
func htmlPolicy(style, script string) string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte("\n" + text)) // as it stands between the tags
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; base-uri 'none'; form-action 'none'"
}

// htmlSeverities are those that findings have. Notes are shown at first only
// where there is nothing else.
func htmlSeverities(r *lint.Report) []htmlSeverity {
	var all []htmlSeverity
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Note} {
		if n := r.Count(s); n > 0 {
			all = append(all, htmlSeverity{s.String(), count(n, s.String()), s > lint.Note || len(all) == 0})
		}
	}
	return all
}

// An htmlDistribution is drawn as the way of a request.
type htmlDistribution struct {
	Address string
	Denied  bool
	Stages  []htmlStage
}

type htmlStage struct {
	Name   string
	Answer lint.CoverageAnswer // the weightiest of the gates
	Gates  []htmlGate
}

// An htmlGate is what rules of a stage answer for one reason.
type htmlGate struct {
	Rules   []htmlRule
	Answer  lint.CoverageAnswer
	Because string
}

// An htmlRule leads to its finding, else to its page.
type htmlRule struct{ Slug, Page string }

// add joins an answer with those before it that are for the same reason.
func (s *htmlStage) add(rule htmlRule, answer lint.CoverageAnswer, because string) {
	s.Answer = lint.Weightier(s.Answer, answer)
	i := slices.IndexFunc(s.Gates, func(g htmlGate) bool { return g.Answer == answer && g.Because == because })
	if i < 0 {
		i = len(s.Gates)
		s.Gates = append(s.Gates, htmlGate{Answer: answer, Because: because})
	}
	s.Gates[i].Rules = append(s.Gates[i].Rules, rule)
}

// htmlDistributions groups the answers by distribution and stage; pages are the
// findings by distribution and rule, and by rule alone: one finding may be about
// several distributions.
func htmlDistributions(rows []lint.Coverage, pages map[string]string) []htmlDistribution {
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
		d.Denied = d.Denied || row.Answer == lint.CoverDenied
		to := Page(row.Rule)
		if row.Answer == lint.CoverDenied || row.Answer == lint.CoverByDesign {
			to = cmp.Or(pages[row.Distribution+" "+row.Rule.Slug], pages[row.Rule.Slug], to)
		}
		d.Stages[i].add(htmlRule{row.Rule.Slug, to}, row.Answer, visible(row.Because))
	}
	return all
}

type htmlFinding struct {
	ID, Severity, Viewers, Rule, Page string
	Way                               []htmlStage
	Place, Because                    string
	Excerpt                           *htmlExcerpt
	Related                           []htmlRelated
	Command, Answer, Fix              string
	Sources                           []string
}

type htmlRelated struct{ Place, Message string }

// An htmlExcerpt is a line of the source.
type htmlExcerpt struct {
	Number                int
	Before, Marked, After string
}

func newHTMLFinding(f lint.Finding, sources map[string][]byte) htmlFinding {
	d := f.Decision
	out := htmlFinding{
		Severity: f.Severity.String(), Viewers: visible(sentence(viewers(f))), Rule: f.Rule.Slug, Page: Page(f.Rule),
		Place: visible(whereabouts(f)), Because: visible(d.Because.String()),
		Command: visible(f.Witness.Curl()), Answer: answer(d) + circumstances(f.Witness), Fix: visible(d.Fix),
		Sources: f.Rule.Sources,
	}
	if line, from, to, ok := markedLine(sources, d.Range); ok {
		before, marked, after := line.split(from, to)
		out.Excerpt = &htmlExcerpt{d.Range.Start.Line, strings.TrimLeft(before, " "), marked, after}
	}
	for _, s := range stagesOf(f.Way()) {
		out.Way = append(out.Way, htmlStage{Name: s.stage.String(), Answer: lint.CoverageAnswer(s.answer)})
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, htmlRelated{whereIs(r.Range, r.Resource), visible(r.Message)})
	}
	return out
}
