package lint_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

const shop = `
	enabled = true
	aliases = ["shop.example.com"]
	default_cache_behavior {
		target_origin_id    = "o"
		trusted_key_groups  = ["k"]
	}
	ordered_cache_behavior {
		path_pattern     = "/api/*"
		target_origin_id = "o"
	}
	restrictions {
		geo_restriction {
			restriction_type = "whitelist"
			locations        = ["DE"]
		}
	}`

// What a class states takes the place of what an ordinary request has.
func TestStatedRequests(t *testing.T) {
	const host = "https://shop.example.com"
	for name, tc := range map[string]struct {
		class lint.Class
		want  []string
	}{
		"nothing":                    {lint.Class{}, []string{"GET " + host + "/ signed from DE", "GET " + host + "/api/example from DE", "GET " + host + "/app.js signed from DE"}},
		"a path":                     {lint.Class{Paths: []string{"/login"}}, []string{"GET " + host + "/login signed from DE"}},
		"a pattern":                  {lint.Class{Paths: []string{"/api/*"}}, []string{"GET " + host + "/api/example from DE"}},
		"a pattern of no behavior":   {lint.Class{Paths: []string{"/img/*.pn?"}}, []string{"GET " + host + "/img/any.pna signed from DE"}},
		"a viewer without signature": {lint.Class{Paths: []string{"/login"}, Signed: symbol.False}, []string{"GET " + host + "/login from DE"}},
		"lists": {
			lint.Class{Paths: []string{"/api/x"}, Methods: []string{"GET", "PUT"}, Schemes: []string{"http", "https"}, Countries: []string{"FR"}},
			[]string{
				"GET http://shop.example.com/api/x from FR", "GET " + host + "/api/x from FR",
				"PUT http://shop.example.com/api/x from FR", "PUT " + host + "/api/x from FR",
			},
		},
		"a host":            {lint.Class{Hosts: []string{"shop.example.com"}, Paths: []string{"/api/x"}}, []string{"GET " + host + "/api/x from DE"}},
		"a wildcard":        {lint.Class{Distributions: []string{"aws_cloudfront_distribution.*"}, Hosts: []string{"*.example.com"}, Paths: []string{"/api/x"}}, []string{"GET https://any.example.com/api/x from DE"}},
		"a host of another": {lint.Class{Hosts: []string{"www.example.com"}}, nil},
		"another address":   {lint.Class{Distributions: []string{"module.shop.*"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			settings := &lint.Settings{Viewers: []*lint.Class{&tc.class}}
			before := requests(t, &lint.Settings{})
			for _, r := range requests(t, settings)[len(before):] {
				got = append(got, words(r))
			}
			slices.Sort(got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

// requests returns what a rule is asked about the shop.
func requests(t *testing.T, s *lint.Settings) []cloudfront.Request {
	t.Helper()
	var asked []cloudfront.Request
	s.Run(config(t, distribution("d", shop)), []*lint.Rule{rule("r", func(_ *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		asked = append(asked, r)
		return lint.Allow("it is fine")
	})})
	return asked
}

// How a denial counts follows from what is stated about it.
func TestStatedSeverity(t *testing.T) {
	byDesign := denyIf(overHTTP, lint.Decision.ByDesign)
	uncertain := denyIf(overHTTP, func(d lint.Decision) lint.Decision { return d.AtMost(lint.Warning) })
	some := denyIf(overHTTP, unchanged)
	http := &lint.Class{Name: "c", Reason: "meant", Schemes: []string{"http"}}
	for name, tc := range map[string]struct {
		check    check
		settings lint.Settings
		want     lint.Severity
		coverage lint.CoverageAnswer
	}{
		"nothing":                   {some, lint.Settings{}, lint.Warning, lint.CoverDenied},
		"viewers":                   {some, lint.Settings{Viewers: []*lint.Class{http}}, lint.Error, lint.CoverDenied},
		"viewers, by design":        {byDesign, lint.Settings{Viewers: []*lint.Class{http}}, lint.Error, lint.CoverDenied},
		"viewers, uncertain":        {uncertain, lint.Settings{Viewers: []*lint.Class{http}}, lint.Warning, lint.CoverDenied},
		"refused":                   {some, lint.Settings{Refused: []*lint.Class{http}}, 0, lint.CoverByDesign},
		"refused for the rule":      {some, lint.Settings{Refused: []*lint.Class{{Rules: []string{"r"}}}}, 0, lint.CoverByDesign},
		"refused for another rule":  {some, lint.Settings{Refused: []*lint.Class{{Rules: []string{"s"}}}}, lint.Warning, lint.CoverDenied},
		"refused for another path":  {some, lint.Settings{Refused: []*lint.Class{{Paths: []string{"/x/*"}}}}, lint.Warning, lint.CoverDenied},
		"refused for every path":    {some, lint.Settings{Refused: []*lint.Class{{Paths: []string{"/*"}}}}, 0, lint.CoverByDesign},
		"refused with a header":     {some, lint.Settings{Refused: []*lint.Class{{Headers: map[string]string{"x": "y"}}}}, lint.Warning, lint.CoverDenied},
		"refused if signed":         {some, lint.Settings{Refused: []*lint.Class{{Signed: symbol.True}}}, lint.Warning, lint.CoverDenied},
		"refused, yet viewers":      {some, lint.Settings{Refused: []*lint.Class{http}, Viewers: []*lint.Class{http}}, lint.Error, lint.CoverDenied},
		"off":                       {some, lint.Settings{Rules: map[string]lint.RuleSetting{"r": {Off: true}}}, 0, lint.CoverByDesign},
		"set to error":              {some, lint.Settings{Rules: map[string]lint.RuleSetting{"r": {Severity: lint.Error}}}, lint.Error, lint.CoverDenied},
		"set to note":               {some, lint.Settings{Rules: map[string]lint.RuleSetting{"r": {Severity: lint.Note}}}, lint.Note, lint.CoverByDesign},
		"set to error, by design":   {byDesign, lint.Settings{Rules: map[string]lint.RuleSetting{"r": {Severity: lint.Error}}}, lint.Note, lint.CoverByDesign},
		"another rule set to error": {some, lint.Settings{Rules: map[string]lint.RuleSetting{"s": {Severity: lint.Error}}}, lint.Warning, lint.CoverDenied},
	} {
		t.Run(name, func(t *testing.T) {
			report := tc.settings.Run(config(t, distribution("d", enabled)), []*lint.Rule{rule("r", tc.check)})
			if got := report.Worst(); got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
			if got := report.Coverage[0].Answer; got != tc.coverage {
				t.Errorf("coverage: got %v, want %v", got, tc.coverage)
			}
		})
	}
}

// Classes that are about nothing can be told from those that are.
func TestMet(t *testing.T) {
	viewers, others := &lint.Class{}, &lint.Class{Distributions: []string{"x"}}
	refused, nothing := &lint.Class{Schemes: []string{"http"}}, &lint.Class{Methods: []string{"PUT"}}
	settings := lint.Settings{Viewers: []*lint.Class{viewers, others}, Refused: []*lint.Class{refused, nothing}}
	report := settings.Run(config(t, distribution("d", enabled)), []*lint.Rule{rule("r", denyIf(overHTTP, unchanged))})
	for class, want := range map[*lint.Class]bool{viewers: true, others: false, refused: true, nothing: false} {
		if merged := lint.Merge(report, &lint.Report{}); report.Met[class] != want || merged.Met[class] != want {
			t.Errorf("%+v: got %v, want %v", class, report.Met[class], want)
		}
	}
}
