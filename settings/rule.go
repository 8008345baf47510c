package settings

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/lint"
)

var ruleSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "severity", Required: true}, {Name: "reason"},
}}

// rule reads how a rule counts.
func (r *reader) rule(b *hcl.Block) {
	slug := b.Labels[0]
	if _, wrong := r.slug(slug); wrong != "" {
		r.fail(rangeOf(b.LabelRanges[0]), "%q: %s", slug, wrong)
		return
	}
	if _, twice := r.settings.Rules[slug]; twice {
		r.fail(rangeOf(b.DefRange), "rule %q is set already: keep one of the two blocks", slug)
		return
	}
	content, diags := b.Body.Content(ruleSchema)
	r.report(diags)
	severity := content.Attributes["severity"]
	if diags.HasErrors() || severity == nil {
		return
	}
	set := lint.RuleSetting{Reason: strings.TrimSpace(r.text(content.Attributes["reason"]))}
	switch word := r.text(severity); word {
	case "off":
		set.Off = true
	case "note":
		set.Severity = lint.Note
	case "warning":
		set.Severity = lint.Warning
	case "error":
		set.Severity = lint.Error
	default:
		r.fail(rangeOf(severity.Expr.Range()), `severity %q is not known: write "off", "note", "warning" or "error"`, word)
		return
	}
	if set.Reason == "" {
		r.fail(rangeOf(b.DefRange), "says nothing about why the rule is set: add a reason")
		return
	}
	r.settings.Rules[slug] = set
}
