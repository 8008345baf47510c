package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what write writes with testdata/name.
func golden(t *testing.T, name string, write func(*bytes.Buffer) error) {
	t.Helper()
	var got bytes.Buffer
	if err := write(&got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

var (
	policyMissing = &lint.Rule{
		Slug: "s3-policy-missing", Stage: lint.AtOrigin, Families: []lint.Family{lint.S3REST, lint.S3Website}, Severity: lint.Error,
		Title:   "No bucket policy lets CloudFront read its S3 origin",
		About:   "S3 answers 403.",
		Sources: []string{"https://docs.aws.amazon.com/s3?a=1&b=2"},
	}
	geo = &lint.Rule{
		Slug: "geo-restriction", Stage: lint.AtCountry, Severity: lint.Note,
		Title: "A geo restriction keeps viewers of some countries out",
	}
	alias = &lint.Rule{
		Slug: "alias-missing", Stage: lint.AtName, Severity: lint.Error,
		Title: "No distribution lists the name",
	}
)

const source = `resource "aws_cloudfront_distribution" "cdn" {
  origin {
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
	origin_id	= "tabs"	# behind
    comment     = "日本語 👩‍👩‍👧 é"; path = "x"
    policy = jsonencode({
      Statement = []
    })
    long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", here = "the cause", more = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    evil = "` + "\x1b[2J\u202e\xff" + `", cause = 1
  }
}
`

func span(line, from, to int) tf.Range { return lines(line, from, line, to) }

func lines(line, from, lastLine, to int) tf.Range {
	return tf.Range{File: "main.tf", Start: tf.Pos{Line: line, Column: from}, End: tf.Pos{Line: lastLine, Column: to}}
}

var (
	bucket = symbol.Token(symbol.Symbol{Address: "aws_s3_bucket.site", Attr: "arn"}, 1)
	app    = cloudfront.Request{Method: "GET", Scheme: "https", Host: symbol.Literal("www.example.com"), Path: "/app.js"}
)

// sample is the finding that people see first.
func sample() lint.Finding {
	return lint.Finding{
		Rule:         policyMissing,
		Severity:     lint.Error,
		Distribution: "aws_cloudfront_distribution.cdn",
		Decision: lint.Decision{
			Answer:     lint.Denied,
			Viewers:    "viewers get 403 for every object of this distribution",
			Because:    lint.Say("%s", `origin "site" is read with origin access control, but no policy on aws_s3_bucket.site lets cloudfront.amazonaws.com call s3:GetObject`),
			Resource:   "aws_s3_bucket.site",
			Range:      span(3, 5, 65),
			Path:       "origin[0].domain_name",
			Holder:     "aws_cloudfront_distribution.cdn",
			Related:    []lint.Related{{Message: "the bucket is here", Resource: "aws_s3_bucket.site", Range: span(12, 1, 20)}},
			Fix:        "add an aws_s3_bucket_policy that allows cloudfront.amazonaws.com s3:GetObject on " + bucket + "/*",
			AnsweredBy: "S3",
			Evidence:   "AccessDenied",
		},
		Witness: app,
	}
}

// at returns the sample with another place and nothing around it.
func at(r tf.Range, because string) lint.Finding {
	f := sample()
	f.Decision.Range, f.Decision.Because, f.Decision.Related, f.Decision.Fix = r, lint.Say("%s", because), nil, ""
	return f
}

func reportOf(findings ...lint.Finding) *lint.Report {
	return &lint.Report{Distributions: 1, Findings: findings, Sources: map[string][]byte{"main.tf": []byte(source)}}
}

// full has one of everything.
func full() *lint.Report {
	note := sample()
	note.Rule, note.Severity = geo, lint.Note
	note.Decision = lint.Decision{
		Answer: lint.Denied, Because: lint.Say("the allow list is DE"), Viewers: "viewers from countries other than DE get 403 for every request",
		Resource: "aws_cloudfront_distribution.cdn", Holder: "aws_cloudfront_distribution.cdn", Path: "restrictions[0].geo_restriction[0].locations", AnsweredBy: "CloudFront",
	}
	note.Witness.Country = "US"
	warning := sample()
	warning.Severity = lint.Warning
	warning.Decision.Range, warning.Decision.Related = tf.Range{}, []lint.Related{{Message: "also: module.a", Resource: "module.a"}}
	warning.Witness.Method, warning.Witness.Missing, warning.Witness.Signed = "OPTIONS", true, true
	warning.Witness.Headers = map[string]string{"origin": "https://app.example.com", "access-control-request-method": "PUT"}
	r := reportOf(sample(), warning, note)
	r.Distributions = 2
	const cdn, idle = "aws_cloudfront_distribution.cdn", `module.old["a"].aws_cloudfront_distribution.this`
	r.Coverage = []lint.Coverage{
		{Distribution: cdn, Rule: alias, Answer: lint.CoverPasses, Because: "www.example.com is an alias"},
		{Distribution: cdn, Rule: geo, Answer: lint.CoverByDesign, Because: "the allow list is DE"},
		{Distribution: cdn, Rule: policyMissing, Answer: lint.CoverUnknown, Because: "the policy of the bucket " + bucket + " is not known from this input, because a data source that is read at apply time makes it"},
		{Distribution: idle, Rule: alias, Answer: lint.CoverNotApplicable, Because: "the distribution is disabled"},
		{Distribution: idle, Rule: geo, Answer: lint.CoverNotApplicable, Because: "the distribution is disabled"},
		{Distribution: idle, Rule: policyMissing, Answer: lint.CoverNotApplicable, Because: "the distribution is disabled"},
	}
	r.Diagnostics = []tf.Diagnostic{
		{Severity: tf.DiagError, Message: "Unclosed\n block \x1b[31m", Range: span(9, 2, 3)},
		{Severity: tf.DiagWarning, Message: "the plan is not complete", Range: tf.Range{File: "plan.json"}},
		{Severity: tf.DiagWarning, Message: "no place"},
	}
	return r
}

func sampleTrace() *lint.Trace {
	denied := sample().Decision
	request := app
	request.Country, request.Signed = "DE", true
	return &lint.Trace{
		Distribution: "aws_cloudfront_distribution.cdn",
		Request:      request,
		Notes:        []string{"the object is taken to exist (--missing asks for one that does not)"},
		Steps: []lint.Step{
			{Rule: alias, Decision: lint.Allow("www.example.com is an alias")},
			{Rule: &lint.Rule{Slug: "web-acl-default-block", Stage: lint.AtWebACL}, Decision: lint.Skip("no web ACL")},
			{Rule: geo, Decision: lint.CannotTell("the geo restriction is not known from this input")},
			{Rule: policyMissing, Decision: denied},
			{Rule: policyMissing, Decision: lint.Deny("a second denial")},
		},
	}
}
