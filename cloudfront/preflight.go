package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A PreflightAnswer is what S3 answers to a CORS preflight, and why.
type PreflightAnswer struct {
	// Allowed tells whether S3 answers with the permission.
	Allowed symbol.Truth
	Because string
	// Resource has the CORS rules of the bucket, the last one at Block; nil
	// without any.
	Resource *tf.Resource
	Block    tf.Block
}

// AnswersPreflight tells what S3 answers to a preflight that comes through the
// behavior. It goes by the CORS rules of the bucket alone: policies play no part,
// and a response headers policy of CloudFront changes headers, not the status.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html.
func (b *Behavior) AnswersPreflight(bucket *Bucket, r Request) PreflightAnswer {
	for _, header := range []string{"Origin", "Access-Control-Request-Method"} {
		if forwarded, _ := b.Forwards(header); forwarded != symbol.True {
			return PreflightAnswer{Because: "the header " + header + " may not come to S3, which then answers something else"}
		}
	}
	_, complete := bucket.attached("aws_s3_bucket_cors_configuration")
	_, known := bucket.Resource.Body.Blocks("cors_rule")
	rules := bucket.corsRules()
	if len(rules) == 0 {
		return PreflightAnswer{Allowed: unless(complete && known), Because: "the bucket has no CORS rule"}
	}
	answer := PreflightAnswer{Allowed: unless(complete && known), Because: "no CORS rule of the bucket is for it"}
	for _, rule := range rules {
		permits := anyMatches(rule.origins.Texts, r.Headers["origin"]).
			And(anyMatches(rule.methods.Texts, r.Headers["access-control-request-method"]))
		answer.Allowed = answer.Allowed.Or(permits)
		answer.Resource, answer.Block = rule.resource, rule.block
	}
	return answer
}

// anyMatches tells whether one of the patterns of a list matches. A star stands
// for any characters.
func anyMatches(list func() (texts []symbol.Text, complete bool), value string) symbol.Truth {
	texts, complete := list()
	answer := unless(complete)
	for _, t := range texts {
		answer = answer.Or(symbol.Match(t, symbol.Literal(value)))
	}
	return answer
}
