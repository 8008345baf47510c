package policydoc

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// statement renders a statement block. Terraform fills in no defaults before
// the provider reads the document.
func (d *document) statement(b tf.Block) map[string]any {
	s := map[string]any{"Effect": "Allow"}
	if v := b.Attr("effect"); !v.Unset() {
		s["Effect"] = d.text(v)
	}
	if v := b.Attr("sid"); !v.Unset() {
		s["Sid"] = d.text(v)
	}
	for _, e := range [...]struct{ attr, key string }{
		{"actions", "Action"}, {"not_actions", "NotAction"}, {"resources", "Resource"}, {"not_resources", "NotResource"},
	} {
		if v := b.Attr(e.attr); !v.Unset() {
			s[e.key] = d.texts(v)
		}
	}
	for _, e := range [...]struct{ name, key string }{{"principals", "Principal"}, {"not_principals", "NotPrincipal"}} {
		if blocks, complete := b.Blocks(e.name); len(blocks) > 0 || !complete {
			s[e.key] = d.principals(b.Path+"."+e.name, blocks, complete)
		}
	}
	if blocks, complete := b.Blocks("condition"); len(blocks) > 0 || !complete {
		s["Condition"] = d.conditions(b.Path+".condition", blocks, complete)
	}
	return s
}

func (d *document) principals(path string, blocks []tf.Block, complete bool) any {
	if !complete {
		return d.opaque(path)
	}
	byType := make(map[string][]string)
	for _, b := range blocks {
		kind := d.text(b.Attr("type"))
		ids := d.texts(b.Attr("identifiers"))
		if kind == "*" && len(blocks) == 1 && len(ids) == 1 && ids[0] == "*" {
			return "*"
		}
		if byType[kind] == nil {
			byType[kind] = []string{} // not null
		}
		byType[kind] = append(byType[kind], ids...)
	}
	return byType
}

func (d *document) conditions(path string, blocks []tf.Block, complete bool) any {
	tests := make(map[string]map[string][]string)
	add := func(test, key string, values []string) {
		if tests[test] == nil {
			tests[test] = make(map[string][]string)
		}
		if tests[test][key] == nil {
			tests[test][key] = []string{} // not null
		}
		tests[test][key] = append(tests[test][key], values...)
	}
	for _, b := range blocks {
		add(d.text(b.Attr("test")), d.text(b.Attr("variable")), d.texts(b.Attr("values")))
	}
	if !complete {
		// There may be more, which may be met or not.
		add(d.opaque(path), d.opaque(path), []string{d.opaque(path)})
	}
	return tests
}

// text returns a string for the document.
func (d *document) text(v tf.Value) string {
	d.sensitive = d.sensitive || v.Sensitive
	t, ok := v.Text()
	if !ok {
		return d.opaque(v.Path)
	}
	return policyVariables(t)
}

// texts returns strings for the document, the last one opaque when there are
// others.
func (d *document) texts(v tf.Value) []string {
	d.sensitive = d.sensitive || v.Sensitive
	texts, complete := v.Texts()
	out := make([]string, 0, len(texts)+1)
	for _, t := range texts {
		out = append(out, policyVariables(t))
	}
	if !complete {
		out = append(out, d.opaque(v.Path))
	}
	return out
}

// policyVariables writes &{x} as ${x}, as the provider does: Terraform has its
// own use for the latter.
func policyVariables(t symbol.Text) string {
	return t.MapLiterals(func(s string) string { return strings.ReplaceAll(s, "&{", "${") }).Key()
}
