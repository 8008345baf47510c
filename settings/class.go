package settings

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// maxRequests is how many requests one block may state.
const maxRequests = 1000

var classSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "distributions"},
	{Name: "hosts"},
	{Name: "paths"},
	{Name: "methods"},
	{Name: "schemes"},
	{Name: "countries"},
	{Name: "headers"},
	{Name: "signed"},
	{Name: "rules"},
	{Name: "reason"},
}}

// viewers reads a block of requests that must get through.
func (r *reader) viewers(b *hcl.Block) (*lint.Class, bool) {
	c, attrs, ok := r.class(b)
	if a, set := attrs["rules"]; set {
		r.fail(rangeOf(a.NameRange), "viewers must get through, whichever rule denies them: delete rules")
		return nil, false
	}
	requests := 1
	for _, list := range [][]string{c.Hosts, c.Paths, c.Methods, c.Schemes, c.Countries} {
		requests *= max(1, len(list))
	}
	if requests > maxRequests {
		r.fail(c.Range, "states %d requests, of which no more than %d are asked: write less into one block", requests, maxRequests)
		return nil, false
	}
	return c, ok
}

// refused reads a block of denials that are meant.
func (r *reader) refused(b *hcl.Block) (*lint.Class, bool) {
	c, attrs, ok := r.class(b)
	switch {
	case !ok:
	case strings.TrimSpace(c.Reason) == "":
		r.fail(c.Range, "says nothing about why these requests are refused: add a reason")
		return nil, false
	case len(attrs) == 1:
		r.fail(c.Range, "states no requests, and would hold for all of them: add rules, paths, schemes, countries or the like")
		return nil, false
	}
	return c, ok
}

// class reads what both kinds of blocks state. ok is false when something in it
// cannot be used: half a class would say something else.
func (r *reader) class(b *hcl.Block) (c *lint.Class, attrs hcl.Attributes, ok bool) {
	content, diags := b.Body.Content(classSchema)
	r.report(diags)
	attrs = content.Attributes
	before := len(r.diags.All())
	c = &lint.Class{Name: b.Labels[0], Range: rangeOf(b.DefRange)}
	c.Distributions = r.texts(attrs["distributions"], nil)
	c.Hosts = r.texts(attrs["hosts"], func(s string) (string, string) { return strings.ToLower(s), "" })
	c.Paths = r.texts(attrs["paths"], requestPath)
	c.Methods = r.texts(attrs["methods"], func(s string) (string, string) { return strings.ToUpper(s), "" })
	c.Schemes = r.texts(attrs["schemes"], scheme)
	c.Countries = r.texts(attrs["countries"], country)
	c.Rules = r.texts(attrs["rules"], r.slug)
	c.Headers = r.headers(attrs["headers"])
	c.Signed = r.truth(attrs["signed"])
	c.Reason = r.text(attrs["reason"])
	return c, attrs, !diags.HasErrors() && len(r.diags.All()) == before
}

// A check returns a text in the form in which it is used, or what is wrong with
// it and what to do.
type check = func(string) (usable, wrong string)

func requestPath(s string) (string, string) {
	if !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "*") {
		return "", "a path begins with a slash"
	}
	return s, ""
}

func scheme(s string) (string, string) {
	if s != "http" && s != "https" {
		return "", `write "http" or "https"`
	}
	return s, ""
}

func country(s string) (string, string) {
	if s = strings.ToUpper(s); !cloudfront.IsCountry(s) {
		return "", "write the two letters of ISO 3166-1, such as DE"
	}
	return s, ""
}

func (r *reader) slug(s string) (string, string) {
	if !slices.ContainsFunc(r.rules, func(rule *lint.Rule) bool { return rule.Slug == s }) {
		return "", "there is no such rule: no403 rules lists them"
	}
	return s, ""
}

// value evaluates an attribute that may be absent, as a value of a type.
func (r *reader) value(a *hcl.Attribute, as cty.Type, form string) (v cty.Value, ok bool) {
	if a == nil {
		return v, false
	}
	if loops(a.Expr) {
		r.fail(rangeOf(a.Expr.Range()), "%s is computed: write the value itself", a.Name)
		return v, false
	}
	v, diags := a.Expr.Value(nil)
	r.report(diags)
	if diags.HasErrors() {
		return v, false
	}
	v, err := convert.Convert(v, as)
	if err != nil || v.IsNull() || !v.IsWhollyKnown() {
		r.fail(rangeOf(a.Expr.Range()), "%s is no %s", a.Name, form)
		return v, false
	}
	return v, true
}

// loops reports whether an expression has a loop, whose value may be much longer
// than its source.
func loops(expr hcl.Expression) bool {
	found := false
	if node, ok := expr.(hclsyntax.Node); ok {
		_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
			_, loop := n.(*hclsyntax.ForExpr)
			found = found || loop
			return nil
		})
	}
	return found
}

// texts reads a list of texts that is not empty.
func (r *reader) texts(a *hcl.Attribute, usable check) []string {
	v, ok := r.value(a, cty.List(cty.String), `list of texts: write it as ["…", "…"]`)
	if !ok {
		return nil
	}
	var texts []string
	for _, element := range v.AsValueSlice() {
		if element.IsNull() {
			r.fail(rangeOf(a.Expr.Range()), "%s has a null: delete it", a.Name)
			continue
		}
		text, wrong := element.AsString(), ""
		if usable != nil {
			text, wrong = usable(text)
		}
		if wrong != "" {
			r.fail(rangeOf(a.Expr.Range()), "%s: %q: %s", a.Name, element.AsString(), wrong)
			continue
		}
		texts = append(texts, text)
	}
	if v.LengthInt() == 0 {
		r.fail(rangeOf(a.Expr.Range()), "%s is empty: delete it, or write something into it", a.Name)
	}
	return texts
}

func (r *reader) headers(a *hcl.Attribute) map[string]string {
	v, ok := r.value(a, cty.Map(cty.String), `map of texts: write it as { "User-Agent" = "…" }`)
	if !ok {
		return nil
	}
	headers := make(map[string]string, v.LengthInt())
	for name, value := range v.AsValueMap() {
		if value.IsNull() {
			r.fail(rangeOf(a.Expr.Range()), "%s: %q is null: delete it", a.Name, name)
			continue
		}
		headers[strings.ToLower(name)] = value.AsString()
	}
	return headers
}

func (r *reader) text(a *hcl.Attribute) string {
	v, ok := r.value(a, cty.String, "text: write it in quotes")
	if !ok {
		return ""
	}
	return v.AsString()
}

func (r *reader) truth(a *hcl.Attribute) symbol.Truth {
	v, ok := r.value(a, cty.Bool, "true or false")
	if !ok {
		return symbol.Unknown
	}
	return symbol.TruthOf(v.True())
}
