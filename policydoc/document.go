// Package policydoc renders an aws_iam_policy_document as the provider does.
// The document is a function of the data source's arguments alone, so it is
// known wherever they are: what of them is not becomes a symbol in its place.
//
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document.
package policydoc

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// maxSize bounds the documents that include each other, far above the largest
// policy that AWS takes (20 KB for a bucket): each may include another many
// times.
const maxSize = 128 << 10

// Render returns the document of the data source with the address, as its json
// attribute has it. sensitive tells that a value in it is.
func Render(address string, b tf.Body) (json string, sensitive bool) {
	d := document{address: address}
	json = d.render(b)
	if len(json) > maxSize {
		json = d.opaque("json")
	}
	return json, d.sensitive
}

// A document is the rendering of one data source.
type document struct {
	address   string
	sensitive bool
}

// A policy is what documents are merged into.
type policy struct {
	Version, ID string
	Statement   []any
}

// The arguments that hold other documents, in the order in which they are
// merged. Those with "json" in their names were removed in version 5 of the
// provider.
var (
	sources   = []string{"source_json", "source_policy_documents"}
	overrides = []string{"override_policy_documents", "override_json"}
)

func (d *document) render(b tf.Body) string {
	merged := policy{Statement: []any{}}
	for _, name := range sources {
		merged.include(d.documents(b.Attr(name)))
	}
	merged.merge(d.own(b))
	for _, name := range overrides {
		merged.include(d.documents(b.Attr(name)))
	}
	doc := map[string]any{"Version": merged.Version, "Statement": merged.Statement}
	if merged.ID != "" {
		doc["Id"] = merged.ID
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		return d.opaque("json")
	}
	return out.String()
}

// own returns what the data source itself says.
func (d *document) own(b tf.Body) policy {
	p := policy{Version: "2012-10-17"}
	if v := b.Attr("version"); !v.Unset() {
		p.Version = d.text(v)
	}
	if v := b.Attr("policy_id"); !v.Unset() {
		p.ID = d.text(v)
	}
	blocks, complete := b.Blocks("statement")
	for _, block := range blocks {
		p.Statement = append(p.Statement, d.statement(block))
	}
	if !complete {
		p.Statement = append(p.Statement, d.opaque("statement"))
	}
	return p
}

// opaque returns a string that stands for something within the document. In
// the place of a statement it stands for any number of them.
func (d *document) opaque(path string) string {
	return symbol.Token(symbol.Symbol{Address: d.address, Attr: path}, 0)
}

// documents reads the documents in an argument: a list of them, or one.
func (d *document) documents(v tf.Value) []policy {
	d.sensitive = d.sensitive || v.Sensitive
	if _, ok := v.Text(); ok && !v.Unset() {
		return []policy{d.read(v, v.Path)}
	}
	items, ok := v.List()
	if !ok {
		return []policy{{Statement: []any{d.opaque(v.Path)}}}
	}
	var all []policy
	for i, item := range items {
		if !item.Unset() {
			all = append(all, d.read(item, fmt.Sprintf("%s[%d]", v.Path, i)))
		}
	}
	return all
}

func (d *document) read(v tf.Value, path string) policy {
	var doc struct {
		Version, ID string
		Statement   any
	}
	text, ok := v.Text()
	if !ok || json.Unmarshal([]byte(text.Key()), &doc) != nil {
		return policy{Statement: []any{d.opaque(path)}}
	}
	p := policy{Version: doc.Version, ID: doc.ID}
	switch s := doc.Statement.(type) {
	case nil:
	case []any:
		p.Statement = s
	default:
		p.Statement = []any{s}
	}
	return p
}

func (p *policy) include(documents []policy) {
	for _, more := range documents {
		p.merge(more)
	}
}

// merge adds a document as the provider does: a statement with the Sid of
// another takes its place.
func (p *policy) merge(more policy) {
	p.Version = max(p.Version, more.Version)
	p.ID = cmp.Or(more.ID, p.ID)
	old := len(p.Statement)
	at := make(map[string]int)
	for i, s := range p.Statement {
		at[sid(s)] = i
	}
	unread := ""
	kept := make(map[int]bool)
	for _, s := range more.Statement {
		if text, ok := s.(string); ok {
			unread = text
		}
		id := sid(s)
		if i, named := at[id]; named && id != "" {
			p.Statement[i], kept[i] = s, true
			continue
		}
		at[id] = len(p.Statement)
		p.Statement = append(p.Statement, s)
	}
	if unread != "" {
		p.hideNamed(old, kept, unread)
	}
}

// hideNamed puts a string that stands for unread statements in the place of
// those of the first n that such statements may replace.
func (p *policy) hideNamed(n int, kept map[int]bool, unread string) {
	for i, s := range p.Statement[:n] {
		if sid(s) != "" && !kept[i] {
			p.Statement[i] = unread
		}
	}
}

func sid(statement any) string {
	fields, _ := statement.(map[string]any)
	id, _ := fields["Sid"].(string)
	return id
}
