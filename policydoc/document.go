// Package policydoc renders an aws_iam_policy_document as the provider does.
// The document is a function of the data source's arguments alone, so it is
// known wherever they are: what of them is not becomes a symbol in its place.
//
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document.
package policydoc

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Render returns the document of the data source with the address, as its json
// attribute has it. sensitive tells that a value in it is.
func Render(address string, b tf.Body) (json string, sensitive bool) {
	d := document{address: address}
	return d.render(b), d.sensitive
}

// A document is the rendering of one data source.
type document struct {
	address   string
	sensitive bool
}

func (d *document) render(b tf.Body) string {
	statements := d.included(b.Attr("source_policy_documents"))
	blocks, complete := b.Blocks("statement")
	var own []any
	for _, block := range blocks {
		own = append(own, d.statement(block))
	}
	if !complete {
		own = append(own, d.opaque("statement"))
	}
	statements = merge(statements, own)
	statements = merge(statements, d.included(b.Attr("override_policy_documents")))

	doc := map[string]any{"Version": "2012-10-17", "Statement": statements}
	if v := b.Attr("version"); !v.Unset() {
		doc["Version"] = d.text(v)
	}
	if v := b.Attr("policy_id"); !v.Unset() {
		doc["Id"] = d.text(v)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		return d.opaque("json")
	}
	return out.String()
}

// opaque returns a string that stands for something within the document.
func (d *document) opaque(path string) string {
	return symbol.Token(symbol.Symbol{Address: d.address, Attr: path}, 0)
}

// included returns the statements of other documents; a string for those of a
// document that cannot be read.
func (d *document) included(v tf.Value) []any {
	all := []any{}
	d.sensitive = d.sensitive || v.Sensitive
	items, ok := v.List()
	if !ok {
		return append(all, d.opaque(v.Path))
	}
	for i, item := range items {
		if item.Unset() {
			continue
		}
		d.sensitive = d.sensitive || item.Sensitive
		text, ok := item.Text()
		var doc struct{ Statement any }
		if !ok || json.Unmarshal([]byte(text.Key()), &doc) != nil {
			all = append(all, d.opaque(fmt.Sprintf("%s[%d]", v.Path, i)))
			continue
		}
		switch s := doc.Statement.(type) {
		case nil:
		case []any:
			all = merge(all, s)
		default:
			all = merge(all, []any{s})
		}
	}
	return all
}

// merge adds statements to others; one with the Sid of another takes its place.
func merge(into, more []any) []any {
	at := make(map[string]int)
	for i, s := range into {
		at[sid(s)] = i
	}
	for _, s := range more {
		id := sid(s)
		if i, ok := at[id]; ok && id != "" {
			into[i] = s
			continue
		}
		at[id] = len(into)
		into = append(into, s)
	}
	return into
}

func sid(statement any) string {
	fields, _ := statement.(map[string]any)
	id, _ := fields["Sid"].(string)
	return id
}
