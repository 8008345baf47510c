package cloudfront

import (
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// objectACLsCount tells whether ACLs of objects have an effect: False when
// ownership is enforced or public ACLs are ignored. Unknown is the default of
// buckets that are older than April 2023.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html.
func (b *Bucket) objectACLsCount() symbol.Truth {
	if b.PublicAccess().ACLs == symbol.True {
		return symbol.False
	}
	_, setting := b.ownership()
	switch o, _ := setting.Literal(); o {
	case "BucketOwnerEnforced":
		return symbol.False
	case "ObjectWriter", "BucketOwnerPreferred":
		return symbol.True
	}
	return symbol.Unknown
}

// usesACLs tells whether the configuration gives the bucket or one of its
// objects a public ACL.
func (b *Bucket) usesACLs() bool {
	if b.publicACL() == symbol.True {
		return true
	}
	return slices.ContainsFunc(b.objects(), func(o *tf.Resource) bool {
		return publicRead(o.Body.Attr("acl")) != symbol.False
	})
}

// publicACL tells whether an ACL of the bucket lets everybody list it.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html.
func (b *Bucket) publicACL() symbol.Truth {
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
