package cloudfront

import (
	"fmt"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Bucket is a bucket that this configuration makes. A bucket of another
// configuration has none: what hangs on it is not known.
type Bucket struct {
	Resource *tf.Resource
	// Name is the bucket's name, or the symbol of its id.
	Name symbol.Text

	model      *Model
	policies   *bucketPolicies
	encryption *Encryption
}

// String returns the bucket's address.
func (b *Bucket) String() string { return b.Resource.Address }

// ARN returns the bucket's ARN.
func (b *Bucket) ARN() symbol.Text {
	return symbol.Literal("arn:" + b.model.partition + ":s3:::").Append(b.Name)
}

// A ResourcePolicy is one policy that is put on a bucket, a key or an API.
type ResourcePolicy struct {
	// Resource writes the policy; At is where.
	Resource *tf.Resource
	At       tf.Value
	// Policy is nil when the document is not known.
	Policy *iam.Policy

	model *Model
}

type bucketPolicies struct {
	list     []ResourcePolicy
	complete bool
	why      string
}

// Policies returns the policies that are put on the bucket. complete is false
// when there may be others, or when one is not known; why says so.
func (b *Bucket) Policies() (policies []ResourcePolicy, complete bool, why string) {
	if b.policies == nil {
		p := b.readPolicies()
		b.policies = &p
	}
	return b.policies.list, b.policies.complete, b.policies.why
}

func (b *Bucket) readPolicies() bucketPolicies {
	resources, complete := b.attached("aws_s3_bucket_policy")
	p := bucketPolicies{complete: complete}
	if !complete {
		p.why = "a bucket policy may exist whose bucket is not known from this input"
	}
	for _, r := range resources {
		p.add(b, r, r.Body.Attr("policy"))
	}
	// A plan repeats on the bucket what a policy resource has put there.
	if inline := b.Resource.Body.Attr("policy"); len(resources) == 0 && !inline.Unset() {
		p.add(b, b.Resource, inline)
	}
	if module := b.passedTo(); module != "" {
		p.complete, p.why = false, fmt.Sprintf("%s gets the bucket and may put a policy on it, and its source is not at hand", module)
	}
	return p
}

func (p *bucketPolicies) add(b *Bucket, r *tf.Resource, at tf.Value) {
	policy, why := b.model.readPolicy(r, at)
	if why != "" {
		p.complete, p.why = false, why
	}
	p.list = append(p.list, policy)
}

// readPolicy parses the policy that a resource writes; why says why it is not
// known.
func (m *Model) readPolicy(r *tf.Resource, at tf.Value) (policy ResourcePolicy, why string) {
	policy = ResourcePolicy{Resource: r, At: at, model: m}
	if t, ok := at.Text(); ok {
		if _, sole := t.Sole(); !sole {
			policy.Policy, _ = iam.Parse(m.ownPartition(t).Key(), m.expand)
			m.keepSecrets(policy)
		}
	}
	if policy.Policy == nil {
		why = fmt.Sprintf("the policy of %s is not known from this input%s", r.Address, at.Whence())
	}
	return policy, why
}

// A written policy is where a resource writes one.
type written struct {
	by *tf.Resource
	at tf.Value
}

// writtenBy returns the policies of resources that have an argument for it.
func writtenBy(resources ...*tf.Resource) []written {
	all := make([]written, len(resources))
	for i, r := range resources {
		all[i] = written{r, r.Body.Attr("policy")}
	}
	return all
}

// writtenPolicies returns the policies that are written for a key or an access
// point, which may have one of its own; why says what is not known of them.
func (m *Model) writtenPolicies(owner *tf.Resource, all []written) (policies []ResourcePolicy, why string) {
	if len(all) == 0 && !owner.Body.Attr("policy").Unset() {
		all = writtenBy(owner)
	}
	if len(all) == 0 && m.cfg.Partial {
		return nil, fmt.Sprintf("a policy of %s may not be in this plan, which is not complete", owner.Address)
	}
	for _, w := range all {
		policy, why := m.readPolicy(w.by, w.at)
		if why != "" {
			return nil, why
		}
		policies = append(policies, policy)
	}
	return policies, ""
}

// passedTo returns a module without source at hand that gets the bucket.
func (b *Bucket) passedTo() string {
	return b.model.passedTo(b.Resource.Address)
}

// A PublicAccess is the effect of the public access block on a bucket.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html.
type PublicAccess struct {
	// Resource is the aws_s3_bucket_public_access_block or
	// aws_s3_account_public_access_block that decides, nil when none is
	// written: then new buckets block public access, old ones may not.
	Resource *tf.Resource
	// Default tells that none is written.
	Default bool
	// Policies tells whether public policies have no effect, ACLs whether
	// public ACLs are ignored.
	Policies, ACLs symbol.Truth
	// At is the attribute that blocks policies.
	At tf.Value
}

// PublicAccess returns what the public access block does to the bucket.
func (b *Bucket) PublicAccess() PublicAccess {
	account := b.accountBlock()
	blocks, complete := b.attached("aws_s3_bucket_public_access_block")
	own := PublicAccess{Default: complete}
	if len(blocks) > 0 && complete {
		own = readPublicAccess(blocks[0])
	}
	// The stricter one counts.
	policies, acls := own.Policies.Or(account.Policies), own.ACLs.Or(account.ACLs)
	if account.Policies == symbol.True {
		own = account
	}
	own.Policies, own.ACLs = policies, acls
	return own
}

func (b *Bucket) accountBlock() PublicAccess {
	for _, r := range b.model.cfg.OfType("aws_s3_account_public_access_block") {
		return readPublicAccess(r)
	}
	return PublicAccess{Policies: symbol.False, ACLs: symbol.False}
}

// readPublicAccess reads the flags; the provider takes an absent one for
// false.
func readPublicAccess(r *tf.Resource) PublicAccess {
	p := PublicAccess{Resource: r, Policies: symbol.False}
	for _, flag := range []string{"restrict_public_buckets", "block_public_policy"} {
		v := r.Body.Attr(flag)
		blocks := v.Bool(false)
		if blocks == symbol.True && p.Policies != symbol.True || p.At.Range.IsZero() && p.At.Path == "" {
			p.At = v
		}
		p.Policies = p.Policies.Or(blocks)
	}
	p.ACLs = r.Body.Attr("ignore_public_acls").Bool(false)
	return p
}

// RedirectsAll tells whether the bucket's website does nothing but redirect;
// that needs no object and no policy.
func (b *Bucket) RedirectsAll() symbol.Truth {
	answer := symbol.False
	sites, complete := b.attached("aws_s3_bucket_website_configuration")
	for _, r := range sites {
		blocks, known := r.Body.Blocks("redirect_all_requests_to")
		answer = answer.Or(symbol.TruthOf(len(blocks) > 0))
		complete = complete && known
	}
	inline, known := b.Resource.Body.Blocks("website")
	for _, w := range inline {
		answer = answer.Or(symbol.TruthOf(!w.Attr("redirect_all_requests_to").Unset()))
	}
	if !complete || !known {
		answer = answer.Or(symbol.Unknown)
	}
	return answer
}
