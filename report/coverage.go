package report

import "github.com/no403/no403/lint"

// coverage writes a table for each distribution: what every rule answered.
// A rule that comes again begins another distribution of the same address, in
// another root.
func (p *printer) coverage(rows []lint.Coverage) {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Distribution == rows[0].Distribution && rows[n].Rule != rows[0].Rule {
			n++
		}
		p.coverageOf(rows[:n])
		p.line("")
		rows = rows[n:]
	}
}

func (p *printer) coverageOf(rows []lint.Coverage) {
	p.line(visible(rows[0].Distribution))
	var shown []lint.Coverage
	answers, slugs := 0, 0
	for _, c := range rows {
		if c.Answer == lint.CoverNotApplicable {
			continue
		}
		shown = append(shown, c)
		answers, slugs = max(answers, len(c.Answer)), max(slugs, len(c.Rule.Slug))
	}
	for _, c := range shown {
		label := "  " + pad(string(c.Answer), answers) + "  " + pad(c.Rule.Slug, slugs) + "  "
		p.hangAt(len(label), label, len(label), c.Because)
	}
	if n := len(rows) - len(shown); n > 0 {
		p.line("  " + idle(n, rows))
	}
}

// idle sums up the rules that had nothing to ask, and says why where that is
// one reason for all of them.
func idle(n int, rows []lint.Coverage) string {
	text := count(n, "rule") + " not applicable"
	if because := rows[0].Because; n == len(rows) && because != "" {
		for _, c := range rows {
			if c.Because != because {
				return text
			}
		}
		text += ": " + visible(because)
	}
	return text
}
