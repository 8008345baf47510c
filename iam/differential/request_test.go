package differential_test

import (
	"strings"

	"github.com/minio/pkg/v3/policy"
	"github.com/minio/pkg/v3/policy/condition"
	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
)

// A request is what an anonymous caller asks of a bucket. All of it is known.
type request struct {
	action, bucket string
	object         string            // empty for the bucket itself
	context        map[string]string // keys as a policy writes them
}

// ours is the request for package iam.
func (r request) ours() iam.Request {
	arn := "arn:aws:s3:::" + r.bucket
	if r.object != "" {
		arn += "/" + r.object
	}
	context := map[string]iam.ContextValue{}
	for key, value := range r.context {
		context[strings.ToLower(key)] = iam.ContextValue{Values: []symbol.Text{symbol.Literal(value)}}
	}
	return iam.Request{Action: r.action, Resource: symbol.Literal(arn), Context: context}
}

// theirs is the request for the other engine, which calls keys by their names
// without the service.
func (r request) theirs() policy.BucketPolicyArgs {
	values := map[string][]string{}
	for key, value := range r.context {
		values[condition.KeyName(key).Name()] = []string{value}
	}
	return policy.BucketPolicyArgs{
		Action:          policy.Action(r.action),
		BucketName:      r.bucket,
		ObjectName:      r.object,
		ConditionValues: values,
	}
}

// objects are keys that policies of the generator tell apart. The stars and
// question marks in them are plain characters.
//
// The other engine cleans paths before it compares them, so that "a//b", "a/"
// and "x/../a" are other keys to S3 but not to it: there are none here.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
//
// Its question mark stands for a byte, that of AWS for a character: all texts
// are ASCII.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
var objects = []string{
	"index.html", "public/a.html", "public/b/abc", "public/b/a?c", "public/*", "private/a.html",
	"partner/a", "PARTNER/a", "p",
}

// request makes one that often has something to do with the policies. Every
// key has at most one value: all of those here are single-valued.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func (g generator) request() request {
	r := request{action: "s3:GetObject", bucket: pick(g, "site", "site", "site", "other")}
	r.context = map[string]string{
		"aws:CurrentTime": pick(g, moments...), // always there, see unequal
	}
	g.perhaps(r.context, "aws:UserAgent", "Amazon CloudFront", "curl/8.5.0", "curl/8.?.0", "*")
	g.perhaps(r.context, "aws:SourceIp", "192.0.2.10", "192.0.2.11", "198.51.100.7", "2001:db8::1", "2001:db8:1::5")
	g.perhaps(r.context, "aws:SecureTransport", "true", "false")
	if g.Intn(2) == 0 {
		r.action = "s3:ListBucket"
		r.context["s3:max-keys"] = pick(g, "0", "10", "1000") // always there, see unequal
		g.perhaps(r.context, "s3:prefix", "", "public/", "public/b", "private/", "partner/")
		g.perhaps(r.context, "s3:delimiter", "/")
	} else {
		r.object = pick(g, objects...)
	}
	g.perhaps(r.context, "aws:Referer", referers...)
	return r
}

// referers are not empty and have no wildcards. In the value of a variable, the
// other engine takes wildcards for those of the policy; iam does not, and AWS
// does not say. An empty value the other engine does not put in.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
var referers = []string{"partner", "PARTNER", "public", "https://example.com/a"}

// perhaps gives a key one of the values, or leaves it absent.
func (g generator) perhaps(context map[string]string, key string, values ...string) {
	if g.Intn(4) > 0 {
		context[key] = pick(g, values...)
	}
}
