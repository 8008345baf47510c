package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Encryption is how a bucket encrypts what is put into it, unless the upload
// says otherwise.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html.
type Encryption struct {
	// KMS tells whether it is with a key of AWS KMS.
	KMS symbol.Truth
	// Resource has the setting, and At is the algorithm.
	Resource *tf.Resource
	At       tf.Value
	// Managed tells whether the key is the one that AWS manages, whose policy
	// nobody can change. Key is the key otherwise, nil when it is not made here.
	Managed symbol.Truth
	Key     *tf.Resource
}

// Encryption returns the default encryption of the bucket. Without a setting it
// is that of S3, which needs no key of anybody.
func (b *Bucket) Encryption() Encryption {
	if b.encryption == nil {
		e := b.readEncryption()
		b.encryption = &e
	}
	return *b.encryption
}

func (b *Bucket) readEncryption() Encryption {
	resources, complete := b.attached("aws_s3_bucket_server_side_encryption_configuration")
	if len(resources) > 0 {
		rules, known := resources[0].Body.Blocks("rule")
		return b.readRules(resources[0], rules, known && complete && len(resources) == 1)
	}
	inline, known := b.Resource.Body.Blocks("server_side_encryption_configuration")
	if len(inline) > 0 {
		rules, ok := inline[0].Blocks("rule")
		return b.readRules(b.Resource, rules, ok && known && complete)
	}
	return Encryption{KMS: unless(complete && known)}
}

func (b *Bucket) readRules(r *tf.Resource, rules []tf.Block, complete bool) Encryption {
	e := Encryption{Resource: r, KMS: unless(complete)}
	for _, rule := range rules {
		defaults, known := rule.Blocks("apply_server_side_encryption_by_default")
		if !known {
			e.KMS = symbol.Unknown
		}
		for _, d := range defaults {
			e.At = d.Attr("sse_algorithm")
			algorithm, ok := e.At.Literal()
			switch {
			case !ok:
				e.KMS = symbol.Unknown
			case algorithm == "aws:kms" || algorithm == "aws:kms:dsse":
				e.KMS = symbol.True
				e.Managed, e.Key = b.model.kmsKey(d.Attr("kms_master_key_id"))
			}
		}
	}
	return e
}

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

// keyPolicy returns the policy of a key; why says why it is not known. Without
// one of its own a key lets in only its account, which services are not in.
// See https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html.
func (m *Model) keyPolicy(key *tf.Resource) (policy BucketPolicy, written bool, why string) {
	var found []BucketPolicy
	add := func(r *tf.Resource) {
		at := r.Body.Attr("policy")
		if at.Unset() {
			return
		}
		p := BucketPolicy{Resource: r, At: at, model: m}
		if t, ok := at.Text(); ok {
			if _, sole := t.Sole(); !sole {
				p.Policy, _ = iam.Parse(m.ownPartition(t).Key(), m.expand)
			}
		}
		found = append(found, p)
	}
	for _, r := range m.cfg.OfType("aws_kms_key_policy") {
		t, ok := r.Body.Attr("key_id").Text()
		owner := m.referred(t, "key_id", "aws_kms_key")
		switch {
		case !ok || owner == nil:
			return policy, false, fmt.Sprintf("the key of %s is not known from this input", r.Address)
		case owner == key:
			add(r)
		}
	}
	if len(found) == 0 {
		add(key)
	}
	switch {
	case len(found) == 0:
		return policy, false, ""
	case len(found) > 1:
		return policy, false, fmt.Sprintf("%s and %s both write the policy of the key", found[0].Resource.Address, found[1].Resource.Address)
	case found[0].Policy == nil:
		return policy, false, fmt.Sprintf("the policy of %s is not known from this input%s", found[0].Resource.Address, found[0].At.Whence())
	}
	return found[0], true, ""
}

// granted tells whether the configuration hands out grants on a key, which may
// let in whom the policy does not.
// See https://docs.aws.amazon.com/kms/latest/developerguide/grants.html.
func (m *Model) granted(key *tf.Resource) *tf.Resource {
	for _, r := range m.cfg.OfType("aws_kms_grant") {
		t, ok := r.Body.Attr("key_id").Text()
		if _, owner := m.kmsKey(r.Body.Attr("key_id")); !ok || owner == nil && !isLiteral(t) || owner == key {
			return r
		}
	}
	return nil
}

func isLiteral(t symbol.Text) bool {
	_, ok := t.Literal()
	return ok
}

// decrypted tells what becomes of an object, when it is encrypted with a key of
// AWS KMS, after the policies of its bucket have answered. A key that refuses
// does so whatever they say.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-sse-kms.
func (o *Origin) decrypted(r Request, signer Signer, answer S3Answer) S3Answer {
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
	case e.KMS == symbol.True && signer != AccessControl:
		refused.Verdict = KeyUnusable
		return refused
	case e.KMS == symbol.True && e.Managed == symbol.True:
		refused.Verdict = KeyOfAWS
		return refused
	case e.KMS == symbol.Unknown || e.Key == nil:
		answer.KeyUnknown = fmt.Sprintf("which key %s encrypts with is not known from this input%s", bucket, e.At.Whence())
	default:
		return o.askKey(r, refused, answer)
	}
	return answer
}

// encryptsOtherwise returns an object of the configuration that does not leave
// its encryption to the bucket.
func (b *Bucket) encryptsOtherwise() *tf.Resource {
	for _, kind := range []string{"aws_s3_object", "aws_s3_bucket_object"} {
		objects, _ := b.attached(kind)
		for _, o := range objects {
			if !o.Body.Attr("server_side_encryption").Unset() || !o.Body.Attr("kms_key_id").Unset() {
				return o
			}
		}
	}
	return nil
}

// askKey evaluates the policy of the key. It returns refused, with the reason,
// or the answer of the bucket policies.
func (o *Origin) askKey(r Request, refused, answer S3Answer) S3Answer {
	m, key := o.Distribution.model, refused.Key
	policy, written, why := m.keyPolicy(key)
	if grant := m.granted(key); why == "" && grant != nil {
		why = "whom " + grant.Address + " lets use the key is not known"
	}
	refused.Verdict = KeyRefuses
	switch {
	case why != "":
		answer.Key, answer.KeyUnknown = key, why
		return answer
	case !written:
		refused.Because = "it has no policy of its own, so only its account may use it"
		return refused
	}
	request := iam.Request{
		Principals: []iam.Principal{{Kind: iam.Service, ID: symbol.Literal("cloudfront.amazonaws.com")}},
		Action:     "kms:Decrypt",
		Resource:   m.expand(symbol.Symbol{Address: key.Address, Attr: "arn"}),
		Context:    o.context(r, AccessControl),
	}
	hideKeys(request.Context, policy.Policy, "kms:")
	d := policy.Policy.Evaluate(request)
	switch d.Outcome {
	case iam.Allow:
		answer.KeyUsable = symbol.True
		return answer
	case iam.Unknown:
		answer.Key, answer.KeyUnknown = key, d.Because
		return answer
	case iam.ExplicitDeny:
		refused.Statement = d.Statements[0]
		refused.Because = fmt.Sprintf("%s denies it%s", d.Statements[0], conditionsOf(d.Statements[0]))
	case iam.ImplicitDeny:
		refused.Because, refused.Statement, refused.Condition = nearestOfKey(policy.Policy, request)
	}
	refused.Policy = &policy
	return refused
}

// hideKeys makes the condition keys of a service that the policy asks for
// unknown: what S3 sends with a request to KMS is its own affair.
func hideKeys(context map[string]iam.ContextValue, p *iam.Policy, prefix string) {
	for _, s := range p.Statements {
		for _, c := range s.Conditions {
			if key := strings.ToLower(c.Key); strings.HasPrefix(key, prefix) {
				context[key] = iam.ContextValue{Unknown: true}
			}
		}
	}
}

// nearestOfKey explains why no statement of a key policy allows the request.
func nearestOfKey(p *iam.Policy, r iam.Request) (because string, nearest *iam.Statement, condition *iam.Condition) {
	for _, s := range p.Statements {
		m := s.Match(r)
		if !s.Allow || m.Principal == symbol.False {
			continue
		}
		if m.Action == symbol.False {
			because, nearest = fmt.Sprintf("%s allows only %s", s, joined(s.Actions)), s
			continue
		}
		if c := m.FailedCondition; c != nil {
			return fmt.Sprintf("%s allows it only under a condition that CloudFront does not meet%s", s, conditionsOf(&iam.Statement{Conditions: []iam.Condition{*c}})), s, c
		}
	}
	if nearest == nil {
		because = "no statement names CloudFront"
	}
	return because, nearest, nil
}
