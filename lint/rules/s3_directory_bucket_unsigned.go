package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3DirectoryBucketUnsigned reports directory buckets that CloudFront reads as
// anybody would.
var s3DirectoryBucketUnsigned = &lint.Rule{
	Slug:     "s3-directory-bucket-unsigned",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "A directory bucket is read without a signature",
	About: `Directory buckets (S3 Express One Zone) block all public access, which cannot be changed, and ACLs are off. A request without ` +
		`a signature is refused. What they answer to a request that CloudFront signs is not documented: the rule is silent then.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-overview.html",
	},
	Check: entranceGate(cloudfront.DirectoryBucket, func(_ *cloudfront.Origin, _ cloudfront.EntranceAnswer, d lint.Decision) lint.Decision {
		return d.FixBy("serve the objects from a bucket for general purposes (aws_s3_bucket) with an aws_cloudfront_origin_access_control")
	}),
}
