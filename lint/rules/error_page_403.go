package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// errorPage403 notes error responses that make a 403 of a 404.
var errorPage403 = &lint.Rule{
	Slug:     "error-page-403",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.ErrorPages},
	Severity: lint.Note,
	Title:    "An error response turns 404 into 403",
	About: `A custom_error_response with response_code 403 answers 403 where the origin answered something else. For 404 that ` +
		`hides which pages there are, which may be meant, so it is a note. The logs of CloudFront then show status 403, though ` +
		`nothing was forbidden. The rule is silent where CloudFront cannot fetch the page, and where S3 answers 403 by itself.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-response-code.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		page, known := d.ErrorPage(404)
		switch {
		case !r.Missing:
			return lint.Skip("the object exists")
		case page == nil && !known:
			return lint.CannotTell("the error responses are not all known from this input")
		case page == nil || page.Status != 403:
			return lint.Allow("no error response turns 404 into 403")
		}
		switch found, because := d.AnswersNotFound(r); found {
		case symbol.False:
			return lint.Skip("%s", because)
		case symbol.Unknown:
			return lint.CannotTell("%s", because)
		}
		switch served, because := d.Fetches(page, r); served {
		case symbol.False:
			return lint.Skip("%s", because)
		case symbol.Unknown:
			return lint.CannotTell("%s", because)
		}
		return lint.Deny("the error response for 404 has response_code 403").
			ForViewers("viewers get 403 for what the origin answers with 404").
			AtBlock(d.Resource, page.Block).
			FixBy("set response_code to 404, if viewers are to be told what happened").
			Answers("CloudFront", "the error page "+page.Path.Show()).
			ByDesign()
	},
}
