package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// rootObjectSlash reports root objects whose name begins with a slash.
var rootObjectSlash = &lint.Rule{
	Slug:     "root-object-slash",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Warning,
	Title:    "The default root object begins with a slash, which asks S3 for another key",
	About: `CloudFront puts default_root_object behind the slash of the root. With "/index.html" it asks S3 for a key that begins ` +
		`with a slash, which the bucket does not hold: 403 to whoever types the name of the site, unless CloudFront may list the ` +
		`bucket. Write the name without the slash.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if r.Path != "/" {
			return lint.Skip("the request is not for /")
		}
		object, _ := d.DefaultRootObject()
		name, ok := object.Literal()
		switch {
		case object.Unset():
			return lint.Skip("there is no default root object")
		case !ok:
			return lint.CannotTell("the default root object is not known from this input%s", object.Whence())
		case !strings.HasPrefix(name, "/"):
			return lint.Allow("the default root object is %s", name)
		}
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST)
		if !ok {
			return decision
		}
		if c.edge.PathKnown && c.edge.Request.Path != "/" {
			return lint.Allow("%s", c.edge.Step)
		}
		if decision, ok := c.unanswered("S3 answers 404 for what the bucket does not hold"); !ok {
			return decision
		}
		return lint.Deny("the default root object %s begins with a slash, so / asks %s for the key %q, which it does not hold", name, c.bucket, name).
			ForViewers("viewers get 403 for %s", r.URL()).
			At(d.Resource, object).
			See(c.bucket.Resource, c.bucket.Resource.Range, "the bucket is here").
			FixBy("set default_root_object to %q", strings.TrimLeft(name, "/")).
			Answers("S3", "AccessDenied")
	},
}
