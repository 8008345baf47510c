package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3MultiRegionRefuses reports multi-region access points as origins that do not
// let CloudFront in.
var s3MultiRegionRefuses = &lint.Rule{
	Slug:     "s3-multi-region-refuses",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "The multi-region access point does not let CloudFront read",
	About: `A multi-region access point sends a request on to the nearest of its buckets. Its own policy has to allow the request, and ` +
		`the policy of that bucket too; a bucket that does not is refused to the viewers near it, which is a warning. Requests ` +
		`without a signature are refused, unless a function at the edge signs them. The rule is silent when a policy is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html",
	},
	Check: entranceGate(cloudfront.MultiRegionPoint, func(o *cloudfront.Origin, a cloudfront.EntranceAnswer, d lint.Decision) lint.Decision {
		if a.Resource == nil {
			return d.FixBy("give the origin an aws_cloudfront_origin_access_control (s3, always), and let cloudfront.amazonaws.com read in the policies of %s and its buckets", o.Endpoint().Address)
		}
		return d.FixBy("let cloudfront.amazonaws.com call %s in the policy of %s", a.Action, a.Resource.Address)
	}),
}
