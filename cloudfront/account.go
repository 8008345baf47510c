package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// account stands for the AWS account of provider configurations that do not say in
// which one they work: all of them are taken to have the same credentials.
var account = symbol.Of(symbol.Symbol{Address: "data.aws_caller_identity", Attr: "account_id"})

// accountOf returns the AWS account that a resource is made in: that of the role
// which its provider takes on, or the only one that it allows.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs#assuming-an-iam-role.
func (m *Model) accountOf(r *tf.Resource) symbol.Text {
	if r == nil {
		return account
	}
	p := r.ProvidedBy()
	if t, ok := p.Role.Text(); ok && !p.Role.Unset() {
		if id, found := accountIn(m.canonical(t)); found {
			return id
		}
	}
	if ids, complete := p.AccountIDs.Texts(); complete && len(ids) == 1 {
		return m.canonical(ids[0])
	}
	for _, credentials := range []tf.Value{p.Role, p.Profile} {
		if !credentials.Unset() {
			return accountBehind(credentials)
		}
	}
	return account
}

// accountBehind stands for the account of credentials: the same ones are of the
// same account.
func accountBehind(credentials tf.Value) symbol.Text {
	name := "unknown credentials"
	if t, ok := credentials.Text(); ok {
		name = t.String()
	} else if len(credentials.Refs) > 0 {
		name = credentials.Refs[0].String()
	}
	return symbol.Of(symbol.Symbol{Address: name, Attr: "account_id"})
}

// accountIn returns the account in an ARN, which is between its fourth and its
// fifth colon. It may be a symbol.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
func accountIn(arn symbol.Text) (id symbol.Text, ok bool) {
	colons := 0
	for _, p := range arn.Parts() {
		if p.Symbol != nil {
			if colons == 4 {
				id = id.Append(symbol.Of(*p.Symbol))
			}
			continue
		}
		for i, field := range strings.Split(p.Literal, ":") {
			if i > 0 {
				colons++
			}
			if colons == 4 {
				id = id.Append(symbol.Literal(field))
			}
		}
	}
	return id, colons >= 5 && !id.IsEmpty()
}
