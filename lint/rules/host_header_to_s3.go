package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// hostHeaderToS3 reports behaviors that send the viewer's Host header to a
// bucket.
var hostHeaderToS3 = &lint.Rule{
	Slug:     "host-header-to-s3",
	Stage:    lint.AtForwarding,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "The viewer's Host header is forwarded to an S3 bucket",
	About: `S3 finds the bucket by the Host header, and the signature of CloudFront covers it. When an origin request policy or a ` +
		`cache policy forwards the viewer's Host, S3 looks for a bucket of that name and the signature does not match: 403 for ` +
		`every request. The rule is silent where CloudFront does not sign, because S3 may then answer 404, and where a function ` +
		`at the origin request may set the header right.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#s3-origin-403-error",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#VirtualHostingSpecifyBucket",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		decision := hostForwarded(d, r, cloudfront.S3REST)
		if decision.Answer != lint.Denied {
			return decision
		}
		_, o, _, _ := originOf(d, r)
		if who, _, _ := o.Signer(); who == cloudfront.Unsigned {
			return lint.CannotTell("S3 answers 403 or 404, by whether a bucket of the name of the host exists")
		}
		decision = decision.
			FixBy("use the origin request policy Managed-CORS-S3Origin (%s), or none", cloudfront.ManagedPolicy("CORS-S3Origin")).
			Answers("S3", "SignatureDoesNotMatch")
		if strings.Contains(decision.Path, "forwarded_values") || strings.HasSuffix(decision.Path, "cache_policy_id") {
			// AWS may refuse to make Host part of the cache key for a bucket.
			decision = decision.AtMost(lint.Warning)
		}
		return decision
	},
}
