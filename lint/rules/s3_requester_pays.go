package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3RequesterPays reports S3 origins whose requesters have to pay.
var s3RequesterPays = &lint.Rule{
	Slug:     "s3-requester-pays",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Error,
	Title:    "The S3 origin makes requesters pay",
	About: `A bucket with Requester Pays refuses with 403 every request that does not agree to pay, with the header ` +
		`x-amz-request-payer. CloudFront does not send it, and a custom header of an origin cannot begin with X-Amz-. A website ` +
		`endpoint of such a bucket answers 403 to everything. The rule is silent where a function may add the header.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
	},
	Check: s3Gate{
		verdict: cloudfront.RequesterPays, signed: true, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST, cloudfront.S3Website},
		deny: func(c *s3Case) lint.Decision {
			payer := c.bucket.RequesterPays()
			return lint.Deny("%s makes the requesters of %s pay, which CloudFront does not agree to", payer.Resource.Address, c.bucket).
				ForViewers("viewers get 403 for %s", c.objects()).
				At(payer.Resource, payer.At).
				See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
				FixBy("let the owner pay: set it to \"BucketOwner\"")
		},
	}.check,
}
