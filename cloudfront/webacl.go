package cloudfront

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// WebACL returns the distribution's web ACL, nil when it has none. known is
// false when there is one that is not made here, or that cannot be told. A web
// ACL for regional services is none that CloudFront accepts: the deploy fails.
// See https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html.
func (d *Distribution) WebACL() (acl *waf.ACL, at tf.Value, known bool) {
	at = d.Resource.Body.Attr("web_acl_id")
	if at.Unset() {
		return nil, at, true
	}
	t, _ := at.Text()
	r := d.model.referred(t, "arn", "aws_wafv2_web_acl")
	if r == nil {
		r = d.model.referred(t, "id", "aws_waf_web_acl")
	}
	if r == nil || r.Data {
		return nil, at, false
	}
	acl = d.model.firewall.ACL(r)
	if acl.Regional == symbol.True {
		return nil, at, false
	}
	return acl, at, true
}

// A Reach tells how many requests a denial by a web ACL is about.
type Reach int

// The reaches. SomeViewers is the zero value: what a request tells of its viewer
// decides.
const (
	SomeViewers Reach = iota
	// Country: of the viewer, only the country decides.
	Country
	// AnyViewer: the method, the host and the path decide.
	AnyViewer
	// Everyone: every request is denied.
	Everyone
)

// A WebACLAnswer is what the web ACL of a distribution does with a request.
type WebACLAnswer struct {
	waf.Answer
	// ACL is the web ACL, nil without one; At is the attribute that names it.
	ACL *waf.ACL
	At  tf.Value
	// Reach tells how far a denial goes.
	Reach Reach
	// Meant tells that the denial takes something from the distribution that it
	// is there for: all that its behavior serves, or one of its names.
	Meant bool
}

// AskWebACL tells what the web ACL does with a request. known is false when the
// web ACL is not made here.
func (d *Distribution) AskWebACL(r Request) (answer WebACLAnswer, known bool) {
	answer.ACL, answer.At, known = d.WebACL()
	if answer.ACL == nil {
		return answer, known
	}
	asked := r.toWAF()
	answer.Answer = answer.ACL.Evaluate(asked)
	if answer.Denied != symbol.True {
		return answer, true
	}
	answer.Reach = reach(answer.ACL, asked)
	switch answer.Reach {
	case Everyone:
		answer.Answer = answer.ACL.EvaluateAny()
	case AnyViewer:
		answer.Meant = d.takesAll(answer.ACL, r)
	}
	return answer, true
}

// takesAll reports whether the web ACL denies, of the method and the host of a
// request, all that the behavior serves, or the page that the name of the
// distribution leads to.
func (d *Distribution) takesAll(acl *waf.ACL, r Request) bool {
	b := d.BehaviorFor(r)
	if b == nil {
		return false
	}
	asked := waf.Request{Method: r.Method, Path: "/"}
	if slices.ContainsFunc(d.names(), func(name string) bool { return name == r.Host.String() }) {
		asked.Header = onlyHost(r.toWAF().Header)
	}
	if !b.Default {
		pattern, known := b.pattern()
		text, literal := pattern.Literal()
		if !known || !literal {
			return false
		}
		before, _, wild := strings.Cut(text, "*")
		asked.Path, asked.PathKnown = before, !wild
		if strings.Contains(before, "?") {
			return false
		}
	}
	if _, set := d.DefaultRootObject(); b.Default && r.Path == "/" && set == symbol.True {
		asked.PathKnown = true
	}
	return acl.Evaluate(asked).Denied == symbol.True
}

// reach finds what of a request its denial rests on, by leaving more and more
// of it open.
func reach(acl *waf.ACL, asked waf.Request) Reach {
	denied := func(r waf.Request) bool { return acl.Evaluate(r).Denied == symbol.True }
	if acl.EvaluateAny().Denied == symbol.True {
		return Everyone
	}
	anyone := asked
	anyone.Country, anyone.Source, anyone.Header = "", netip.Addr{}, onlyHost(asked.Header)
	anyone.Query, anyone.QueryKnown = "", false
	if denied(anyone) {
		return AnyViewer
	}
	anyone.Country = asked.Country
	if denied(anyone) {
		return Country
	}
	return SomeViewers
}

func onlyHost(header func(string) waf.Header) func(string) waf.Header {
	return func(name string) waf.Header {
		if name == "host" {
			return header(name)
		}
		return waf.Header{}
	}
}

// toWAF returns the request as the web ACL of a distribution sees it. What it
// does not tell of its viewer is not known.
func (r Request) toWAF() waf.Request {
	asked := waf.Request{Method: r.Method, Path: r.Path, PathKnown: true, Query: r.Query, QueryKnown: true, Country: r.Country, Source: r.Source}
	if _, known := r.knownPath(); !known {
		asked.Path, asked.PathKnown = "/", false
	}
	asked.Header = func(name string) waf.Header {
		value, carried := r.Headers[name]
		switch {
		case name == "host":
			return waf.Header{Presence: waf.Known, Value: r.Host}
		case carried:
			return waf.Header{Presence: waf.Known, Value: symbol.Literal(value)}
		case slices.Contains(r.Without, name):
			return waf.Header{Presence: waf.Absent}
		}
		return waf.Header{}
	}
	return asked
}

// knownPath returns the path of the request, unless it stands for whatever path
// leads to a behavior.
func (r Request) knownPath() (p string, known bool) {
	return r.Path, r.behavior == nil && strings.HasPrefix(r.Path, "/")
}
