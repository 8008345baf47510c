package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// s3ObjectArchived reports objects that are served from an archive.
var s3ObjectArchived = &lint.Rule{
	Slug:     "s3-object-archived",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST, lint.S3Website},
	Severity: lint.Warning,
	Title:    "Objects that viewers ask for are in an archive of S3",
	About: `S3 answers 403 with InvalidObjectState to requests for objects in the storage classes GLACIER and DEEP_ARCHIVE, until ` +
		`somebody restores them. The rule reports objects that the configuration puts there, and lifecycle rules that move there ` +
		`all that a behavior serves. It is silent for GLACIER_IR, which is read like any other class, for old versions, and for ` +
		`lifecycle rules about prefixes, tags and sizes that no behavior is for.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST, cloudfront.S3Website)
		switch {
		case !ok:
			return decision
		case c.edge.Request.Missing:
			return lint.Skip("there is no object")
		}
		object, moved := c.o.ArchivedObject(c.edge.Request), c.o.Archives(c.edge.Request)
		if object == nil && moved == nil {
			return lint.Skip("nothing in this configuration puts the object into an archive")
		}
		// The archive answers 403 whatever a policy says that is not known.
		if _, known := c.ask(); known && c.answer.Verdict != cloudfront.Granted {
			return lint.Skip("not reached: S3 refuses the request for another reason")
		}
		c.answer.Certain = true
		if object != nil {
			return c.temper(c.inArchive(lint.Deny("%s is stored as %s", object.Resource.Address, object.At.Show()).
				ForViewers("viewers get 403 for %s", r.Path), object))
		}
		age := "some days"
		if days := moved.Days; !days.Unset() && !days.Unknown() {
			age = days.Show() + " days"
		}
		decision = lint.Deny("a lifecycle rule of %s moves objects to %s %s after their upload", moved.Resource.Address, moved.At.Show(), age).
			ForViewers("viewers get 403 for %s older than %s", c.objects(), age)
		return c.temper(c.inArchive(decision, moved))
	},
}

// inArchive adds the place and the way out.
func (c *s3Case) inArchive(d lint.Decision, a *cloudfront.Archive) lint.Decision {
	decision := d.At(a.Resource, a.At).
		Answers("S3", "InvalidObjectState").
		See(c.d.Resource, c.o.DomainName().Range, "%s reads the bucket here", c.d.Resource.Address).
		FixBy("use the storage class GLACIER_IR, from which S3 reads at once")
	if a.Days.Range == (tf.Range{}) && a.Days.Absent() {
		return decision
	}
	return decision.FixBy("use the storage class GLACIER_IR, or limit the lifecycle rule to a prefix that no behavior serves")
}
