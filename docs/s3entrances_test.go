package docs_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
)

// An entrance is a way to objects that is not a bucket's own endpoint, with the
// tests of the rule about it that show what it does.
type entrance struct {
	title, rule string
	shown       []shown
}

// A shown case says in words what the Terraform of a test of a rule has.
type shown struct {
	what, test string
	want       answer
}

var entrances = []entrance{
	{"Access point", "s3-access-point-refuses", []shown{
		{"signed, and the policies of the access point and of the bucket let the distribution read", "good", letIn},
		{"signed, and the bucket delegates to the access points of the account", "trap-delegated-by-account", letIn},
		{"signed, and the access point has no policy", "bad", denied},
		{"signed, and the policy of the access point names another distribution", "bad-another-distribution", denied},
		{"not signed, and the access point blocks public access", "bad-unsigned", denied},
		{"the access point takes requests from a VPC only", "bad-vpc", denied},
		{"signed, and the policy of the access point is not known", "trap-unknown-policy", notKnown},
	}},
	{"Access point of Object Lambda", "s3-object-lambda-refuses", []shown{
		{"signed, and all four let CloudFront in", "good", letIn},
		{"signed, and it has no policy", "bad", denied},
		{"signed, and its policy allows `s3:GetObject` instead of `s3-object-lambda:GetObject`", "bad-action", denied},
		{"signed, and the supporting access point has no policy", "bad-supporting-point", denied},
		{"signed, and the bucket has no policy", "bad-bucket", denied},
		{"signed, and no permission lets CloudFront invoke the function", "bad-function", denied},
		{"not signed", "bad-unsigned", denied},
		{"signed, and the function is made elsewhere", "trap-function-elsewhere", notKnown},
		{"signed, and its policy names objects", "trap-objects-named", notKnown},
		{"signed, and the policy of the bucket names the distribution", "trap-source-arn-at-the-bucket", notKnown},
	}},
	{"Multi-region access point", "s3-multi-region-refuses", []shown{
		{"signed, and the policies of the access point and of every bucket let the distribution read", "good", letIn},
		{"signed, and the access point has no policy", "bad", denied},
		{"signed, and no bucket has a policy", "bad-every-bucket", denied},
		{"signed, and one of the buckets has no policy", "bad-one-bucket", likely},
		{"not signed, and the access point blocks public access", "bad-unsigned", denied},
		{"not signed, and its public access block is off", "trap-public", notKnown},
		{"signed, and a bucket is made elsewhere", "trap-bucket-elsewhere", notKnown},
	}},
	{"Directory bucket", "s3-directory-bucket-unsigned", []shown{
		{"not signed", "bad", denied},
		{"signed", "trap-signed", notKnown},
	}},
}

// letIn is the answer where every policy allows the request; what it gets then is
// not looked at.
const letIn answer = "let in"

// TestEntrances compares what the table says with what the tests of the rules
// answer.
func TestEntrances(t *testing.T) {
	for _, e := range entrances {
		for _, s := range e.shown {
			if got := e.answers(s.test); got != s.want {
				t.Errorf("%s, %s: %s, want %s", e.title, s.what, got, s.want)
			}
		}
	}
}

func (e entrance) answers(test string) answer {
	cfg := hclload.Load("../testdata/rules/"+e.rule+"/"+test, hclload.Options{})
	report := lint.Run(cfg, rules.All())
	i := slices.IndexFunc(report.Coverage, func(c lint.Coverage) bool { return c.Rule.Slug == e.rule })
	switch report.Coverage[i].Answer {
	case lint.CoverDenied:
		if report.Worst() < lint.Error {
			return likely
		}
		return denied
	case lint.CoverPasses:
		return letIn
	}
	return notKnown
}

// writeEntrances writes the tables of what is no bucket's own endpoint.
func writeEntrances(p *bytes.Buffer) {
	for _, e := range entrances {
		rule := rules.All()[slices.IndexFunc(rules.All(), func(r *lint.Rule) bool { return r.Slug == e.rule })]
		var pages []string
		for _, source := range rule.Sources {
			pages = append(pages, fmt.Sprintf("[%s](%s)", nameOf(source), source))
		}
		fmt.Fprintf(p, "\n## %s\n\nReported by [%s](rules/%s.md), after %s.\n\n| request and configuration | answer |\n| --- | --- |\n", e.title, e.rule, e.rule, strings.Join(pages, ", "))
		for _, s := range e.shown {
			fmt.Fprintf(p, "| %s | %s |\n", s.what, s.want)
		}
	}
	p.WriteString("\n**Let in** says that every policy allows the request, not what it gets then: behind Object Lambda the function decides\nthat. For a multi-region access point **likely 403** is what the viewers near that bucket get.\n")
}
