package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3AccessPointRefuses reports access points as origins that do not let
// CloudFront in.
var s3AccessPointRefuses = &lint.Rule{
	Slug:     "s3-access-point-refuses",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "The access point does not let CloudFront read",
	About: `When an origin is the alias of an S3 access point, the policy of the access point has to allow the request as well as ` +
		`that of the bucket, on the ARN of the access point with /object/* behind it. An access point for a VPC takes no requests ` +
		`of CloudFront at all, and without origin access control its own public access block keeps CloudFront out. The rule is ` +
		`silent when a policy is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html#using-S3-Access-Point",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
	},
	Check: s3Gate{
		verdict: cloudfront.PointRefuses, signed: true, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			point := c.o.Endpoint().Point
			decision := lint.Deny("%s does not let CloudFront read: %s", point.Address, c.answer.Because).
				ForViewers("viewers get 403 for %s", c.objects()).
				At(point, ownRange(point)).
				FixBy("let cloudfront.amazonaws.com call s3:GetObject on \"${%s.arn}/object/*\" in the policy of the access point", point.Address)
			if p := c.answer.Policy; p != nil {
				decision = decision.At(p.Resource, p.At)
				if doc, at, ok := p.Statement(c.answer.Statement, c.answer.Condition); ok && !at.Range.IsZero() {
					decision = decision.At(doc, at).On(p.Resource).See(p.Resource, p.At.Range, "%s puts the statement on the access point", p.Resource.Address)
				}
			}
			if blocks, _ := point.Body.Blocks("vpc_configuration"); len(blocks) > 0 {
				decision = decision.AtBlock(point, blocks[0]).FixBy("use an access point without vpc_configuration for the origin")
			}
			return decision.See(c.d.Resource, c.o.DomainName().Range, "%s reads it here", c.d.Resource.Address)
		},
	}.check,
}
