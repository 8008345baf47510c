package fix

import (
	"strings"

	"github.com/no403/no403/tf"
)

// letDecrypt lets CloudFront decrypt with the key of a bucket, in the policy of
// the key: for this distribution only.
func letDecrypt(c *cause) []*proposal {
	answer := c.o.S3Read(c.b.AtEdge(c.r).Request)
	if answer.Then != nil && answer.Key == nil {
		answer = *answer.Then
	}
	if answer.Key == nil {
		return nil
	}
	title := "let " + c.d.Resource.Address + " decrypt with " + answer.Key.Address
	grants := c.toKey(sidFor("kms:Decrypt"), "kms:Decrypt")
	if answer.Policy == nil {
		return one(title, true, c.newKeyPolicy(answer.Key, grants))
	}
	return letIn(title, true, c.policyOf(answer.Policy.Resource, answer.Policy.At), nearest(answer.Statement, "kms:Decrypt"), grants)
}

// newKeyPolicy gives a policy to a key that has the one which AWS makes, with what
// that one says.
// See https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html.
func (c *cause) newKeyPolicy(key *tf.Resource, grants granter) []edit {
	own, ok := scopeOf(key).refer(key)
	g, ok2 := grants(scopeOf(key))
	f, b := c.block(key.Range)
	if !ok || !ok2 || b == nil || c.repeats(key) != "" || c.isMentioned(key, "aws_kms_key_policy") {
		return nil
	}
	name := c.freeName(dirOf(key), strings.TrimSuffix(key.Name, "_key")+"_key", "aws_kms_key_policy", "data.aws_iam_policy_document")
	identity, blocks := c.callerIdentity(key)
	account := block("statement", `sid = "AllowAccount"`, `actions = ["kms:*"]`, `resources = ["*"]`+"\n",
		block("principals", `type = "AWS"`, "identifiers = "+list([]string{identity + ".account_id"})))
	return f.afterBlock(b, append(blocks,
		data("aws_iam_policy_document", name, account+"\n", g.statement()),
		resource("aws_kms_key_policy", name, "key_id = "+own+".key_id", "policy = data.aws_iam_policy_document."+name+".json"))...)
}

// callerIdentity returns a reference to the data source of the account that a
// resource is in, and a new one where there is none.
func (c *cause) callerIdentity(r *tf.Resource) (ref string, blocks []string) {
	for _, d := range c.cfg.DataOfType("aws_caller_identity") {
		if ref, ok := scopeOf(r).refer(d); ok && d.ProvidedBy().Name == r.ProvidedBy().Name {
			return ref, nil
		}
	}
	name := c.freeName(dirOf(r), "current", "data.aws_caller_identity")
	return "data.aws_caller_identity." + name, []string{"data \"aws_caller_identity\" " + quote(name) + " {}"}
}
