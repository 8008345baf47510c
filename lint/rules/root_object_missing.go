package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// rootObjectMissing reports sites whose root request asks S3 for a listing.
var rootObjectMissing = &lint.Rule{
	Slug:     "root-object-missing",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Warning,
	Title:    "A request for / asks S3 for a listing, which it refuses",
	About: `Without default_root_object CloudFront sends a request for / on to the bucket, where it asks for a list of the ` +
		`objects. Nothing grants that, so S3 answers 403 to whoever types the name of the site. The rule warns where the default ` +
		`behavior serves a site, and notes it for assets and APIs. It is silent where an edge function rewrites that path, or where what it does is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
		"https://repost.aws/knowledge-center/s3-rest-api-cloudfront-error-403",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if r.Path != "/" {
			return lint.Skip("the request is not for /")
		}
		object, set := d.DefaultRootObject()
		switch set {
		case symbol.True:
			return lint.Allow("the default root object is %s", object.Show())
		case symbol.Unknown:
			return lint.CannotTell("whether there is a default root object is not known from this input%s", object.Whence())
		}
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST)
		if !ok {
			return decision
		}
		if c.edge.PathKnown && c.edge.Request.Path != "/" {
			return lint.Allow("%s", c.edge.Step)
		}
		if decision, ok := c.unanswered("a request for / gets a listing of the bucket"); !ok {
			return decision
		}
		decision = lint.Deny("there is no default_root_object, so / asks %s for a listing, which nothing grants", c.bucket).
			ForViewers("viewers get 403 for %s", r.URL()).
			At(d.Resource, object).
			See(c.bucket.Resource, c.bucket.Resource.Range, "the bucket is here").
			FixBy("set default_root_object, for example to \"index.html\"").
			Answers("S3", "AccessDenied")
		if c.b.Audience() != cloudfront.Pages {
			decision = decision.ByDesign()
		}
		return decision
	},
}

// unanswered goes through what may spare a viewer the 403 for something that
// the bucket does not hold. ok is false when the decision is made: listed says
// what happens where the bucket may be listed.
func (c *s3Case) unanswered(listed string) (decision lint.Decision, ok bool) {
	if decision, ok := c.ask(); !ok {
		return decision, false
	}
	if c.answer.Verdict != cloudfront.Granted {
		return lint.Skip("not reached: S3 refuses every object"), false
	}
	switch edge := c.edge; {
	case !edge.PathKnown || edge.ChangesOrigin:
		return lint.CannotTell("%s may rewrite the path", edge.Function), false
	case edge.Answers:
		return lint.CannotTell("%s may answer itself", edge.Function), false
	case edge.Repairs:
		return lint.CannotTell("%s may replace the answer of S3", edge.Function), false
	}
	switch c.o.S3List(c.edge.Request) {
	case symbol.True:
		return lint.Allow("%s", listed), false
	case symbol.Unknown:
		return lint.CannotTell("whether CloudFront may list %s is not known from this input", c.bucket), false
	}
	switch replaced, because := c.d.ReplacesError(c.r); replaced {
	case symbol.True:
		return lint.Allow("%s", because), false
	case symbol.Unknown:
		return lint.CannotTell("%s", because), false
	}
	return decision, true
}
