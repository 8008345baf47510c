package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// hostHeaderToDistribution reports behaviors that send the viewer's Host
// header to another distribution.
var hostHeaderToDistribution = &lint.Rule{
	Slug:     "host-header-to-distribution",
	Stage:    lint.AtForwarding,
	Families: []lint.Family{lint.Stacked},
	Severity: lint.Error,
	Title:    "The viewer's Host header is forwarded to another distribution",
	About: `CloudFront picks a distribution by the Host header. When one distribution is the origin of another and gets the ` +
		`viewer's Host, it is not the one that lists this host, so the request ends in 403 or comes back to where it started. ` +
		`Forward everything but Host, or better ask the real origin.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#stacked-distributions-403",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		decision := hostForwarded(d, r, cloudfront.OtherDistribution)
		if decision.Answer == lint.Denied && d.Lists(r.Host) != symbol.True {
			return lint.CannotTell("which distribution lists %s is not known from this input", r.Host)
		}
		return decision.Answers("CloudFront", `"Bad request"`)
	},
}
