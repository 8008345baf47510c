package planload

import (
	"strings"

	"github.com/no403/no403/policydoc"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// isDocument reports whether an attribute is the rendered document of an
// aws_iam_policy_document.
func (b *body) isDocument(name string) bool {
	return b.path == "" && isPolicyDocument(symbol.Symbol{Address: b.instance.address, Attr: name})
}

// document renders a document that Terraform will read during apply: its
// statements are in the plan already.
func (b *body) document() tf.Value {
	if v, ok := b.plan.documents[b.instance]; ok {
		return v
	}
	own := &trail{at: symbol.Symbol{Address: b.instance.address}, up: b.trail}
	if own.loops() {
		return unknown(nil)
	}
	inner := *b
	inner.trail = own
	text, sensitive := policydoc.Render(b.instance.address, &inner)
	v := known(text)
	v.Sensitive = sensitive
	b.plan.documents[b.instance] = v
	return v
}

// compose returns the value of an element of a policy document that refers to
// s. A plan does not show the text around a reference, but some elements are
// seldom without: "${aws_s3_bucket.b.arn}/*" looks like the bucket's ARN.
func (b *body) compose(name string, s symbol.Symbol, v tf.Value) tf.Value {
	if b.instance.kind != "aws_iam_policy_document" || b.path == "" {
		return v
	}
	isARN := strings.HasSuffix(s.Attr, "arn")
	exact := true
	switch name {
	case "resources", "not_resources":
		if isARN {
			rest := symbol.Symbol{Address: b.instance.address, Attr: b.sub(name)}
			composed := known(symbol.Token(s, 0) + symbol.Token(rest, 0))
			composed.Sensitive = v.Sensitive
			return composed
		}
		exact = false
	case "identifiers":
		exact = isARN || strings.HasSuffix(s.Attr, "canonical_user_id") || strings.HasPrefix(s.Address, "var.") || s.Attr == "account_id"
	case "values":
		variable, _ := b.Attr("variable").Literal()
		exact = isARN || strings.HasPrefix(s.Address, "var.") || !strings.HasSuffix(strings.ToLower(variable), "arn")
	}
	if exact {
		return v
	}
	return unknown([]symbol.Symbol{s})
}
