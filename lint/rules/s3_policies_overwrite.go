package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3PoliciesOverwrite reports buckets whose policy several resources write, not
// all of them with what CloudFront needs.
var s3PoliciesOverwrite = &lint.Rule{
	Slug:     "s3-policies-overwrite",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Warning,
	Title:    "Two resources write the policy of the bucket, and one of them shuts CloudFront out",
	About: `A bucket has one policy, and whoever writes it replaces it as a whole. When two resources do, the one that Terraform ` +
		`applies last wins, and the next run turns it round. If only one of the two lets CloudFront read, viewers get 403 ` +
		`whenever the other has won. The rule is silent when both let it read, and when only one of the two is made.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
		"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy",
	},
	Check: s3Gate{
		verdict: cloudfront.PoliciesDiffer, signed: true, unsigned: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST, cloudfront.S3Website},
		deny: func(c *s3Case) lint.Decision {
			shuts, lets := c.answer.Policy, c.answer.Other
			return lint.Deny("%s", c.answer.Because).
				ForViewers("viewers get 403 for %s after some runs of terraform apply", c.objects()).
				At(shuts.Resource, shuts.At).
				See(lets.Resource, lets.At.Range, "%s lets CloudFront read", lets.Resource.Address).
				See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
				FixBy("put the statements of both into one policy, for example with source_policy_documents")
		},
	}.check,
}
