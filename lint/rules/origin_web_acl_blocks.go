package rules

import (
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// originWebACLBlocks reports web ACLs in front of an origin that block the
// requests of CloudFront.
var originWebACLBlocks = &lint.Rule{
	Slug:     "origin-web-acl-blocks",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.WebACL, lint.APIGateway},
	Severity: lint.Error,
	Title:    "The web ACL in front of the origin blocks what CloudFront sends",
	About: `A regional web ACL on the load balancer or on the stage of the API behind CloudFront sees the requests of CloudFront: ` +
		`from an address of CloudFront, with the headers that the policies forward and those that the origin adds as custom_header. ` +
		`An ACL that lets requests in only with a secret header blocks all of them when the origin sends another value, or a header ` +
		`of another name. Values that Terraform does not know yet are compared by what they refer to. The rule is silent where a ` +
		`viewer's header decides, where an edge function may set it, and for ACLs that are made elsewhere.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, o, decision, ok := originOf(d, r)
		if !ok {
			return decision
		}
		a := o.AskWebACL(b, r)
		switch {
		case a.Target == nil:
			return lint.Skip("the origin is not a load balancer or a stage of an API that is made here")
		case a.Association == nil:
			return lint.Skip("no web ACL here guards %s", a.Target.Address)
		case a.ACL == nil:
			return lint.CannotTell("the web ACL of %s is not made in this configuration", a.Target.Address)
		case a.Denied == symbol.Unknown:
			return lint.CannotTell("what %s does with the request is not known: %s", a.ACL.Resource.Address, a.Because)
		case a.Denied == symbol.False:
			return lint.Allow("%s does not answer 403", a.ACL.Resource.Address)
		}
		decision = denyByWebACL(cloudfront.WebACLAnswer{Answer: a.Answer, ACL: a.ACL}).
			ForViewers("viewers get 403 for %s", b.Paths()).
			See(d.Resource, o.DomainName().Range, "CloudFront asks %s here", a.Target.Address).
			See(a.Association, a.Association.Body.Attr("web_acl_arn").Range, "the web ACL guards it").
			FixBy("let the requests of CloudFront through in %s", a.ACL.Resource.Address)
		if headers := a.ACL.HeadersAsked(a.Rule); len(headers) > 0 {
			decision = decision.FixBy("give origin %q the custom_header %s with the value that %s looks for", o.ID(), strings.Join(headers, " or "), a.ACL.Resource.Address)
		}
		for _, name := range a.ACL.HeadersAsked(a.Rule) {
			if value, sent := o.CustomHeader(name); sent == symbol.True {
				decision = decision.See(d.Resource, value.Range, "the origin sends this as %s", name)
			}
		}
		if r.Missing {
			decision = decision.ByDesign() // a path that nobody asks for
		}
		who, evidence := "the load balancer", "server: awselb/2.0"
		if o.Endpoint().Kind == cloudfront.APIGateway {
			who, evidence = "API Gateway", "ForbiddenException"
		}
		return soften(d, r, b, decision, who, b.Paths()).Answers(who, evidence)
	},
}
