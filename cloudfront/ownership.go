package cloudfront

import (
	"slices"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A ForeignOwner is another account that owns objects of a bucket. The policy of
// the bucket lets nobody read them.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html.
type ForeignOwner struct {
	// Who is the principal that uploads them, for people.
	Who string
	// Setting is the object_ownership of Controls which leaves them to it.
	Controls *tf.Resource
	Setting  tf.Value
	// Policy has the Statement that lets it upload, when there is no Object.
	Policy    *ResourcePolicy
	Statement *iam.Statement
	// Object is one that this configuration uploads as the other account.
	Object *tf.Resource
}

// ForeignOwner returns another account that owns objects which a request may be
// for, nil when none is known.
func (o *Origin) ForeignOwner(r Request) *ForeignOwner {
	b := o.Endpoint().Bucket
	if b == nil {
		return nil
	}
	controls, setting := b.ownership()
	owner := ForeignOwner{Controls: controls, Setting: setting}
	kept, _ := setting.Literal()
	if kept != "ObjectWriter" && kept != "BucketOwnerPreferred" {
		return nil
	}
	if owner.Object = o.foreignObject(r, kept); owner.Object != nil {
		owner.Who = owner.Object.Address
		return &owner
	}
	q, why := o.question(r, "s3:PutObject")
	if kept != "ObjectWriter" || why != "" {
		return nil
	}
	policies, _, _ := b.Policies()
	for i := range policies {
		if policies[i].Policy == nil {
			continue
		}
		for _, s := range policies[i].Policy.Statements {
			if who := q.foreignWriter(s); who != "" {
				owner.Who, owner.Policy, owner.Statement = who, &policies[i], s
				return &owner
			}
		}
	}
	return nil
}

// ownership returns the setting that says who owns what is uploaded. Without one
// it is the owner of the bucket.
func (b *Bucket) ownership() (controls *tf.Resource, setting tf.Value) {
	all, _ := b.attached("aws_s3_bucket_ownership_controls")
	for _, c := range all {
		rules, _ := c.Body.Blocks("rule")
		for _, rule := range rules {
			return c, rule.Attr("object_ownership")
		}
	}
	return nil, setting
}

// foreignObject returns the object of this configuration that a request is for,
// when another account uploads and keeps it.
func (o *Origin) foreignObject(r Request, kept string) *tf.Resource {
	m, b := o.Distribution.model, o.Endpoint().Bucket
	key, ok := o.keyOf(r)
	for _, object := range b.objects() {
		own, known := object.Body.Attr("key").Literal()
		acl, written := object.Body.Attr("acl").Literal()
		unset := object.Body.Attr("acl").Unset()
		switch {
		case !ok || !known || own != key || object.Maybe:
		case !written && !unset, acl == "public-read" || acl == "public-read-write":
		case kept == "BucketOwnerPreferred" && acl == "bucket-owner-full-control":
		case symbol.Equal(m.accountOf(object), m.accountOf(b.Resource)) == symbol.False:
			return object
		}
	}
	return nil
}

// foreignWriter returns a principal of another account that a statement lets upload
// objects which the behavior serves, empty without one.
func (q question) foreignWriter(s *iam.Statement) string {
	if !s.Allow || s.EffectUnknown || s.NotPrincipal || s.Match(q.request).Action != symbol.True || !q.coversSome(s) {
		return ""
	}
	if slices.ContainsFunc(s.Conditions, func(c iam.Condition) bool { return c.Key == "s3:x-amz-acl" }) {
		return "" // the objects may have to be public
	}
	m := q.origin.Distribution.model
	own := m.accountOf(q.origin.Endpoint().Bucket.Resource)
	for _, p := range s.Principals {
		if p.Kind == iam.AWS && symbol.Equal(m.accountOfPrincipal(p.ID), own) == symbol.False {
			return p.ID.String()
		}
	}
	return ""
}

// accountOfPrincipal returns the account that a principal of a policy belongs to: its
// number, what its ARN says, or that of the provider which makes it.
func (m *Model) accountOfPrincipal(id symbol.Text) symbol.Text {
	if s, sole := id.Sole(); sole && s.Attr == "arn" {
		if r := m.cfg.Resource(s.Address); r != nil {
			return m.accountOf(r)
		}
	}
	if account, ok := accountIn(id); ok {
		return account
	}
	return id
}
