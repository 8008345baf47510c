package report

import (
	"io"
	"strings"

	"github.com/no403/no403/lint"
)

// Rules writes a table of the rules, in the order given.
func Rules(w io.Writer, rules []*lint.Rule) error {
	rows := make([][]string, 0, 1+len(rules))
	rows = append(rows, []string{"RULE", "SEVERITY", "FAMILIES", "TITLE"})
	for _, r := range rules {
		rows = append(rows, []string{r.Slug, r.Severity.String(), families(r), r.Title})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	p := newPrinter(Options{})
	for _, row := range rows {
		for i, cell := range row {
			row[i] = pad(cell, widths[i])
		}
		p.line(strings.TrimRight(strings.Join(row, "  "), " "))
	}
	return p.flush(w)
}

func families(r *lint.Rule) string {
	return strings.Join(each(r.Families, func(f lint.Family) string { return string(f) }), ",")
}

type jsonRule struct {
	Rule          string        `json:"rule"`
	Severity      string        `json:"severity"`
	Stage         string        `json:"stage"`
	Families      []lint.Family `json:"families"`
	Title         string        `json:"title"`
	About         string        `json:"about"`
	Documentation []string      `json:"documentation"`
}

// RulesJSON writes the rules for programs.
func RulesJSON(w io.Writer, rules []*lint.Rule) error {
	return encode(w, each(rules, func(r *lint.Rule) jsonRule {
		return jsonRule{r.Slug, r.Severity.String(), r.Stage.String(), append([]lint.Family{}, r.Families...), r.Title, r.About, append([]string{}, r.Sources...)}
	}))
}
