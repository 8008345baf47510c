package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// failoverRefused reports origin groups whose second origin refuses what the
// first one fails to answer.
var failoverRefused = &lint.Rule{
	Slug:     "failover-refused",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.OriginGroups},
	Severity: lint.Warning,
	Title:    "The second origin of an origin group refuses CloudFront",
	About: `When the first origin of a group answers with one of the failover statuses, or not at all, CloudFront asks the second ` +
		`one, and viewers get what that answers. A second origin that refuses CloudFront turns every outage of the first into a ` +
		`403, and nothing shows it before. Each member of a group needs its own access: origin access control, bucket policy, ` +
		`custom headers. The rule is silent when what the second origin answers is not known.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b := d.BehaviorFor(r)
		if b == nil {
			return behaviorNotKnown
		}
		_, group := b.Origin()
		switch {
		case group == nil:
			return lint.Skip("%s asks one origin only", b)
		case r.Method != "GET" && r.Method != "HEAD":
			return lint.Skip("the request does not read")
		}
		if edge := b.AtEdge(r); edge.AlwaysAnswers {
			return notReached(edge)
		}
		refused, because := group.SecondRefuses(b, r)
		switch refused {
		case symbol.False:
			return lint.Allow("%s", because)
		case symbol.Unknown:
			return lint.CannotTell("%s", because)
		}
		second := group.Secondary
		when := "fails"
		if codes := group.Codes(); len(codes) > 0 {
			when = "answers " + strings.Join(codes, ", ")
		}
		first := "the first origin"
		if group.Primary != nil {
			first = "origin " + group.Primary.ID()
		}
		decision := lint.Deny("CloudFront then asks origin %q, which answers 403: %s", second.ID(), because).
			ForViewers("viewers get 403 for %s whenever %s %s", b.Paths(), first, when).
			AtBlock(d.Resource, second.Block).
			See(d.Resource, group.Block.Range, "the origin group is here").
			FixBy("give CloudFront the access to origin %q that the first origin gives", second.ID())
		evidence := "AccessDenied"
		if second.Endpoint().Kind == cloudfront.LoadBalancer {
			evidence = "the fixed response of its listener"
		}
		return soften(d, r, b, decision, "the second origin", b.Paths()).Answers(second.Endpoint().Kind.String(), evidence)
	},
}
