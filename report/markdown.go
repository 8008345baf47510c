package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// longestComment is how many bytes of Markdown are written: GitHub takes no
// comment of more than 65,536 characters.
const longestComment = 60_000

// Markdown writes the findings as a comment for a pull request: a line that
// sums up, what could not be read, a table, and folded away a picture of the way
// of a request for each distribution that has a finding, and the details. What
// would make the comment too long is counted instead.
func Markdown(w io.Writer, r *lint.Report, o Options) error {
	o.Color = false
	p := newPrinter(o)
	p.line("### no403: " + mdText(summary(r, o)))
	p.mdDiagnostics(r.Diagnostics)
	shown := make([]lint.Finding, 0, len(r.Findings))
	for _, f := range r.Open() {
		if f.Severity > lint.Note || o.Notes {
			shown = append(shown, f)
		}
	}
	if len(shown) > 0 {
		p.mdTable(shown)
		p.mdWays(shown)
		p.mdDetails(shown, r.Sources, o)
	}
	return p.flush(w)
}

// within writes n items, or as many as keep the comment within a length and then
// how many are left out.
func (p *printer) within(length, n int, item func(int) string, left func(int) string) {
	for i := range n {
		text := item(i)
		if p.out.Len()+len(text) > length {
			p.out.WriteString(left(n - i))
			return
		}
		p.out.WriteString(text)
	}
}

func (p *printer) mdDiagnostics(diags []tf.Diagnostic) {
	if len(diags) > 0 {
		p.line("")
	}
	p.within(longestComment/6, len(diags),
		func(i int) string {
			return "- " + mdText(OneLine(string(diags[i].Severity)+": "+diags[i].String())) + "\n"
		},
		func(n int) string { return "- and " + count(n, "more problem") + " of the input\n" })
}

func (p *printer) mdTable(shown []lint.Finding) {
	p.line("\n| | who gets a 403 | where | rule |\n| --- | --- | --- | --- |")
	p.within(longestComment/2, len(shown),
		func(i int) string {
			f := shown[i]
			return fmt.Sprintf("| %s | %s | %s | [%s](%s) |\n", f.Severity, mdText(viewers(f)), mdCell(whereabouts(f)), f.Rule.Slug, Page(f.Rule))
		},
		func(n int) string { return "| | and " + count(n, "more finding") + " | | |\n" })
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

// Page returns the address of the page of a rule.
func Page(r *lint.Rule) string { return homepage + "/blob/main/docs/rules/" + r.Slug + ".md" }

// mdWays draws the way of the first finding of every distribution.
func (p *printer) mdWays(shown []lint.Finding) {
	var first []lint.Finding
	drawn := make(map[string]bool)
	for _, f := range shown {
		if !drawn[f.Distribution] && len(f.Way()) > 0 {
			drawn[f.Distribution] = true
			first = append(first, f)
		}
	}
	p.within(longestComment*3/4, len(first),
		func(i int) string { return mdWay(first[i]) },
		func(n int) string { return "\nThe ways to " + count(n, "more distribution") + " are not drawn.\n" })
}

func mdWay(f lint.Finding) string {
	var b strings.Builder
	b.WriteString("\n<details><summary>" + mdText(f.Distribution) + ": the way of a request</summary>\n\n```mermaid\nflowchart LR\n")
	fmt.Fprintf(&b, "  viewer([\"%s\"])\n", mermaid(f.Witness.Method+" "+f.Witness.URL()))
	last := "viewer"
	for i, s := range stagesOf(f.Way()) {
		node := fmt.Sprintf("gate%d", i)
		fmt.Fprintf(&b, "  %s --> %s[\"%s: %s\"]:::%s\n", last, node, s.stage, mermaid(s.text), s.answer)
		last = node
	}
	fmt.Fprintf(&b, "  %s --> end403([\"%s\"]):::denied\n", last, mermaid(answer(f.Decision)))
	b.WriteString("  classDef denied stroke:#c62828,stroke-width:3px\n  classDef passes stroke:#2e7d32\n  classDef unknown stroke-dasharray:4\n```\n\n</details>\n")
	return b.String()
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
func (p *printer) mdDetails(shown []lint.Finding, sources map[string][]byte, o Options) {
	details := newPrinter(o)
	details.within(longestComment-p.out.Len(), len(shown),
		func(i int) string {
			one := newPrinter(o)
			one.sources = sources
			if i > 0 {
				one.line("")
			}
			one.finding(shown[i])
			return one.out.String()
		},
		func(n int) string { return "\n… and " + count(n, "more finding") + ": run no403 lint\n" })
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
	mdSpecial = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("[\\\\`*\\[\\]<>|~&@#$]|\\b_|_\\b|(?:^|[^[:alnum:]])_")
	})
	mdEntities = strings.NewReplacer("\\", "&#92;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;",
		"<", "&lt;", ">", "&gt;", "|", "&#124;", "~", "&#126;", "&", "&amp;", "@", "&#64;", "#", "&#35;", "$", "&#36;")
)

// mdText returns a text as Markdown shows it: nothing in it is markup.
func mdText(s string) string {
	return mdSpecial().ReplaceAllStringFunc(visible(s), mdEntities.Replace)
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
