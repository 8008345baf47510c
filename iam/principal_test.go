package iam

import (
	"testing"

	"github.com/no403/no403/symbol"
)

func TestPrincipals(t *testing.T) {
	symbolicOAI := []Principal{{AWS, text("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity " + token("id"))}}
	symbolicUser := []Principal{{AWS, text("arn:aws:iam::" + token("acct") + ":user/u")}}
	hidden := []Principal{{AWS, text(token("caller"))}}
	service := []Principal{cloudFront}
	for _, tc := range []struct {
		principal string
		caller    []Principal
		want      symbol.Truth
	}{
		{`"*"`, nil, yes},
		{`"*"`, service, yes},
		{`{"AWS": "*"}`, nil, yes},
		{`{"AWS": "*"}`, service, yes},
		{`{"AWS": ["x", "*"]}`, oai, yes},
		{`{"Service": "*"}`, service, no},
		{`{"Service": "cloudfront.amazonaws.com"}`, service, yes},
		{`{"Service": "s3.amazonaws.com"}`, service, no},
		{`{"AWS": "cloudfront.amazonaws.com"}`, service, no},
		{`{"Service": "cloudfront.amazonaws.com"}`, nil, no},
		{`{"AWS": "` + oaiARN + `"}`, oai, yes},
		{`{"AWS": "` + oaiARN + `"}`, nil, no},
		{`{"AWS": "` + oaiARN + `"}`, user, no},
		{`{"AWS": "arn:aws:iam::cloudfront:root"}`, oai, no},
		{`{"AWS": "cloudfront"}`, oai, no},
		{`{"AWS": "arn:aws:iam::cloudfront:user/*"}`, oai, no},
		{`{"CanonicalUser": "c0ffee"}`, oai, yes},
		{`{"CanonicalUser": "beef"}`, oai, no},
		{`{"Federated": "cognito"}`, oai, no},
		{`{"AWS": "` + account + `"}`, user, yes},
		{`{"AWS": "arn:aws:iam::` + account + `:root"}`, user, yes},
		{`{"AWS": "arn:aws:iam::` + account + `:root"}`, oai, no},
		{`{"AWS": "arn:aws:iam::` + account + `:root"}`, service, no},
		{`{"AWS": "arn:aws:iam::` + account + `:root"}`, nil, no},
		{`{"AWS": "arn:aws:iam::444455556666:root"}`, user, no},
		{`{"AWS": "arn:aws:iam::` + account + `:user/u"}`, user, yes},
		{`{"AWS": "arn:aws:iam::` + account + `:user/v"}`, user, no},

		{`{"AWS": "` + token("p") + `"}`, nil, unknown},
		{`{"AWS": "` + token("p") + `"}`, service, unknown},
		{`{"AWS": "` + token("p") + `"}`, oai, unknown},
		{`{"AWS": "arn:aws:iam::` + token("p") + `:root"}`, nil, no},
		{`{"AWS": "arn:aws:iam::` + token("p") + `:root"}`, oai, no},
		{`{"AWS": "arn:aws:iam::` + token("p") + `:root"}`, user, unknown},
		{`{"AWS": "arn:aws:iam::` + token("acct") + `:root"}`, symbolicUser, yes},
		{`{"AWS": "` + token("acct") + `"}`, symbolicUser, yes},
		{`{"AWS": "arn:aws:iam::` + account + `:user/v"}`, symbolicUser, no},
		{`{"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ` + token("id") + `"}`, symbolicOAI, yes},
		{`{"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E9"}`, symbolicOAI, unknown},
		{`{"AWS": "` + account + `"}`, hidden, unknown},
		{`{"AWS": "arn:aws:iam::` + account + `:root"}`, hidden, unknown},
		{`{"AWS": "` + token("caller") + `"}`, hidden, yes},
		{`{"AWS": "` + account + `"}`, []Principal{{AWS, text("AIDAEXAMPLE")}}, no},
		{`{"Service": "` + token("p") + `"}`, oai, no},
		{`{"Service": "` + token("p") + `"}`, service, unknown},
		{`"` + token("p") + `"`, nil, unknown},
		{`{"` + token("kind") + `": "x"}`, service, unknown},
		{`{"AWS": []}`, user, no},
	} {
		for element, want := range map[string]symbol.Truth{"Principal": tc.want, "NotPrincipal": tc.want.Not()} {
			s := statement(t, `"Effect": "Deny", "Action": "*", "`+element+`": `+tc.principal)
			if got := s.Match(Request{Principals: tc.caller}).Principal; got != want {
				t.Errorf("%s %s of %v: got %v, want %v", element, symbol.Strip(tc.principal), tc.caller, got, want)
			}
		}
	}
}

func TestNoPrincipalIsNobody(t *testing.T) {
	s := statement(t, `"Effect": "Allow", "Action": "*"`)
	if got := s.Match(Request{Principals: user}).Principal; got != no {
		t.Errorf("got %v, want false", got)
	}
}
