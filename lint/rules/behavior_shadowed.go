package rules

import (
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// behaviorShadowed reports behaviors that no request reaches, because an
// earlier one takes their paths and turns away what they are for.
var behaviorShadowed = &lint.Rule{
	Slug:     "behavior-shadowed",
	Stage:    lint.AtBehavior,
	Families: []lint.Family{lint.Behaviors, lint.Methods},
	Severity: lint.Warning,
	Title:    "An earlier behavior takes the paths of a later one and refuses them",
	About: `CloudFront takes the first cache behavior in the list whose path pattern matches, not the most specific one. When an ` +
		`earlier pattern covers a later one whole, the later behavior is never used. The rule warns when the earlier one answers ` +
		`403 to what the later one is for: a method that only the later one allows, a request without a signature, or a path that ` +
		`the bucket behind the earlier one does not hold.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		meant := b.Shadowed(r.Path)
		if meant == nil {
			return lint.Skip("no other behavior is meant for the path")
		}
		decision, denied := refusedBy(b, meant, d, r)
		if !denied {
			return decision
		}
		return decision.
			ForViewers("viewers get 403 for what %s is for", meant).
			At(d.Resource, meant.Block.Attr("path_pattern")).
			See(d.Resource, b.Block.Attr("path_pattern").Range, "%s takes these paths first", b).
			FixBy("move %s before %s", meant, b)
	},
}

// refusedBy tells whether a behavior turns away a request that the one that is
// meant would take.
func refusedBy(b, meant *cloudfront.Behavior, d *cloudfront.Distribution, r cloudfront.Request) (decision lint.Decision, denied bool) {
	own, _, known := b.AllowedMethods()
	allowed, _, _ := meant.AllowedMethods()
	_, signed := b.TrustedSigners()
	_, signedToo := meant.TrustedSigners()
	switch {
	case known && !slices.Contains(own, r.Method) && slices.Contains(allowed, r.Method):
		return lint.Deny("%s comes first and allows only %s", b, strings.Join(own, ", ")).
			Answers("CloudFront", "InvalidRequestMethod"), true
	case signed == symbol.True && signedToo == symbol.False && !r.Signed:
		return lint.Deny("%s comes first and serves only signed requests", b).
			Answers("CloudFront", "MissingKey"), true
	case !r.Missing:
		return lint.Allow("%s serves the request, though %s is meant for it", b, meant), false
	}
	origin, _ := b.Origin()
	other, _ := meant.Origin()
	if origin == nil || other == nil || origin == other {
		return lint.Skip("both behaviors ask the same origin"), false
	}
	c, decision, ok := s3Origin(d, r, cloudfront.S3REST)
	if !ok {
		return decision, false
	}
	if decision, ok := c.unanswered("S3 answers 404 for what the bucket does not hold"); !ok {
		return decision, false
	}
	return lint.Deny("%s comes first and asks %s, which does not hold what origin %q answers", b, c.bucket, other.ID()).
		Answers("S3", "AccessDenied"), true
}
