package report

import (
	"cmp"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// homepage is where the tool and its rules are documented.
const homepage = "https://github.com/no403/no403"

// SARIF writes the report as the Static Analysis Results Interchange Format
// 2.1.0, which code scanning of GitHub and many editors read. The code flow of a
// result is the way of its request, gate by gate.
// See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
func SARIF(w io.Writer, r *lint.Report, o Options) error {
	b := sarifBuilder{indexes: make(map[*lint.Rule]int)}
	results := each(r.Findings, b.result)
	successful := !slices.ContainsFunc(r.Diagnostics, func(d tf.Diagnostic) bool { return d.Severity == tf.DiagError })
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{Driver: sarifDriver{
				Name: "no403", Version: strings.TrimPrefix(o.Version, "v"), InformationURI: homepage, Rules: each(b.rules, newSARIFRule),
			}},
			Invocations: []sarifInvocation{{successful, each(r.Diagnostics, newSARIFNotification)}},
			ColumnKind:  "unicodeCodePoints",
			Results:     results,
		}},
	})
}

// A sarifBuilder numbers the rules that results name.
type sarifBuilder struct {
	rules   []*lint.Rule
	indexes map[*lint.Rule]int
}

func (b *sarifBuilder) index(rule *lint.Rule) int {
	i, seen := b.indexes[rule]
	if !seen {
		i = len(b.rules)
		b.indexes[rule], b.rules = i, append(b.rules, rule)
	}
	return i
}

func newSARIFRule(rule *lint.Rule) sarifRule {
	page := Page(rule)
	help := rule.About + "\n\nDocumented by:\n\n- " + strings.Join(rule.Sources, "\n- ") + "\n"
	return sarifRule{
		ID: rule.Slug, Name: pascal(rule.Slug),
		Short: sarifText{Text: sentence(rule.Title)}, Full: sarifText{Text: rule.About},
		HelpURI: page, Help: sarifText{Text: help, Markdown: help},
		Default:    sarifLevel{level(rule.Severity)},
		Properties: sarifProperties{Tags: append(each(rule.Families, func(f lint.Family) string { return string(f) }), "cloudfront")},
	}
}

func (b *sarifBuilder) result(f lint.Finding) sarifResult {
	d := f.Decision
	text := sentence(f.Message()) + " Try: " + symbol.Strip(f.Witness.Curl()) + " -> " + answer(d) + circumstances(f.Witness) + "."
	if d.Fix != "" {
		text += " Fix: " + sentence(symbol.Strip(d.Fix))
	}
	return sarifResult{
		RuleID: f.Rule.Slug, RuleIndex: b.index(f.Rule), Level: level(f.Severity), Message: sarifText{Text: text},
		Locations:    []sarifLocation{newSARIFLocation(d.Range, cmp.Or(d.FullPath(), d.Resource), nil)},
		Related:      sarifRelated(d.Related),
		Fingerprints: map[string]string{"no403/v1": f.Fingerprint()},
		CodeFlows:    sarifWay(f),
		Suppressions: sarifSuppressions(f),
	}
}

// sarifSuppressions tells that something says that the finding is known, and
// whether it is a comment in the source.
func sarifSuppressions(f lint.Finding) []sarifSuppression {
	if !f.Suppressed() {
		return nil
	}
	kind := "external"
	if f.Suppression.By == lint.ByComment {
		kind = "inSource"
	}
	return []sarifSuppression{{kind, symbol.Strip(f.Suppression.Reason)}}
}

// pascal returns a slug as one word, "alias-missing" as "AliasMissing".
func pascal(slug string) string {
	var name strings.Builder
	for word := range strings.SplitSeq(slug, "-") {
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String()
}

// sarifRelated leaves out places that are in no file: SARIF wants one.
func sarifRelated(places []lint.Related) []sarifLocation {
	var out []sarifLocation
	for _, r := range places {
		out = append(out, newSARIFLocation(r.Range, r.Resource, &sarifText{Text: symbol.Strip(r.Message)}))
	}
	return out
}

// sarifWay returns the gates of the request as a code flow. A gate without a
// place of its own stands where the finding does.
func sarifWay(f lint.Finding) []sarifCodeFlow {
	var steps []sarifStep
	for _, step := range f.Way() {
		text := step.Rule.Stage.String() + ": " + step.Rule.Slug + " " + step.Decision.Answer.String() + ": " + symbol.Strip(step.Decision.Because.String())
		at := step.Decision.Range
		if at.IsZero() {
			at = f.Decision.Range
		}
		steps = append(steps, sarifStep{newSARIFLocation(at, f.Distribution, &sarifText{Text: text})})
	}
	if len(steps) == 0 {
		return nil
	}
	return []sarifCodeFlow{{[]sarifThread{{steps}}}}
}

func newSARIFLocation(r tf.Range, address string, message *sarifText) sarifLocation {
	l := sarifLocation{Message: message}
	if address != "" {
		l.Logical = []sarifLogical{{symbol.Strip(address), "resource"}}
	}
	if r.File != "" {
		l.Physical = &sarifPhysical{Artifact: sarifArtifact{fileURI(r.File)}, Region: newSARIFRegion(r)}
	}
	return l
}

func newSARIFRegion(r tf.Range) *sarifRegion {
	if r.Start.Line == 0 {
		return nil
	}
	return &sarifRegion{r.Start.Line, r.Start.Column, r.End.Line, r.End.Column}
}

func newSARIFNotification(d tf.Diagnostic) sarifNotification {
	n := sarifNotification{Level: string(d.Severity), Message: sarifText{Text: symbol.Strip(d.Message)}}
	if d.Range.File != "" {
		n.Locations = []sarifLocation{newSARIFLocation(d.Range, "", nil)}
	}
	return n
}

// fileURI returns a path as a relative reference.
func fileURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	return u.String()
}

// level is what SARIF calls a severity.
func level(s lint.Severity) string {
	return map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Note: "note"}[s]
}

// sentence makes a text one that begins with a capital and ends with a stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
