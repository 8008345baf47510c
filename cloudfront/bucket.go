package cloudfront

import (
	"fmt"
	"strings"

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

// A BucketPolicy is one policy that is put on a bucket.
type BucketPolicy struct {
	// Resource writes the policy; At is where.
	Resource *tf.Resource
	At       tf.Value
	// Policy is nil when the document is not known.
	Policy *iam.Policy

	model *Model
}

type bucketPolicies struct {
	list     []BucketPolicy
	complete bool
	why      string
}

// Policies returns the policies that are put on the bucket. complete is false
// when there may be others, or when one is not known; why says so.
func (b *Bucket) Policies() (policies []BucketPolicy, complete bool, why string) {
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
	policy := BucketPolicy{Resource: r, At: at, model: b.model}
	if t, ok := at.Text(); ok {
		if _, sole := t.Sole(); !sole {
			policy.Policy, _ = iam.Parse(b.model.ownPartition(t).Key(), b.model.expand)
		}
	}
	if policy.Policy == nil {
		p.complete, p.why = false, fmt.Sprintf("the policy of %s is not known from this input%s", r.Address, at.Whence())
	}
	p.list = append(p.list, policy)
}

// passedTo returns a module without source at hand that gets the bucket.
func (b *Bucket) passedTo() string {
	for _, m := range b.model.cfg.Opaque() {
		for _, ref := range m.Refs {
			if ref.Address == b.Resource.Address || ref == tf.Anything {
				return m.Address
			}
		}
	}
	return ""
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

// ObjectACLsCount tells whether ACLs of objects have an effect: False when
// ownership is enforced or public ACLs are ignored. Unknown is the default of
// buckets that are older than April 2023.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html.
func (b *Bucket) ObjectACLsCount() symbol.Truth {
	if b.PublicAccess().ACLs == symbol.True {
		return symbol.False
	}
	controls, _ := b.attached("aws_s3_bucket_ownership_controls")
	for _, c := range controls {
		rules, _ := c.Body.Blocks("rule")
		for _, rule := range rules {
			switch o, _ := rule.Attr("object_ownership").Literal(); o {
			case "BucketOwnerEnforced":
				return symbol.False
			case "ObjectWriter", "BucketOwnerPreferred":
				return symbol.True
			}
		}
	}
	return symbol.Unknown
}

// UsesACLs tells whether the configuration gives the bucket or one of its
// objects a public ACL.
func (b *Bucket) UsesACLs() bool {
	if b.PublicACL() == symbol.True {
		return true
	}
	for _, kind := range []string{"aws_s3_object", "aws_s3_bucket_object"} {
		objects, _ := b.attached(kind)
		for _, o := range objects {
			if publicRead(o.Body.Attr("acl")) != symbol.False {
				return true
			}
		}
	}
	return false
}

// PublicACL tells whether an ACL of the bucket lets everybody list it.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html.
func (b *Bucket) PublicACL() symbol.Truth {
	answer := publicRead(b.Resource.Body.Attr("acl")).Or(b.publicGrant())
	acls, complete := b.attached("aws_s3_bucket_acl")
	for _, r := range acls {
		answer = answer.Or(publicRead(r.Body.Attr("acl")))
		if grants, known := r.Body.Blocks("access_control_policy"); len(grants) > 0 || !known {
			answer = answer.Or(symbol.Unknown)
		}
	}
	if !complete {
		answer = answer.Or(symbol.Unknown)
	}
	return answer.And(b.PublicAccess().ACLs.Not())
}

// publicGrant tells whether a grant that is written inline lets everybody list
// the bucket.
func (b *Bucket) publicGrant() symbol.Truth {
	grants, complete := b.Resource.Body.Blocks("grant")
	answer := unless(complete)
	for _, g := range grants {
		uri, ok := g.Attr("uri").Literal()
		if ok && uri != "http://acs.amazonaws.com/groups/global/AllUsers" {
			continue
		}
		texts, known := g.Attr("permissions").Texts()
		for _, t := range texts {
			if p := t.String(); p == "READ" || p == "FULL_CONTROL" {
				answer = answer.Or(symbol.TruthOf(ok))
			}
		}
		if !known || !ok && !g.Attr("uri").Absent() {
			answer = answer.Or(symbol.Unknown)
		}
	}
	return answer
}

func publicRead(acl tf.Value) symbol.Truth {
	if acl.Unset() {
		return symbol.False
	}
	s, ok := acl.Literal()
	if !ok {
		return symbol.Unknown
	}
	return symbol.TruthOf(s == "public-read" || s == "public-read-write")
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

// holdsPages reports whether an object of the configuration is an HTML page.
func (b *Bucket) holdsPages() bool {
	for _, kind := range []string{"aws_s3_object", "aws_s3_bucket_object"} {
		objects, _ := b.attached(kind)
		for _, o := range objects {
			if key, ok := o.Body.Attr("key").Literal(); ok && strings.HasSuffix(key, ".html") {
				return true
			}
		}
	}
	return false
}

// SubdirectoryPages returns a sign that the bucket holds pages in directories:
// a website configuration with an index document, or an object of that kind.
func (b *Bucket) SubdirectoryPages() (at tf.Value, r *tf.Resource) {
	sites, _ := b.attached("aws_s3_bucket_website_configuration")
	for _, site := range sites {
		index, _ := site.Body.Blocks("index_document")
		for _, i := range index {
			return i.Attr("suffix"), site
		}
	}
	for _, kind := range []string{"aws_s3_object", "aws_s3_bucket_object"} {
		objects, _ := b.attached(kind)
		for _, o := range objects {
			key := o.Body.Attr("key")
			if s, ok := key.Literal(); ok && strings.HasSuffix(s, "/index.html") && strings.Count(strings.Trim(s, "/"), "/") > 0 {
				return key, o
			}
		}
	}
	return at, nil
}
