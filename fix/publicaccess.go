package fix

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
)

// openPublicAccess switches off the flags of the public access block that take
// back what the policy of the bucket makes public.
func openPublicAccess(c *cause) []*proposal {
	if c.o.Endpoint().Bucket == nil {
		return nil
	}
	access := c.o.Endpoint().Bucket.PublicAccess()
	bucket := c.o.Endpoint().Bucket.Resource
	switch {
	case access.Resource == nil:
		return one("allow a public policy on "+bucket.Address, false, c.newPublicAccess(bucket))
	case access.Resource.Type != "aws_s3_bucket_public_access_block":
		return nil // which is about every bucket of the account
	}
	p := &proposal{title: "switch block_public_policy and restrict_public_buckets off for " + bucket.Address}
	for _, flag := range []string{"block_public_policy", "restrict_public_buckets"} {
		at := access.Resource.Body.Attr(flag)
		if at.Absent() {
			continue
		}
		place, ok := c.place(access.Resource, at)
		if _, literal := place.expr.(*hclsyntax.LiteralValueExpr); !ok || !literal {
			return nil
		}
		p.edits = append(p.edits, place.file.replace(place.expr.Range(), "false")...)
	}
	return []*proposal{p}
}

// newPublicAccess puts a public access block on a bucket that lets policies be
// public, and keeps ACLs from being it.
func (c *cause) newPublicAccess(bucket *tf.Resource) []edit {
	f, b := c.block(bucket.Range)
	own, ok := scopeOf(bucket).refer(bucket)
	if b == nil || !ok || c.isMentioned(bucket, "aws_s3_bucket_public_access_block") {
		return nil
	}
	name := c.freeName(dirOf(bucket), bucket.Name, "aws_s3_bucket_public_access_block")
	return f.afterBlock(b, resource("aws_s3_bucket_public_access_block", name, c.repeats(bucket), "bucket = "+own+".id\n",
		"block_public_acls = true", "block_public_policy = false", "ignore_public_acls = true", "restrict_public_buckets = false"))
}
