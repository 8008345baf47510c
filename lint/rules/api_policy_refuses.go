package rules

import (
	"fmt"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// apiPolicyRefuses reports resource policies of REST APIs that keep CloudFront
// out.
var apiPolicyRefuses = &lint.Rule{
	Slug:     "api-policy-refuses",
	Stage:    lint.AtOrigin,
	Families: []lint.Family{lint.APIGateway},
	Severity: lint.Error,
	Title:    "The resource policy of a REST API does not let CloudFront in",
	About: `CloudFront calls an API as anybody does: it signs nothing, and the address is its own. Where a REST API has a resource ` +
		`policy, API Gateway answers 403 unless a statement allows that and none denies it. What keeps CloudFront out is a Referer that ` +
		`the origin does not send, a VPC endpoint that it never comes through, or a principal that it is not. Which public addresses ` +
		`CloudFront calls from is not known, so the rule is silent about lists of them; and where an authorizer or a method ` +
		`that is not known may let the request in, as long as no statement denies it.`,
	Sources: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html",
		"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
	},
	Check: apiGate(cloudfront.APIPolicy, func(c *apiCase) lint.Decision {
		decision := lint.Deny("origin %q leads to %s, and in its resource policy %s", c.o.ID(), c.answer.API.Address, c.answer.Because).
			ForViewers("viewers get 403 for %s", c.b.Paths()).
			FixBy("%s", c.policyFix()).
			Answers("API Gateway", "User: anonymous is not authorized to perform: execute-api:Invoke")
		return c.seeOrigin(c.atPolicy(decision))
	}),
}

// policyFix says how to let CloudFront in.
func (c *apiCase) policyFix() string {
	key := ""
	if c.answer.Condition != nil {
		key = strings.ToLower(c.answer.Condition.Key)
	}
	switch {
	case key == "aws:referer":
		return fmt.Sprintf("give origin %q a custom_header with name = \"Referer\" and the value of the policy", c.o.ID())
	case c.answer.Statement != nil && !c.answer.Statement.Allow:
		return fmt.Sprintf("exempt from %s what comes through CloudFront, or remove it", c.answer.Statement)
	}
	return fmt.Sprintf("add a statement to the policy that allows the principal \"*\" execute-api:Invoke on \"${%s.execution_arn}/*\"", c.answer.API.Address)
}
