package cloudfront

import (
	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An APIGate is one of the things that API Gateway asks before it serves a
// request. Each answers 403 when it says no.
type APIGate int

// The gates, in the order in which they are asked.
const (
	// APIMapping: the custom domain name has a mapping to an API.
	APIMapping APIGate = iota
	// APIEndpoint: the default endpoint takes requests at all.
	APIEndpoint
	// APIStage: the path names a stage of the API.
	APIStage
	// APIRoute: the API has a resource for what the behavior is asked for.
	APIRoute
	// APISignature: the request is signed where IAM authorizes it.
	APISignature
	// APIPolicy: the resource policy lets the request in.
	APIPolicy
	// APIKey: the request brings a key where the method wants one.
	APIKey
	// APIKeyPlan: the key that CloudFront adds belongs to a usage plan of the stage.
	APIKeyPlan
)

// An APIAnswer is what a gate says of a request, with its evidence.
type APIAnswer struct {
	// Passes is Unknown when this input does not decide.
	Passes  symbol.Truth
	Because string
	// Moot tells that no 403 comes from this gate: another refuses the request
	// first, or the API answers with another status.
	Moot bool
	// OfViewers tells that viewers can send what is missing, and CloudFront passes
	// it on.
	OfViewers bool
	// Disabled tells that the API key is switched off.
	Disabled bool
	// Domain is the custom domain name that is asked, nil for the default endpoint.
	Domain *tf.Resource
	// API is the API behind the origin, Route the method or route that the gate
	// stands at, or the key that it refuses, At where that is written.
	API   *tf.Resource
	Route *tf.Resource
	At    tf.Value
	// Policy is the one that refuses, Statement the one in it that denies the
	// request, or that comes nearest to allowing it, and Condition what of it is not
	// met.
	Policy    *ResourcePolicy
	Statement *iam.Statement
	Condition *iam.Condition
}

// AskAPI asks a gate of the API behind the origin about a request.
func (o *Origin) AskAPI(gate APIGate, r Request) APIAnswer {
	c := o.apiCall(r)
	if why := c.mayFailOtherwise(gate); why != "" {
		return APIAnswer{Because: why}
	}
	for earlier := range gate {
		if c.ask(earlier).Passes == symbol.False {
			return APIAnswer{Moot: true, Because: "not reached: API Gateway refuses the request for another reason"}
		}
	}
	answer := c.ask(gate)
	answer.API, answer.Domain = c.api, c.domain
	if answer.Passes != symbol.False {
		return answer
	}
	switch kept, because := c.keeps403(gate); kept {
	case symbol.False:
		return APIAnswer{Moot: true, Because: because}
	case symbol.Unknown:
		return APIAnswer{Because: because}
	}
	return answer
}

func (c apiCall) ask(gate APIGate) APIAnswer {
	switch gate {
	case APIMapping:
		return c.askMapping()
	case APIEndpoint:
		return c.askEndpoint()
	case APIStage:
		if c.domain != nil {
			return APIAnswer{Because: "whether the path has to name a stage is for the mapping to say"}
		}
		passed := c.request
		if b := c.origin.Distribution.BehaviorFor(c.request); b != nil {
			edge := b.AtEdge(c.request)
			if !edge.PathKnown {
				return APIAnswer{Because: edge.Function + " may rewrite the path"}
			}
			passed = edge.Request
		}
		stage := c.origin.Stage(passed)
		return APIAnswer{Passes: stage.Named, Because: stage.Because}
	case APIRoute:
		return c.askRoute()
	case APISignature:
		return c.askSignature()
	case APIPolicy:
		return c.askPolicy()
	case APIKey:
		return c.askKey()
	case APIKeyPlan:
		return c.askKeyPlan()
	}
	return APIAnswer{}
}

// passes is the answer of a gate that lets the call through.
func passes(because string) APIAnswer { return APIAnswer{Passes: symbol.True, Because: because} }
