package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// kmsKey finds the key that a value names by its id, its ARN or an alias.
func (m *Model) kmsKey(id tf.Value) (managed symbol.Truth, key *tf.Resource) {
	t, ok := id.Text()
	switch {
	case id.Unset():
		return symbol.True, nil
	case !ok:
		return symbol.Unknown, nil
	}
	if managedAlias(id) {
		return symbol.True, nil
	}
	if key := m.madeKey(t); key != nil {
		return symbol.False, key
	}
	for _, attr := range []string{"arn", "name", "target_key_arn", "target_key_id"} {
		alias := m.referred(t, attr, "aws_kms_alias")
		switch {
		case alias == nil:
		case alias.Data:
			return symbol.TruthOf(managedAlias(alias.Body.Attr("name"))).Or(symbol.Unknown), nil
		default:
			target, _ := alias.Body.Attr("target_key_id").Text()
			if key := m.madeKey(target); key != nil {
				return symbol.False, key
			}
		}
	}
	return symbol.Unknown, nil
}

// madeKey returns the key of the configuration whose id or ARN a text is.
func (m *Model) madeKey(t symbol.Text) *tf.Resource {
	for _, attr := range []string{"arn", "key_id"} {
		if key := m.referred(t, attr, "aws_kms_key"); key != nil && !key.Data {
			return key
		}
	}
	return nil
}

// managedAlias reports whether a value is the alias of the key that AWS manages.
func managedAlias(v tf.Value) bool {
	s, ok := v.Literal()
	return ok && (s == "alias/aws/s3" || strings.HasSuffix(s, ":alias/aws/s3"))
}

// keyPolicies returns the policies that are put on a key, none when it has but
// the default; why says what is not known of them.
func (m *Model) keyPolicies(key *tf.Resource) (policies []ResourcePolicy, why string) {
	var writers []*tf.Resource
	for _, r := range m.cfg.OfType("aws_kms_key_policy") {
		t, _ := r.Body.Attr("key_id").Text()
		switch owner := m.madeKey(t); owner {
		case nil:
			return nil, fmt.Sprintf("the key of %s is not known from this input", r.Address)
		case key:
			writers = append(writers, r)
		}
	}
	return m.writtenPolicies(key, writtenBy(writers...))
}

// grantOn returns a grant that is, or may be, on a key, nil when none is: a grant
// may let in whom the policy does not.
// See https://docs.aws.amazon.com/kms/latest/developerguide/grants.html.
func (m *Model) grantOn(key *tf.Resource) *tf.Resource {
	for _, r := range m.cfg.OfType("aws_kms_grant") {
		id := r.Body.Attr("key_id")
		_, literal := id.Literal()
		if _, owner := m.kmsKey(id); owner == key || owner == nil && !literal {
			return r
		}
	}
	return nil
}

// decrypted tells what becomes of an object, when it is encrypted with a key of
// AWS KMS, after the policies of its bucket have answered. A key that refuses
// does so whatever they say.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-sse-kms.
func (o *Origin) decrypted(q question, r Request, answer S3Answer) S3Answer {
	bucket := o.Endpoint().Bucket
	e := bucket.Encryption()
	refused := S3Answer{Key: e.Key, KeyUsable: symbol.False, Certain: answer.Certain, Unless: answer.Unless}
	if answer.Verdict == NotKnown {
		refused.Certain, refused.PolicyUnknown = true, answer.Because
	}
	if object := bucket.encryptsOtherwise(); object != nil {
		refused.Certain, refused.Unless = false, "an object has its own encryption, as "+object.Address+" has"
	}
	switch {
	case e.KMS == symbol.False:
		answer.KeyUsable = symbol.True
	case e.KMS == symbol.True && q.signer != AccessControl:
		refused.Verdict = KeyUnusable
		return refused
	case e.KMS == symbol.True && e.Managed == symbol.True:
		refused.Verdict = KeyOfAWS
		return refused
	case e.KMS == symbol.Unknown:
		answer.KeyUnknown = fmt.Sprintf("how %s encrypts is not known from this input%s", bucket, e.At.Whence())
	case e.Key == nil && e.keyID.Unknown():
		answer.KeyUnknown = fmt.Sprintf("which key %s encrypts with is not known from this input%s", bucket, e.keyID.Whence())
	case e.Key == nil:
		answer.KeyUnknown = fmt.Sprintf("the policy of the key that %s encrypts with, %s, is not in this input", bucket, e.keyID.Show())
	default:
		return o.askKey(q, r, refused, answer)
	}
	return answer
}

// askKey asks the policy of the key. It returns refused, with the reason, or the
// answer of the bucket policies.
func (o *Origin) askKey(q question, r Request, refused, answer S3Answer) S3Answer {
	m, key := o.Distribution.model, refused.Key
	policies, why := m.keyPolicies(key)
	if grant := m.grantOn(key); why == "" && grant != nil {
		why = "whom " + grant.Address + " lets use the key is not known"
	}
	refused.Verdict = KeyRefuses
	switch {
	case why != "":
		answer.Key, answer.KeyUnknown = key, why
		return answer
	case len(policies) == 0:
		// The default lets in the account, which services are not in.
		// See https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html.
		refused.Because = "it has no policy of its own, so only its account may use it"
		return refused
	}
	said := o.keyQuestion(q, r, key, policies).ask(policies)
	switch said.Verdict {
	case Granted:
		answer.KeyUsable = symbol.True
		return answer
	case NotKnown:
		answer.Key, answer.KeyUnknown = key, said.Because
		return answer
	}
	refused.Because, refused.Policy, refused.Statement, refused.Condition = said.Because, said.Policy, said.Statement, said.Condition
	return refused
}

// keyAction returns what the question needs the key for.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms.
func (q question) keyAction() string {
	if q.reads() {
		return "kms:Decrypt"
	}
	return "kms:GenerateDataKey"
}

// keyQuestion composes the request of S3 to KMS. What S3 tells there about
// itself is its own affair: the condition keys of KMS that the policies ask for
// are unknown.
func (o *Origin) keyQuestion(asked question, r Request, key *tf.Resource, policies []ResourcePolicy) question {
	arn := o.Distribution.model.expand(symbol.Symbol{Address: key.Address, Attr: "arn"})
	q := question{origin: o, signer: AccessControl, objects: arn, request: iam.Request{
		Principals: []iam.Principal{cloudFront},
		Action:     asked.keyAction(),
		Resource:   arn,
		Context:    o.context(r, AccessControl),
	}}
	for _, p := range policies {
		for _, s := range p.Policy.Statements {
			for _, c := range s.Conditions {
				if name := strings.ToLower(c.Key); strings.HasPrefix(name, "kms:") {
					q.request.Context[name] = iam.ContextValue{Unknown: true}
				}
			}
		}
	}
	return q
}
