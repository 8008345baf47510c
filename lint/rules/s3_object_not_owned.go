package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// s3ObjectNotOwned reports buckets in which another account keeps what it uploads.
var s3ObjectNotOwned = &lint.Rule{
	Slug:     "s3-object-not-owned",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Warning,
	Title:    "Another account owns objects of the bucket",
	About: `The policy of a bucket lets nobody read objects that another account owns: S3 answers 403 for them. Whoever uploads an object ` +
		`owns it where object_ownership is "ObjectWriter", or "BucketOwnerPreferred" without the ACL bucket-owner-full-control. The rule ` +
		`reports objects that the configuration uploads with the provider of another account, and statements that let another ` +
		`account upload where ownership stays with it. It needs to know the account of the bucket: from the role that the provider ` +
		`assumes, or its allowed_account_ids. It is silent for objects with a public ACL.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST, cloudfront.S3Website)
		if !ok {
			return decision
		}
		owner := c.o.ForeignOwner(c.edge.Request)
		switch {
		case owner == nil:
			return lint.Skip("nothing in this configuration lets another account own the object")
		case c.edge.Request.Missing:
			return lint.Skip("there is no object")
		}
		if decision, ok := c.ask(); !ok {
			return decision
		}
		if c.answer.Verdict != cloudfront.Granted {
			return lint.Skip("not reached: S3 refuses the request for another reason")
		}
		return c.temper(c.ownedBy(owner))
	},
}

// ownedBy composes the denial.
func (c *s3Case) ownedBy(owner *cloudfront.ForeignOwner) lint.Decision {
	decision := lint.Deny("object_ownership is %s, so that %s owns what it uploads, and the policy of %s does not count for that", owner.Setting.Show(), owner.Who, c.bucket).
		ForViewers("viewers get 403 for objects that %s uploads", owner.Who)
	if owner.Object != nil {
		decision = lint.Deny("object_ownership is %s, so that the account of %s owns the object, and the policy of %s does not count for it", owner.Setting.Show(), owner.Object.ProvidedBy().Name, c.bucket).
			ForViewers("viewers get 403 for %s", c.r.Path).
			See(owner.Object, owner.Object.Range, "%s is uploaded here", owner.Object.Address)
	}
	decision = decision.At(owner.Controls, owner.Setting)
	if owner.Policy != nil {
		decision = decision.See(owner.Policy.Resource, owner.Policy.At.Range, "%s lets it upload", owner.Policy.Resource.Address)
	}
	return decision.
		See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
		FixBy("set object_ownership = \"BucketOwnerEnforced\", so that the owner of the bucket owns every object in it")
}
