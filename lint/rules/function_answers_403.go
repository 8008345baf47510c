package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// functionAnswers403 notes requests that the code of an edge function answers
// with 403.
var functionAnswers403 = &lint.Rule{
	Slug:     "function-answers-403",
	Stage:    lint.AtFunction,
	Families: []lint.Family{lint.EdgeCode},
	Severity: lint.Note,
	Title:    "An edge function answers some requests with 403",
	About: `A CloudFront function or a Lambda@Edge function may answer a request instead of passing it on, and code that checks ` +
		`who may see what answers 403. That is what it is for, so it is a note that shows the line and the condition. The code ` +
		`is read where the configuration holds it: as code of an aws_cloudfront_function, or as a file of JavaScript that ` +
		`archive_file puts into the package of a Lambda function. The rule is silent about code that is not at hand, about ` +
		`other languages, and where the answer depends on what is not known, such as a key value store or the address of the viewer.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/function-code-choose-purpose.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		b, decision, ok := atFunctions(d, r)
		if !ok {
			return decision
		}
		if refusesEveryone(d, b) {
			return lint.Skip("not reached: no request is passed on")
		}
		edge := b.AtEdge(r)
		viewers := "viewers get 403 for " + b.Paths()
		if edge.When != "" {
			viewers = "viewers get 403 for requests to " + b.Paths() + " " + edge.When
		}
		return denyAtFunction(d, b, edge).
			ForViewers("%s", viewers).
			FixBy("change the condition in %s if these requests are meant to pass", edge.Resource.Address).
			ByDesign()
	},
}

// atFunctions finds the behavior whose functions refuse a request. When ok is
// false, the decision says why there is none.
func atFunctions(d *cloudfront.Distribution, r cloudfront.Request) (b *cloudfront.Behavior, decision lint.Decision, ok bool) {
	if b = d.BehaviorFor(r); b == nil {
		return nil, behaviorNotKnown, false
	}
	if decision, ok = comesIn(b, r); !ok {
		return nil, decision, false
	}
	edge := b.AtEdge(r)
	switch {
	case b.MeetsFunction() == symbol.False:
		return nil, lint.Skip("no edge function is asked about requests to %s", b), false
	case edge.IsRefused() && edge.Resource != nil:
		return b, decision, true
	case edge.AlwaysAnswers && edge.Status == 0:
		return nil, lint.CannotTell("%s answers with a status that is not known", edge.Function), false
	case edge.AlwaysAnswers:
		return nil, lint.Allow("%s", edge.Step), false
	case r.Admitted:
		return nil, lint.Allow("the request is one that %s passes on", edge.Function), false
	case edge.Answers:
		return nil, lint.CannotTell("%s may answer itself: its code or what it looks at is not all known", edge.Function), false
	case edge.Step != "":
		return nil, lint.Allow("%s", edge.Step), false
	}
	return nil, lint.Allow("%s passes the request on", edge.Function), false
}

// denyAtFunction is the denial by a function.
func denyAtFunction(d *cloudfront.Distribution, b *cloudfront.Behavior, edge cloudfront.EdgeOutcome) lint.Decision {
	because := edge.Step
	if edge.When != "" {
		because += ", " + edge.When
	}
	evidence := "X-Cache: FunctionGeneratedResponse from cloudfront"
	if edge.Resource.Type == "aws_lambda_function" {
		evidence = "X-Cache: LambdaGeneratedResponse from cloudfront"
	}
	return lint.Deny("%s", because).
		At(edge.Resource, edge.At).
		See(d.Resource, b.Block.Range, "%s asks it", b).
		Answers("CloudFront", evidence)
}

// refusesEveryone reports whether the functions of a behavior answer 403 to
// whoever comes, and nothing shows that this is meant: no other behavior lets
// requests pass, or the code itself means to pass some on.
func refusesEveryone(d *cloudfront.Distribution, b *cloudfront.Behavior) bool {
	switch b.Refuses() {
	case cloudfront.RefusesNames:
		return true
	case cloudfront.RefusesAll:
		for _, other := range d.Behaviors {
			if other.Refuses() == cloudfront.RefusesSome {
				return false
			}
		}
		return true
	}
	return false
}
