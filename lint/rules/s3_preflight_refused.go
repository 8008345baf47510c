package rules

import (
	"slices"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// s3PreflightRefused reports preflight requests that come to a bucket without a
// CORS rule for them.
var s3PreflightRefused = &lint.Rule{
	Slug:     "s3-preflight-refused",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.Methods},
	Severity: lint.Warning,
	Title:    "CORS is set up on CloudFront, but the bucket refuses preflight requests",
	About: `A behavior that allows OPTIONS passes preflight requests on to its S3 origin, and S3 answers them by the CORS rules ` +
		`of the bucket: without one for the page and the method with 403. A response headers policy adds headers to that answer, but ` +
		`browsers go by the status too. The rule speaks where CORS is set up for pages of another host. It is silent where ` +
		`CloudFront does not pass on Origin and Access-Control-Request-Method, for then S3 answers something else.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if !isPreflight(r) {
			return lint.Skip("the request is no preflight")
		}
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		e := o.Endpoint()
		methods, _, _ := b.AllowedMethods()
		switch {
		case e.Kind != cloudfront.S3REST:
			return otherKind(o, cloudfront.S3REST)
		case !slices.Contains(methods, "OPTIONS"):
			return lint.Skip("%s does not pass it on", b)
		case e.Bucket == nil:
			return lint.CannotTell("the bucket is not made in this configuration, so its CORS rules are not known")
		}
		c := &s3Case{d: d, r: r, b: b, o: o, bucket: e.Bucket, answer: cloudfront.S3Answer{Certain: true}}
		answer := b.AnswersPreflight(e.Bucket, r)
		switch answer.Allowed {
		case symbol.True:
			return lint.Allow("a CORS rule of %s is for it", e.Bucket)
		case symbol.Unknown:
			return lint.CannotTell("%s", answer.Because)
		}
		decision = lint.Deny("%s passes them on to %s, and %s", b, e.Bucket, answer.Because).
			ForViewers("browsers get 403 when they ask whether a page of another site may call %s", b.Paths()).
			At(e.Bucket.Resource, tf.AbsentValue(e.Bucket.Resource.Range)).
			FixBy("add an aws_s3_bucket_cors_configuration with the origins and methods that may call %s", e.Bucket)
		if answer.Resource != nil {
			decision = decision.AtBlock(answer.Resource, answer.Block).
				FixBy("add %q and %s to a cors_rule", r.Headers["origin"], r.Headers["access-control-request-method"])
		}
		decision = decision.Answers("S3", "AccessForbidden")
		cors, block := b.CORSRule()
		if cors == nil {
			return decision.ByDesign()
		}
		return c.temper(decision.See(cors, block.Range, "%s sets up CORS", cors.Address))
	},
}
