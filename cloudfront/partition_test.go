package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/no403/no403/cloudfront"
)

// ARNs begin with the partition of the region.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
func TestPartitions(t *testing.T) {
	provider := func(region string) string { return "provider \"aws\" {\n region = \"" + region + "\"\n}\n" }
	reading := func(partition string) string {
		return policy(allowOn("s3:GetObject", `"arn:`+partition+`:s3:::example-bucket/*"`))
	}
	testReads(t, map[string]readCase{
		"commercial":        {withControl, provider("eu-west-1") + reading("aws"), cloudfront.Granted},
		"not of China":      {withControl, provider("eu-west-1") + reading("aws-cn"), cloudfront.NoGrant},
		"China":             {withControl, provider("cn-north-1") + reading("aws-cn"), cloudfront.Granted},
		"not commercial":    {withControl, provider("cn-north-1") + reading("aws"), cloudfront.NoGrant},
		"government":        {withControl, provider("us-gov-west-1") + reading("aws-us-gov"), cloudfront.Granted},
		"by a data source":  {withControl, provider("cn-north-1") + reading("${data.aws_partition.p.partition}") + `data "aws_partition" "p" {}`, cloudfront.Granted},
		"by an attribute":   {withControl, provider("cn-north-1") + policy(allow(service, sourceARN)), cloudfront.Granted},
		"region by default": {withControl, reading("aws"), cloudfront.Granted},
	})
}

// Since version 6 of the provider a resource may name its own region.
func TestRegionOfResource(t *testing.T) {
	const policyIn = `resource "aws_s3_bucket_policy" "p" {
  region = "cn-north-1"
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({Statement = [{Effect = "Allow", Principal = {Service = "cloudfront.amazonaws.com"}, Action = "s3:GetObject", Resource = "arn:%s:s3:::example-bucket/*"}]})
}
`
	testReads(t, map[string]readCase{
		"its own": {withControl, fmt.Sprintf(policyIn, "aws-cn"), cloudfront.Granted},
		"another": {withControl, fmt.Sprintf(policyIn, "aws"), cloudfront.NoGrant},
	})
}
