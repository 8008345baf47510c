package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// rootObjectElsewhere reports a default root object that the configuration
// uploads under another key than the one that CloudFront asks for.
var rootObjectElsewhere = &lint.Rule{
	Slug:     "root-object-elsewhere",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Warning,
	Title:    "The default root object is in the bucket under another key",
	About: `For / CloudFront asks the origin for the origin path and the default root object, to the letter. When the bucket holds ` +
		`that file without the origin path in front, or with other capitals, S3 finds nothing, and answers 403 to who may not list the bucket. ` +
		`The rule speaks only when the configuration itself uploads objects, all of whose keys are known, and one of them is ` +
		`the root object but for that.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath",
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		root, set := d.DefaultRootObject()
		if r.Path != "/" || set != symbol.True {
			return lint.Skip("the request is not for the default root object")
		}
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST)
		if !ok {
			return decision
		}
		if c.edge.PathKnown && c.edge.Request.Path != "/" {
			return lint.Allow("%s", c.edge.Step)
		}
		object, asked := c.o.Misplaced(c.edge.Request)
		name, _ := root.Literal()
		switch {
		case strings.HasPrefix(name, "/"):
			return lint.Skip("the default root object begins with a slash")
		case object == nil:
			return lint.Skip("nothing in this configuration shows where the root object is")
		}
		if decision, ok := c.unanswered("S3 answers 404 for what the bucket does not hold"); !ok {
			return decision
		}
		key := object.Body.Attr("key")
		decision = lint.Deny("CloudFront asks %s for %s, which %s uploads as %s", c.bucket, asked, object.Address, key.Show()).
			ForViewers("viewers get 403 for %s", r.URL()).
			At(d.Resource, root).
			See(object, key.Range, "the file is uploaded as %s", key.Show()).
			FixBy("make default_root_object and origin_path lead to %s", key.Show()).
			Answers("S3", "AccessDenied")
		if path := c.o.Block.Attr("origin_path"); !path.Unset() {
			decision = decision.See(d.Resource, path.Range, "the origin path goes in front")
		}
		return decision
	},
}
