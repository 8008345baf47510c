// Package lint is the engine: it asks every rule about the requests that
// viewers of a distribution will make (Run), or about one request (TraceURL).
// Both ask the same rules, so they cannot disagree.
package lint

import (
	"github.com/no403/no403/cloudfront"
)

// A Rule is a gate that a viewer request passes on its way through CloudFront:
// one documented cause of a 403.
type Rule struct {
	// Slug names the state that the rule reports: "alias-missing". The rule's
	// file, page and test folder are called the same.
	Slug string
	// Stage is where on the way CloudFront asks.
	Stage Stage
	// Families are the parts of a configuration that the rule is about.
	Families []Family
	// Severity is the most that the rule reports.
	Severity Severity
	// Title is one line: what is wrong.
	Title string
	// About is one paragraph: why AWS answers 403, and when the rule is silent.
	About string
	// Sources are the pages that document the cause, the first one the page
	// of AWS.
	Sources []string
	// Check answers for one request. It must be quick and free of side effects.
	Check func(d *cloudfront.Distribution, r cloudfront.Request) Decision
}

// A Stage is a step on the way of a request, in the order in which CloudFront
// takes them. AWS does not document the order of the steps at the edge; it
// changes no verdict, only which of several denials comes first.
type Stage int

// The stages.
const (
	AtName Stage = iota
	AtCountry
	AtWebACL
	AtBehavior
	AtProtocol
	AtMethod
	AtSignature
	AtFunction
	AtForwarding
	AtOrigin
)

// String returns the stage's name for people.
func (s Stage) String() string {
	return [...]string{"name", "country", "web ACL", "behavior", "protocol", "method", "signature", "edge function", "forwarding", "origin"}[s]
}

// A Family groups rules by the part of a configuration that they are about.
type Family string

// The families.
const (
	Names          Family = "names"
	Geo            Family = "geo"
	WebACL         Family = "web-acl"
	ViewerProtocol Family = "viewer-protocol"
	Behaviors      Family = "behaviors"
	Methods        Family = "methods"
	Signed         Family = "signed"
	EdgeCode       Family = "edge-code"
	S3REST         Family = "s3-rest"
	S3Website      Family = "s3-website"
	KMS            Family = "kms"
	LambdaURL      Family = "lambda-url"
	APIGateway     Family = "api-gateway"
	Stacked        Family = "stacked"
	ErrorPages     Family = "error-pages"
	LoadBalancers  Family = "load-balancers"
	OriginGroups   Family = "origin-groups"
)

// A Severity tells how bad a denial is.
type Severity int

// The severities, in rising order.
const (
	// Note is a denial by design.
	Note Severity = iota + 1
	// Warning is a denial of requests that some viewers will make.
	Warning
	// Error is a certain denial of ordinary requests.
	Error
)

// String returns "note", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "none"
}

// An Answer is what a rule says about a request.
type Answer int

// The answers. Unknown is the zero value: a forgotten answer is never taken
// for a fact.
const (
	Unknown Answer = iota
	// NotApplicable: the gate is not on the way of this request.
	NotApplicable
	// Pass: the gate lets the request through.
	Pass
	// Denied: the gate answers 403.
	Denied
)

// String returns the answer as reports print it.
func (a Answer) String() string {
	return [...]string{"unknown", "not-applicable", "passes", "denied"}[a]
}
