package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// longestComment is how many bytes of Markdown are written: GitHub takes no
// comment of more than 65,536 characters.
const longestComment = 60_000

// Markdown writes the findings as a comment for a pull request: a line that
// sums up, a table, and folded away the details, with a picture of the way of a
// request for each distribution that has a finding.
func Markdown(w io.Writer, r *lint.Report, o Options) error {
	o.Color = false
	p := newPrinter(o)
	p.sources = r.Sources
	p.line("### no403: " + mdText(summary(r, o)))
	shown := make([]lint.Finding, 0, len(r.Findings))
	for _, f := range r.Open() {
		if f.Severity > lint.Note || o.Notes {
			shown = append(shown, f)
		}
	}
	if len(shown) > 0 {
		p.line("\n| | who gets a 403 | where | rule |\n| --- | --- | --- | --- |")
	}
	for i, f := range shown {
		if p.out.Len() > longestComment/2 {
			p.line(fmt.Sprintf("| | and %s | | |", count(len(shown)-i, "more finding")))
			break
		}
		p.line(fmt.Sprintf("| %s | %s | %s | [%s](%s) |", f.Severity, mdText(viewers(f)), mdCell(whereabouts(f)), f.Rule.Slug, page(f.Rule)))
	}
	p.mdWays(shown)
	p.mdDetails(shown, o)
	for _, d := range r.Diagnostics {
		p.line("\n" + mdText(string(d.Severity)+": "+d.String()))
	}
	return p.flush(w)
}

// viewers returns who is denied what.
func viewers(f lint.Finding) string {
	if f.Decision.Viewers == "" {
		return f.Rule.Title
	}
	return symbol.Strip(f.Decision.Viewers)
}

// whereabouts returns the place of a finding, else the address of its resource.
func whereabouts(f lint.Finding) string { return whereIs(f.Decision.Range, f.Decision.FullPath()) }

// page returns the address of a rule's page.
func page(r *lint.Rule) string { return homepage + "/blob/main/docs/rules/" + r.Slug + ".md" }

// mdWays draws the way of the first finding of every distribution.
func (p *printer) mdWays(shown []lint.Finding) {
	drawn := make(map[string]bool)
	for _, f := range shown {
		way := f.Way()
		if drawn[f.Distribution] || len(way) == 0 || p.out.Len() > longestComment/2 {
			continue
		}
		drawn[f.Distribution] = true
		p.line("\n<details><summary>" + mdText(f.Distribution) + ": the way of a request</summary>\n\n```mermaid\nflowchart LR")
		p.line(`  viewer(["` + mermaid(f.Witness.Method+" "+f.Witness.URL()) + `"])`)
		last := "viewer"
		for i, s := range stagesOf(way) {
			node := fmt.Sprintf("gate%d", i)
			p.line(fmt.Sprintf(`  %s --> %s["%s: %s"]:::%s`, last, node, s.stage, mermaid(s.text), s.answer))
			last = node
		}
		p.line(fmt.Sprintf(`  %s --> end403(["%s"]):::denied`, last, mermaid(answer(f.Decision))))
		p.line("  classDef denied stroke:#c62828,stroke-width:3px\n  classDef passes stroke:#2e7d32\n  classDef unknown stroke-dasharray:4\n```\n\n</details>")
	}
}

// A stageAnswer sums up what the gates of one stage answer.
type stageAnswer struct {
	stage  lint.Stage
	answer string // "denied", "unknown" or "passes"
	text   string
}

// stagesOf sums a way up, one answer for each stage.
func stagesOf(way []lint.Step) []stageAnswer {
	var stages []stageAnswer
	for _, step := range way {
		answer, text := step.Decision.Answer.String(), "pass"
		switch step.Decision.Answer {
		case lint.Denied:
			text = step.Rule.Slug
		case lint.Unknown:
			text = "not known"
		case lint.Pass, lint.NotApplicable:
		}
		last := len(stages) - 1
		switch {
		case last < 0 || stages[last].stage != step.Rule.Stage:
			stages = append(stages, stageAnswer{step.Rule.Stage, answer, text})
		case answer == "denied" || answer == "unknown" && stages[last].answer == "passes":
			stages[last].answer, stages[last].text = answer, text
		}
	}
	return stages
}

// mdDetails writes the findings as text does, as many as there is room for.
func (p *printer) mdDetails(shown []lint.Finding, o Options) {
	if len(shown) == 0 {
		return
	}
	details := newPrinter(o)
	details.sources = p.sources
	for i, f := range shown {
		if p.out.Len()+details.out.Len() > longestComment {
			details.line(fmt.Sprintf("… and %s: run no403 lint", count(len(shown)-i, "more finding")))
			break
		}
		if i > 0 {
			details.line("")
		}
		details.finding(f)
	}
	text := details.out.String()
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	p.line("\n<details><summary>the findings with their causes and fixes</summary>\n\n" + fence + "text\n" + text + fence + "\n\n</details>")
}

// longestRun returns how often c stands in a row at most.
func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] == c {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

// What means something to Markdown, to HTML in it or to GitHub (names of users,
// numbers of issues, formulas) is written as an entity where it may.
var (
	mdSpecial  = regexp.MustCompile("[\\\\`*\\[\\]<>|~&@#$]|\\b_|_\\b|(?:^|[^[:alnum:]])_")
	mdEntities = strings.NewReplacer("\\", "&#92;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;",
		"<", "&lt;", ">", "&gt;", "|", "&#124;", "~", "&#126;", "&", "&amp;", "@", "&#64;", "#", "&#35;", "$", "&#36;")
)

// mdText returns a text as Markdown shows it: nothing in it is markup.
func mdText(s string) string {
	return mdSpecial.ReplaceAllStringFunc(visible(s), mdEntities.Replace)
}

// mdCell returns a text as code in a cell of a table.
func mdCell(s string) string { return "<code>" + mdText(s) + "</code>" }

// mermaid returns a text for a quoted label.
func mermaid(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		if strings.ContainsRune("\"#<>`&;\\{}[]()|%", r) {
			fmt.Fprintf(&b, "#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
