package cloudfront

import (
	"fmt"
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
		granted, why := o.permitted(&answer, name, action)
		if granted == symbol.True {
			continue
		}
		answer.Verdict, answer.Because, answer.Action = URLNotGranted, why, action
		if granted == symbol.Unknown {
			answer.Verdict = URLNotKnown
		}
		return answer
	}
	return answer
}

// permitted tells whether a permission lets CloudFront do an action, and if not,
// what keeps the nearest one from it.
func (o *Origin) permitted(answer *URLAnswer, function symbol.Text, action string) (granted symbol.Truth, why string) {
	m := o.Distribution.model
	granted, why = symbol.False, "no aws_lambda_permission lets cloudfront.amazonaws.com call "+action
	for _, r := range m.cfg.OfType("aws_lambda_permission") {
		name, ok := m.functionName(r)
		same := symbol.Equal(name, function)
		if !ok {
			same = symbol.Unknown
		}
		if same == symbol.False {
			continue
		}
		fits, fault := o.fits(r, answer.URL, action)
		fits = fits.And(same)
		if r.Maybe {
			fits = fits.And(symbol.Unknown)
		}
		granted = granted.Or(fits)
		if fits == symbol.Unknown {
			why = "whether " + r.Address + " lets CloudFront call " + action + " is not known from this input"
		}
		// The nearest one is for the action.
		about, _ := r.Body.Attr("action").Literal()
		if fits == symbol.False && fault != "" && granted != symbol.Unknown && (answer.Permission == nil || about == action) {
			why, answer.Permission = fault, r
		}
	}
	return granted, why
}

// A check is one thing that a permission asks for, and what to say when it is not
// met.
type check struct {
	holds symbol.Truth
	fault string
}

// fits tells whether a permission of the function lets CloudFront do an action
// through a URL. fault says what is in the way of one that is for CloudFront.
func (o *Origin) fits(r, url *tf.Resource, action string) (fits symbol.Truth, fault string) {
	attr := func(name string) tf.Value { return r.Body.Attr(name) }
	equal := func(v tf.Value, wanted ...string) symbol.Truth {
		s, known := v.Literal()
		if !known {
			return symbol.Unknown
		}
		return symbol.TruthOf(slices.Contains(wanted, s))
	}
	principal := equal(attr("principal"), "cloudfront.amazonaws.com", "*")
	if principal == symbol.False {
		return symbol.False, ""
	}
	checks := []check{
		{equal(attr("action"), action, "lambda:*", "*"), fmt.Sprintf("%s is about %s, and none lets CloudFront call %s", r.Address, attr("action").Show(), action)},
		{o.fromHere(attr("source_arn"), o.Distribution.ARN()), fmt.Sprintf("%s is for %s, not for %s", r.Address, attr("source_arn").Show(), o.Distribution.Resource.Address)},
		{o.fromHere(attr("source_account"), o.Distribution.account()), fmt.Sprintf("%s is for the account %s", r.Address, attr("source_account").Show())},
		{sameQualifier(attr("qualifier"), url.Body.Attr("qualifier")), fmt.Sprintf("the qualifier of %s is not that of %s", r.Address, url.Address)},
	}
	if auth := attr("function_url_auth_type"); !auth.Unset() {
		checks = append(checks, check{equal(auth, "AWS_IAM"), fmt.Sprintf("%s is for URLs of the type %s", r.Address, auth.Show())})
	}
	fits = principal
	for _, name := range []string{"principal_org_id", "event_source_token"} {
		if !attr(name).Unset() {
			fits = symbol.Unknown
		}
	}
	for _, c := range checks {
		if c.holds == symbol.False {
			return symbol.False, c.fault
		}
		fits = fits.And(c.holds)
	}
	return fits, ""
}

// fromHere tells whether a condition of a permission lets in what comes from a
// distribution or account. Lambda compares ARNs by pattern.
func (o *Origin) fromHere(v tf.Value, own symbol.Text) symbol.Truth {
	if v.Unset() {
		return symbol.True
	}
	t, ok := v.Text()
	if !ok {
		return symbol.Unknown
	}
	return symbol.Match(o.Distribution.model.canonical(t), own)
}

// sameQualifier compares the version or alias that a permission and a URL are
// for.
func sameQualifier(a, b tf.Value) symbol.Truth {
	if a.Unset() && b.Unset() {
		return symbol.True
	}
	x, known := a.Text()
	y, ok := b.Text()
	if a.Unset() != b.Unset() && (known || ok) {
		return symbol.False
	}
	if !known || !ok {
		return symbol.Unknown
	}
	return symbol.Equal(x, y)
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
