// Package rules holds the pages of the rules, one for each. They are made from
// the rules and their examples: run "make docs" after a change to either.
package rules

import "embed"

//go:embed *.md
var pages embed.FS

// Page returns the page of a rule in Markdown. ok is false when there is no
// such rule.
func Page(slug string) (page string, ok bool) {
	data, err := pages.ReadFile(slug + ".md")
	return string(data), err == nil
}
