package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

var (
	bucket = &tf.Resource{Address: "aws_s3_bucket.b"}
	policy = &tf.Resource{Address: "aws_s3_bucket_policy.p"}
	here   = tf.Range{File: "main.tf", Start: tf.Pos{Line: 3, Column: 5}, End: tf.Pos{Line: 3, Column: 20}}
	there  = tf.Range{File: "main.tf", Start: tf.Pos{Line: 9, Column: 1}, End: tf.Pos{Line: 9, Column: 8}}
)

var sameClause = cmp.Comparer(func(a, b lint.Clause) bool { return a.String() == b.String() })

func TestClauses(t *testing.T) {
	for clause, want := range map[string]string{
		lint.Clause{}.String():                           "",
		lint.Say("100%% of %s", "it").String():           "100% of it",
		lint.Say("no").And(", unless %s", "x%").String(): "no, unless x%",
		lint.Say("%s", "50%").And("").And("!").String():  "50%!",
	} {
		if clause != want {
			t.Errorf("got %q, want %q", clause, want)
		}
	}
}

func TestDecisions(t *testing.T) {
	for _, tc := range []struct {
		got  lint.Decision
		want lint.Decision
	}{
		{lint.Skip("no %s", "x"), lint.Decision{Answer: lint.NotApplicable, Because: lint.Say("%s", "no x")}},
		{lint.Allow("%d of %d", 1, 2), lint.Decision{Answer: lint.Pass, Because: lint.Say("%s", "1 of 2")}},
		{lint.CannotTell("it is open"), lint.Decision{Answer: lint.Unknown, Because: lint.Say("%s", "it is open")}},
		// Unless a rule says otherwise it is CloudFront that answers.
		{lint.Deny("no %s", "x"), lint.Decision{Answer: lint.Denied, Because: lint.Say("%s", "no x"), AnsweredBy: "CloudFront"}},
		{lint.Deny("no").ForViewers("viewers of %s", "/a"), lint.Decision{Answer: lint.Denied, Because: lint.Say("%s", "no"), AnsweredBy: "CloudFront", Viewers: "viewers of /a"}},
		{lint.Deny("no").FixBy("add %q", "x"), lint.Decision{Answer: lint.Denied, Because: lint.Say("%s", "no"), AnsweredBy: "CloudFront", Fix: `add "x"`}},
		{lint.Deny("no").Answers("S3", "AccessDenied"), lint.Decision{Answer: lint.Denied, Because: lint.Say("%s", "no"), AnsweredBy: "S3", Evidence: "AccessDenied"}},
	} {
		if diff := cmp.Diff(tc.want, tc.got, cmpopts.IgnoreUnexported(lint.Decision{}), sameClause); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// The place of a cause is in the resource that holds it, which may be another
// than the one to change.
func TestPlace(t *testing.T) {
	value := tf.NewValue(cty.StringVal("{}"), here)
	value.Path = "policy"
	block := tf.Block{Range: there, Path: "statement[0]"}
	for _, tc := range []struct {
		got            lint.Decision
		resource, path string
		at             tf.Range
	}{
		{lint.Deny("no").At(policy, value), policy.Address, "aws_s3_bucket_policy.p.policy", here},
		{lint.Deny("no").AtBlock(policy, block), policy.Address, "aws_s3_bucket_policy.p.statement[0]", there},
		{lint.Deny("no").At(policy, value).On(bucket), bucket.Address, "aws_s3_bucket_policy.p.policy", here},
		{lint.Deny("no").At(bucket, tf.AbsentValue(here)), bucket.Address, "aws_s3_bucket.b", here},
		{lint.Deny("no"), "", "", tf.Range{}},
	} {
		if tc.got.Resource != tc.resource || tc.got.FullPath() != tc.path || tc.got.Range != tc.at {
			t.Errorf("got %s, %s at %v", tc.got.Resource, tc.got.FullPath(), tc.got.Range)
		}
	}
}

// Decisions are values: one that others are made from stays as it is.
func TestRelated(t *testing.T) {
	base := lint.Deny("no").See(bucket, here, "the bucket is %s", "here")
	one := base.See(policy, there, "one")
	two := base.See(policy, there, "two").See(nil, there, "nothing to see")
	related := lint.Related{Message: "the bucket is here", Resource: bucket.Address, Range: here}
	for _, tc := range []struct {
		got  lint.Decision
		want []lint.Related
	}{
		{base, []lint.Related{related}},
		{one, []lint.Related{related, {Message: "one", Resource: policy.Address, Range: there}}},
		{two, []lint.Related{related, {Message: "two", Resource: policy.Address, Range: there}}},
	} {
		if diff := cmp.Diff(tc.want, tc.got.Related); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestNamesForPeople(t *testing.T) {
	for want, got := range map[string]string{
		"note": lint.Note.String(), "warning": lint.Warning.String(), "error": lint.Error.String(), "none": lint.Severity(0).String(),
		"unknown": lint.Unknown.String(), "not-applicable": lint.NotApplicable.String(), "passes": lint.Pass.String(), "denied": lint.Denied.String(),
		"name": lint.AtName.String(), "web ACL": lint.AtWebACL.String(), "origin": lint.AtOrigin.String(),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
