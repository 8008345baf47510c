package fix

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// letRead lets whoever reads a bucket for an origin do so, in the policy of the
// bucket: for this distribution only.
func letRead(c *cause) []*proposal {
	answer := c.o.S3Read(c.b.AtEdge(c.r).Request)
	return c.allowInBucket("let "+c.reader()+" read the objects of the bucket", true, answer, "s3:GetObject")
}

// letWrite lets CloudFront write to a bucket that it may read.
func letWrite(c *cause) []*proposal {
	action := "s3:PutObject"
	if c.r.Method == "DELETE" {
		action = "s3:DeleteObject"
	}
	answer := c.o.S3Write(c.b.AtEdge(c.r).Request)
	return c.allowInBucket("let "+c.reader()+" call "+action, false, answer, action)
}

// sidFor names a statement that allows an action.
func sidFor(action string) string {
	_, what, _ := strings.Cut(action, ":")
	return "AllowCloudFront" + what
}

// reader says who reads the origin.
func (c *cause) reader() string {
	if who, _, _ := c.o.Signer(); who == cloudfront.Identity {
		return "the origin access identity"
	}
	return c.d.Resource.Address
}

// allowInBucket proposes to allow an action in the policy that decides, or in a
// new one.
func (c *cause) allowInBucket(title string, safe bool, answer cloudfront.S3Answer, action string) []*proposal {
	bucket := c.o.Endpoint().Bucket
	if bucket == nil {
		return nil
	}
	policies, _, _ := bucket.Policies()
	if len(policies) == 0 {
		return one(title, safe, c.newBucketPolicy(bucket.Resource, action))
	}
	decides := &policies[0]
	if answer.Policy != nil {
		decides = answer.Policy
	}
	grants := c.toObjects(sidFor(action), action)
	return letIn(title, safe, c.policyOf(decides.Resource, decides.At), nearest(answer.Statement, action), grants)
}

// nearest returns the place of a statement that allows an action, 0 for another.
func nearest(s *iam.Statement, action string) int {
	if s == nil || !s.Allow || s.NotAction {
		return 0
	}
	for _, a := range s.Actions {
		if symbol.Match(a, symbol.Literal(action)) == symbol.True {
			return s.Index
		}
	}
	return 0
}

// newBucketPolicy puts a policy on a bucket that has none.
func (c *cause) newBucketPolicy(bucket *tf.Resource, action string) []edit {
	g, ok := c.toObjects(sidFor(action), action)(scopeOf(bucket))
	f, b := c.block(bucket.Range)
	own, ok2 := scopeOf(bucket).refer(bucket)
	if !ok || !ok2 || b == nil || c.isMentioned(bucket, "aws_s3_bucket_policy") {
		return nil
	}
	name := c.freeName(dirOf(bucket), bucket.Name, "aws_s3_bucket_policy", "data.aws_iam_policy_document")
	index := strings.TrimPrefix(own, label(bucket)) // the new ones have the same
	repeats := c.repeats(bucket)
	return f.afterBlock(b,
		data("aws_iam_policy_document", name, repeats, g.statement()),
		resource("aws_s3_bucket_policy", name, repeats, "bucket = "+own+".id", "policy = data.aws_iam_policy_document."+name+index+".json"))
}

// isMentioned reports whether a resource of a type mentions another one, in the
// same module: it may belong to it, under a condition that does not hold here.
func (c *cause) isMentioned(other *tf.Resource, resourceType string) bool {
	for _, b := range c.blocksIn(dirOf(other), "resource") {
		if b.Labels[0] == resourceType && references(b.Body, label(other)) > 0 {
			return true
		}
	}
	return false
}
