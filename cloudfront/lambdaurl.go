package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A URLVerdict is what a Lambda function URL does with CloudFront's request.
type URLVerdict int

// The verdicts. URLUnsigned and URLNotGranted end in 403.
const (
	// URLNotKnown: this input does not decide.
	URLNotKnown URLVerdict = iota
	// URLOpen: the URL takes requests of anybody, or of CloudFront.
	URLOpen
	// URLUnsigned: the URL wants signed requests, and CloudFront does not sign.
	URLUnsigned
	// URLNotGranted: CloudFront signs, and may not invoke the function.
	URLNotGranted
)

// A URLAnswer is a verdict with its evidence.
type URLAnswer struct {
	Verdict URLVerdict
	Because string
	// URL is the aws_lambda_function_url.
	URL *tf.Resource
	// Permission is the one that comes nearest, nil without any.
	Permission *tf.Resource
	// Action is what no permission grants.
	Action string
}

// urlActions are what CloudFront needs to invoke a function by its URL: both,
// since October 2025.
// See https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html.
var urlActions = []string{"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}

// InvokeURL answers whether the function URL behind the origin takes requests of
// the origin's distribution.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html.
func (o *Origin) InvokeURL() URLAnswer {
	m := o.Distribution.model
	url := m.cfg.Resource(o.Endpoint().Address)
	if url == nil || url.Type != "aws_lambda_function_url" || url.Data {
		return URLAnswer{Because: "the function URL is not made in this configuration"}
	}
	answer := URLAnswer{URL: url}
	switch auth, known := url.Body.Attr("authorization_type").Literal(); {
	case !known:
		answer.Because = "who may call " + url.Address + " is not known from this input"
		return answer
	case auth != "AWS_IAM":
		answer.Verdict, answer.Because = URLOpen, url.Address+" takes requests that are not signed"
		return answer
	}
	switch o.signsForLambda() {
	case symbol.False:
		answer.Verdict, answer.Because = URLUnsigned, url.Address+" takes signed requests only"
		return answer
	case symbol.Unknown:
		answer.Because = "how CloudFront signs its requests to the origin is not known from this input"
		return answer
	}
	return o.mayInvoke(answer)
}

// signsForLambda tells whether CloudFront signs what it sends to the origin.
func (o *Origin) signsForLambda() symbol.Truth {
	id := o.Block.Attr("origin_access_control_id")
	if id.Unset() {
		return symbol.False
	}
	t, _ := id.Text()
	control := o.Distribution.model.referred(t, "id", "aws_cloudfront_origin_access_control")
	if control == nil || control.Data {
		return symbol.Unknown
	}
	if kind, _ := control.Body.Attr("origin_access_control_origin_type").Literal(); kind != "lambda" {
		return symbol.Unknown
	}
	switch behavior, _ := control.Body.Attr("signing_behavior").Literal(); behavior {
	case "always", "no-override":
		return symbol.True
	case "never":
		return symbol.False
	}
	return symbol.Unknown
}

// mayInvoke asks the permissions of the function for both actions.
func (o *Origin) mayInvoke(answer URLAnswer) URLAnswer {
	m := o.Distribution.model
	name, ok := m.functionName(answer.URL)
	function := m.functionNamed(name)
	if !ok || function == nil {
		answer.Because = "the function of " + answer.URL.Address + " is not made in this configuration"
		return answer
	}
	if m.cfg.Partial || m.passedTo(function.Address, answer.URL.Address, o.Distribution.Resource.Address) != "" {
		answer.Because = "a permission may be made where this input does not show it"
		return answer
	}
	answer.Verdict, answer.Because = URLOpen, "permissions let CloudFront invoke "+function.Address
	for _, action := range urlActions {
		call := invocation{function: name, action: action, qualifier: answer.URL.Body.Attr("qualifier"), through: answer.URL}
		granted, why, nearest := o.permitted(call)
		if granted == symbol.True {
			continue
		}
		answer.Verdict, answer.Because, answer.Action, answer.Permission = URLNotGranted, why, action, nearest
		if granted == symbol.Unknown {
			answer.Verdict = URLNotKnown
		}
		return answer
	}
	return answer
}

// functionName returns the name of the function that a resource names, by its
// name or by an ARN. ok is false when that is not known.
func (m *Model) functionName(r *tf.Resource) (name symbol.Text, ok bool) {
	t, ok := r.Body.Attr("function_name").Text()
	if !ok {
		return t, false
	}
	if s, sole := t.Sole(); sole {
		if kind, _ := s.Type(); kind != "aws_lambda_function" {
			return t, false
		}
		function := m.cfg.Resource(s.Address)
		if function == nil {
			return t, false
		}
		if own, known := function.Body.Attr("function_name").Text(); known {
			return own, true
		}
		return symbol.Of(symbol.Symbol{Address: s.Address, Attr: "function_name"}), true
	}
	if s, literal := t.Literal(); literal {
		if _, after, found := strings.Cut(s, ":function:"); found {
			s = after
		}
		return symbol.Literal(s), !strings.Contains(s, ":")
	}
	return t, true
}

// functionNamed returns the function of this configuration with a name.
func (m *Model) functionNamed(name symbol.Text) *tf.Resource {
	for _, r := range m.cfg.OfType("aws_lambda_function") {
		own, ok := r.Body.Attr("function_name").Text()
		if !ok {
			own = symbol.Of(symbol.Symbol{Address: r.Address, Attr: "function_name"})
		}
		if symbol.Equal(own, name) == symbol.True {
			return r
		}
	}
	return nil
}

// passedTo returns a module without source at hand that gets one of some
// resources, empty without one.
func (m *Model) passedTo(addresses ...string) string {
	for _, module := range m.cfg.Opaque() {
		for _, ref := range module.Refs {
			if ref == tf.Anything || slices.Contains(addresses, ref.Address) {
				return module.Address
			}
		}
	}
	return ""
}
