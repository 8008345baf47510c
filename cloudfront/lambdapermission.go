package cloudfront

import (
	"fmt"
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An invocation is what CloudFront wants to do with a function.
type invocation struct {
	function symbol.Text // its name
	action   string
	// qualifier is the version or alias that is called, by way of a resource.
	qualifier tf.Value
	through   *tf.Resource
}

// permitted tells whether an aws_lambda_permission allows a call to CloudFront,
// and if not, which one comes nearest and what keeps it from it.
// See https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html.
func (o *Origin) permitted(call invocation) (granted symbol.Truth, why string, nearest *tf.Resource) {
	m := o.Distribution.model
	granted, why = symbol.False, "no aws_lambda_permission lets cloudfront.amazonaws.com call "+call.action
	for _, r := range m.cfg.OfType("aws_lambda_permission") {
		name, ok := m.functionName(r)
		same := symbol.Equal(name, call.function)
		if !ok {
			same = symbol.Unknown
		}
		if same == symbol.False {
			continue
		}
		fits, fault := o.fits(r, call)
		fits = fits.And(same)
		if r.Maybe {
			fits = fits.And(symbol.Unknown)
		}
		granted = granted.Or(fits)
		if fits == symbol.Unknown {
			why = "whether " + r.Address + " lets CloudFront call " + call.action + " is not known from this input"
		}
		// The nearest one is for the action.
		about, _ := r.Body.Attr("action").Literal()
		if fits == symbol.False && fault != "" && granted != symbol.Unknown && (nearest == nil || about == call.action) {
			why, nearest = fault, r
		}
	}
	return granted, why, nearest
}

// A check is one thing that a permission asks for, and what to say when it is not
// met.
type check struct {
	holds symbol.Truth
	fault string
}

// fits tells whether a permission of the function allows the call. fault says
// what is in the way of one that is for CloudFront.
func (o *Origin) fits(r *tf.Resource, call invocation) (fits symbol.Truth, fault string) {
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
		{equal(attr("action"), call.action, "lambda:*", "*"), fmt.Sprintf("%s is about %s, and none lets CloudFront call %s", r.Address, attr("action").Show(), call.action)},
		{o.fromHere(attr("source_arn"), o.Distribution.ARN()), fmt.Sprintf("%s is for %s, not for %s", r.Address, attr("source_arn").Show(), o.Distribution.Resource.Address)},
		{o.fromHere(attr("source_account"), o.Distribution.account()), fmt.Sprintf("%s is for the account %s", r.Address, attr("source_account").Show())},
		{sameQualifier(attr("qualifier"), call.qualifier), fmt.Sprintf("the qualifier of %s is not that of %s", r.Address, call.through.Address)},
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

// sameQualifier compares the version or alias that a permission and a call are
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
