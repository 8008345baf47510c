package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3PolicyNamesAnother reports bucket policies that let another distribution or
// identity read than the one that does.
var s3PolicyNamesAnother = &lint.Rule{
	Slug:     "s3-policy-names-another",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Error,
	Title:    "The bucket policy names another distribution or identity",
	About: `A statement for cloudfront.amazonaws.com is bound to one distribution by its condition on AWS:SourceArn, and a ` +
		`statement for an origin access identity to that identity. When the distribution that reads the bucket is not the one ` +
		`that is named, or signs the other way, S3 answers 403. The value of AWS:SourceArn is the ARN of the distribution, not ` +
		`its id. A staging distribution has an ARN of its own, which the statement must name beside that of the primary one. The rule is silent when the value may be the right one.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
	},
	Check: s3Gate{
		verdict: cloudfront.GrantsAnother, signed: true,
		kinds: []cloudfront.Kind{cloudfront.S3REST},
		deny: func(c *s3Case) lint.Decision {
			how, _ := c.howRead()
			return c.atPolicy(lint.Deny("origin %q of %s is read %s, but in the bucket policy %s", c.o.ID(), c.d.Resource.Address, how, c.answer.Because)).
				ForViewers("viewers get 403 for %s", c.objects()).
				FixBy("%s", c.rightGrant())
		},
	}.check,
}

// rightGrant says which grant the origin needs.
func (c *s3Case) rightGrant() string {
	who, _, identity := c.o.Signer()
	if who == cloudfront.Identity {
		return "make " + identityName(identity) + ".iam_arn the principal of the statement"
	}
	if c.d.Deployment() != nil {
		return "add " + c.d.Resource.Address + ".arn to AWS:SourceArn in the statement for cloudfront.amazonaws.com"
	}
	return "allow cloudfront.amazonaws.com with the condition AWS:SourceArn = " + c.d.Resource.Address + ".arn"
}
