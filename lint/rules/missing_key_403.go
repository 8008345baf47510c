package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// missingKey403 reports S3 origins that answer 403 instead of 404 for what
// they do not hold.
var missingKey403 = &lint.Rule{
	Slug:     "missing-key-403",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.S3REST},
	Severity: lint.Warning,
	Title:    "A path that the bucket does not hold answers 403, not 404",
	About: `S3 tells a missing object (404) from a forbidden one only to those who may list the bucket. CloudFront rarely may, so ` +
		`S3 answers 403, and an error response for 404 never applies. That is a note by itself. It is a warning where the ` +
		`configuration shows that viewers ask for such paths: an error page for 404 but none for 403, a single-page application ` +
		`with its own routes, pages in sub-directories.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if !r.Missing {
			return lint.Skip("the object exists")
		}
		c, decision, ok := s3Origin(d, r, cloudfront.S3REST)
		if !ok {
			return decision
		}
		if !c.edge.Request.Missing {
			return lint.Allow("%s", c.edge.Step)
		}
		if decision, ok := c.unanswered("S3 answers 404 for what the bucket does not hold"); !ok {
			return decision
		}
		decision = lint.Deny("nothing lets CloudFront list %s, so S3 answers 403 for what it does not hold, and no error response replaces that", c.bucket).
			ForViewers("viewers get 403 for paths that are not in the bucket").
			At(d.Resource, tf.AbsentValue(c.b.Block.Range)).
			FixBy("add a custom_error_response for error_code 403").
			Answers("S3", "AccessDenied")
		decision.Path = c.b.Block.Path
		if decision = c.expected(decision); c.b.Edge().Rewrites && !c.ownPageFor404() {
			return lint.CannotTell("%s rewrites other paths; whether viewers ask for those that it leaves is not known", c.b.Edge().Function)
		}
		return decision
	},
}

// ownPageFor404 reports whether there is an error page for 404, though nothing
// answers with that.
func (c *s3Case) ownPageFor404() bool {
	page, _ := c.d.ErrorPage(404)
	return page != nil && c.onlyBuckets()
}

// expected looks for signs that viewers ask for paths that the bucket does not
// hold; without any the denial is a note.
func (c *s3Case) expected(decision lint.Decision) lint.Decision {
	if page, _ := c.d.ErrorPage(404); c.ownPageFor404() {
		decision.Because = lint.Say("the error page for 404 (%s) is never used: nothing lets CloudFront list %s, so S3 answers 403 for what it does not hold", page.Path.Show(), c.bucket)
		return decision.AtBlock(c.d.Resource, page.Block).
			ForViewers("viewers get a bare 403 for paths that are not in the bucket").
			FixBy("add a custom_error_response for error_code 403 with the same page")
	}
	if word := c.b.SinglePageApp(); word != "" {
		return decision.
			ForViewers("viewers get 403 when they reload or share a route of the single-page application").
			FixBy("add a custom_error_response with error_code 403, response_code 200 and response_page_path \"/index.html\" (the configuration calls it %q)", word)
	}
	if at, r := c.o.SubdirectoryPages(); r != nil {
		return decision.
			ForViewers("viewers get 403 for addresses of directories, such as /docs/").
			See(r, at.Range, "%s has pages in directories, which only a website endpoint or a function finds", r.Address).
			FixBy("rewrite paths that end with / to index.html in a CloudFront function at viewer-request")
	}
	return decision.ByDesign()
}

// onlyBuckets reports whether all origins are buckets: others may well answer
// 404.
func (c *s3Case) onlyBuckets() bool {
	for _, o := range c.d.Origins {
		if o.Endpoint().Kind != cloudfront.S3REST {
			return false
		}
	}
	return true
}
