package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// document returns the aws_iam_policy_document that a policy comes from, nil
// when it is written in another way.
func (m *Model) document(policy tf.Value) *tf.Resource {
	text, ok := policy.Text()
	if !ok {
		return nil
	}
	return m.documents.find(m.cfg.DataOfType("aws_iam_policy_document"), text.Key())
}

// documents finds policy documents by what they are rendered as. It evaluates
// no more of them than it has to.
type documents struct {
	byText map[string]*tf.Resource
	seen   int // of all, how many are in byText
}

// find returns the first document with a text, nil when there is none.
func (d *documents) find(all []*tf.Resource, text string) *tf.Resource {
	for d.byText[text] == nil && d.seen < len(all) {
		doc := all[d.seen]
		d.seen++
		if t, ok := doc.Body.Attr("json").Text(); ok && d.byText[t.Key()] == nil {
			if d.byText == nil {
				d.byText = make(map[string]*tf.Resource)
			}
			d.byText[t.Key()] = doc
		}
	}
	return d.byText[text]
}

// Statement returns the policy document that has a statement of the policy, and
// where in it the statement is: the part that a condition, if not nil, is
// compared with, or the block. ok is false when that cannot be told.
func (p *ResourcePolicy) Statement(s *iam.Statement, c *iam.Condition) (doc *tf.Resource, at tf.Value, ok bool) {
	if s == nil {
		return nil, at, false
	}
	doc = p.model.document(p.At)
	if doc == nil {
		return nil, at, false
	}
	blocks, _ := doc.Body.Blocks("statement")
	for i, b := range blocks {
		sid, _ := b.Attr("sid").Text()
		named := s.Sid != "" && sid.String() == s.Sid
		placed := s.Sid == "" && i+1 == s.Index && doc.Body.Attr("source_policy_documents").Unset()
		if !named && !placed {
			continue
		}
		at = tf.AbsentValue(b.Range)
		at.Path = b.Path
		if c != nil {
			at = conditionValues(b, c, at)
		}
		return doc, at, true
	}
	return nil, at, false
}

// conditionValues returns the values of a condition in a statement block, or else the
// block itself.
func conditionValues(b tf.Block, c *iam.Condition, block tf.Value) tf.Value {
	conditions, _ := b.Blocks("condition")
	for _, condition := range conditions {
		if key, ok := condition.Attr("variable").Literal(); ok && strings.EqualFold(key, c.Key) {
			return condition.Attr("values")
		}
	}
	return block
}

// conditions names conditions for people.
func (p *ResourcePolicy) conditions(conditions []iam.Condition) string {
	var parts []string
	for _, c := range conditions {
		parts = append(parts, fmt.Sprintf("%s %s %s", symbol.Strip(c.Operator), symbol.Strip(c.Key), p.show(c.Values)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// show lists texts of the policy for people, unless something sensitive is among
// what it is made from.
func (p *ResourcePolicy) show(texts []symbol.Text) string {
	if p.At.Sensitive {
		return "(sensitive)"
	}
	var parts []string
	for _, t := range texts {
		parts = append(parts, t.String())
	}
	return strings.Join(parts, ", ")
}
