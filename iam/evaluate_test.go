package iam

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
)

const (
	account = "111122223333"
	distARN = "arn:aws:cloudfront::" + account + ":distribution/E1"
	oaiARN  = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2"
)

var (
	cloudFront = Principal{Service, text("cloudfront.amazonaws.com")}
	oai        = []Principal{{AWS, text(oaiARN)}, {CanonicalUser, text("c0ffee")}}
	user       = []Principal{{AWS, text("arn:aws:iam::" + account + ":user/u")}}
)

// getObject is what CloudFront sends with an origin access control.
func getObject() Request {
	return Request{
		Principals: []Principal{cloudFront},
		Action:     "s3:GetObject",
		Resource:   text("arn:aws:s3:::b/index.html"),
		Context: map[string]ContextValue{
			"aws:sourcearn":       {Values: texts(distARN)},
			"aws:securetransport": {Values: texts("true")},
			"aws:sourceip":        {Unknown: true},
		},
	}
}

// Statements that the request of getObject meets, or not.
const (
	allows      = `{"Sid": "allows", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringEquals": {"aws:SourceArn": "` + distARN + `"}}}`
	mayAllow    = `{"Sid": "mayAllow", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}`
	allowsOther = `{"Sid": "allowsOther", "Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": "*"}`
	denies      = `{"Sid": "denies", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}`
	mayDeny     = `{"Sid": "mayDeny", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}`
	deniesOther = `{"Sid": "deniesOther", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`
)

func policyOf(statements ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ",") + `]}`
}

func TestEvaluate(t *testing.T) {
	unread := `"` + token("s") + `"`
	mayBeEither := `{"Sid": "either", "Effect": "` + token("e") + `", "Principal": "*", "Action": "*", "Resource": "*"}`
	const ip = "condition aws:SourceIp of "
	for name, tc := range map[string]struct {
		statements []string
		outcome    Outcome
		decisive   []string
		because    string
	}{
		"nothing":                     {nil, ImplicitDeny, nil, ""},
		"allow":                       {[]string{allowsOther, allows, deniesOther}, Allow, []string{"allows"}, ""},
		"no allow":                    {[]string{allowsOther}, ImplicitDeny, nil, ""},
		"deny beats allow":            {[]string{allows, denies}, ExplicitDeny, []string{"denies"}, ""},
		"deny alone":                  {[]string{denies}, ExplicitDeny, []string{"denies"}, ""},
		"possible deny, allow":        {[]string{allows, mayAllow, mayDeny}, Unknown, []string{"mayDeny"}, ip + `statement "mayDeny" is not known`},
		"possible deny, no allow":     {[]string{mayDeny, allowsOther}, ImplicitDeny, nil, ""},
		"possible allow":              {[]string{mayAllow}, Unknown, []string{"mayAllow"}, ip + `statement "mayAllow" is not known`},
		"possible allow, sure deny":   {[]string{mayAllow, denies}, ExplicitDeny, []string{"denies"}, ""},
		"possible both":               {[]string{mayAllow, mayDeny}, Unknown, []string{"mayAllow", "mayDeny"}, ip + `statement "mayAllow" is not known`},
		"possible allow beside allow": {[]string{mayAllow, allows}, Allow, []string{"allows"}, ""},
		"unread":                      {[]string{unread}, Unknown, nil, "the policy has statements that are not known"},
		"unread and allow":            {[]string{unread, allows}, Unknown, nil, "the policy has statements that are not known"},
		"unread and deny":             {[]string{unread, denies}, ExplicitDeny, []string{"denies"}, ""},
		"effect unknown":              {[]string{mayBeEither}, Unknown, []string{"either"}, `the effect of statement "either" is not known`},
		"effect unknown and allow":    {[]string{mayBeEither, allows}, Unknown, []string{"either"}, `the effect of statement "either" is not known`},
		"effect unknown and deny":     {[]string{mayBeEither, denies}, ExplicitDeny, []string{"denies"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := parse(t, policyOf(tc.statements...)).Evaluate(getObject())
			var sids []string
			for _, s := range d.Statements {
				sids = append(sids, s.Sid)
			}
			if d.Outcome != tc.outcome || d.Because != tc.because {
				t.Errorf("got %v (%s), want %v (%s)", d.Outcome, d.Because, tc.outcome, tc.because)
			}
			if diff := cmp.Diff(tc.decisive, sids); diff != "" {
				t.Errorf("statements (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBecause(t *testing.T) {
	for members, want := range map[string]string{
		`"Principal": "` + token("p") + `", "Action": "*"`:                                 "the principal of statement 1 is not known",
		`"Principal": "*", "Action": "` + token("a") + `"`:                                 "the action of statement 1 is not known",
		`"Principal": "*", "Action": "*", "Resource": "` + token("r") + `"`:                "whether the resource of statement 1 is the requested one is not known",
		`"Principal": "*", "Action": "*", "Condition": {"X": {"` + token("k") + `": "1"}}`: "condition ${var.k} of statement 1 is not known",
		`"Principal": "*", "Action": "*", "Condition": ` + token("c"):                      "condition of statement 1 is not known",
	} {
		p := parse(t, policyOf(`{"Effect": "Allow", `+members+`}`))
		if got := p.Evaluate(getObject()).Because; got != want {
			t.Errorf("%s: got %q, want %q", symbol.Strip(members), got, want)
		}
	}
}

func TestMatchElements(t *testing.T) {
	const rest = `"Effect": "Allow", "Principal": "*", `
	for _, tc := range []struct {
		members          string
		action, resource symbol.Truth
	}{
		{`"Action": "S3:getobject", "Resource": "arn:aws:s3:::b/*"`, yes, yes},
		{`"Action": "s3:Get*", "Resource": "arn:aws:s3:::B/*"`, yes, no},
		{`"Action": "s3:GetObjec?", "Resource": "arn:aws:s3:*.html"`, yes, yes},
		{`"Action": ["s3:PutObject"]`, no, yes},
		{`"NotAction": ["s3:PutObject"], "NotResource": "arn:aws:s3:::c/*"`, yes, yes},
		{`"NotAction": ["s3:*"], "NotResource": "arn:aws:s3:::b/*"`, no, no},
		{`"Action": ["` + token("a") + `", "s3:GetObject"], "Resource": ["` + token("r") + `", "*"]`, yes, yes},
		{`"NotAction": ["` + token("a") + `"], "NotResource": ["` + token("r") + `"]`, unknown, unknown},
		{`"Action": "s3:Put` + token("a") + `", "Resource": "arn:aws:s3:::` + token("b") + `/*"`, no, unknown},
		{`"Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"`, yes, no},
		{`"Action": "*", "Resource": "arn:aws:s3:::c/${aws:username}"`, yes, no},
		{`"Action": "*", "NotResource": "arn:aws:s3:::c/${aws:username}"`, yes, yes},
	} {
		m := statement(t, rest+tc.members).Match(getObject())
		if m.Action != tc.action || m.Resource != tc.resource {
			t.Errorf("%s: got action %v, resource %v", symbol.Strip(tc.members), m.Action, m.Resource)
		}
	}
}

func TestMatchConditions(t *testing.T) {
	s := statement(t, `"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": {
		"Bool": {"aws:SecureTransport": true},
		"IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
		"StringEquals": {"aws:SourceArn": "x", "aws:SourceVpc": "y"}}`)
	m := s.Match(getObject())
	if m.Conditions != no || m.All() != no || m.Principal != yes {
		t.Errorf("got %+v", m)
	}
	if m.FailedCondition != &s.Conditions[2] || m.UnknownCondition != &s.Conditions[1] {
		t.Errorf("got failed %v, unknown %v", m.FailedCondition, m.UnknownCondition)
	}
}

func TestOutcomeString(t *testing.T) {
	want := []string{"unknown", "implicit deny", "explicit deny", "allow"}
	for i, s := range want {
		if got := Outcome(i).String(); got != s {
			t.Errorf("got %q, want %q", got, s)
		}
	}
}
