package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

const taken = "the object is taken to exist (--missing asks for one that does not)"

func TestTracedRequest(t *testing.T) {
	cfg := config(t, distribution("d", "aliases = [\"www.example.com\"]\n"+enabled))
	for _, tc := range []struct {
		options lint.TraceOptions
		want    string
	}{
		{lint.TraceOptions{URL: "https://www.example.com"}, "GET https://www.example.com/"},
		{lint.TraceOptions{URL: "www.example.com/a"}, "GET https://www.example.com/a"},
		{lint.TraceOptions{URL: "http://WWW.example.com:8080/a?b=c#d"}, "GET http://www.example.com/a?b=c"},
		// The path stays as it is: how CloudFront reads it is for the model.
		{lint.TraceOptions{URL: "www.example.com/a%20b//../c"}, "GET https://www.example.com/a%20b//../c"},
		{lint.TraceOptions{URL: "www.example.com", Method: "head", Country: "de"}, "HEAD https://www.example.com/ from DE"},
		{lint.TraceOptions{URL: "www.example.com", Signed: true, Missing: true}, "GET https://www.example.com/ signed missing"},
		{
			lint.TraceOptions{URL: "www.example.com", Method: "OPTIONS", Headers: map[string]string{"Origin": "https://A.example.com", "ACCESS-control-request-method": "PUT"}},
			"OPTIONS https://www.example.com/ for PUT of https://A.example.com",
		},
	} {
		trace, err := lint.TraceURL(cfg, nil, tc.options)
		if err != nil {
			t.Fatal(err)
		}
		if got := words(trace.Request); got != tc.want {
			t.Errorf("got %s, want %s", got, tc.want)
		}
	}
}

// The errors say what to change.
func TestTraceErrors(t *testing.T) {
	none := `resource "aws_s3_bucket" "b" {}`
	two := distribution("d", "aliases = [\"d.example.com\"]\n"+enabled) + distribution("e", "aliases = [\"e.example.com\"]\n"+enabled)
	for _, tc := range []struct {
		source  string
		options lint.TraceOptions
		want    string
	}{
		{two, lint.TraceOptions{URL: ""}, `"" has no host: write it as https://host/path`},
		{two, lint.TraceOptions{URL: "https:///path"}, `"https:///path" has no host: write it as https://host/path`},
		{two, lint.TraceOptions{URL: "https://a b/"}, `"https://a b/" is no URL: write it as https://host/path`},
		{two, lint.TraceOptions{URL: "ftp://d.example.com/"}, `the scheme "ftp" is not one that CloudFront serves: write http:// or https://`},
		{two, lint.TraceOptions{URL: "d.example.com", Country: "UK"}, `"UK" is no country: write the two letters of ISO 3166-1, such as DE`},
		{two, lint.TraceOptions{URL: "d.example.com", Country: "Germany"}, `"Germany" is no country: write the two letters of ISO 3166-1, such as DE`},
		{two, lint.TraceOptions{URL: "www.example.com"}, "no distribution here lists www.example.com: choose one with --distribution: aws_cloudfront_distribution.d, aws_cloudfront_distribution.e"},
		{two, lint.TraceOptions{URL: "d.example.com", Distribution: address + "x"}, "there is no distribution aws_cloudfront_distribution.x here: aws_cloudfront_distribution.d, aws_cloudfront_distribution.e"},
		{none, lint.TraceOptions{URL: "d.example.com"}, "no CloudFront distribution found here: name the directory or plan that has it"},
	} {
		trace, err := lint.TraceURL(config(t, tc.source), nil, tc.options)
		if err == nil || err.Error() != tc.want {
			t.Errorf("got %v, %v, want %s", trace, err, tc.want)
		}
	}
	if _, err := lint.TraceRequest(config(t, two), nil, address+"x", cloudfront.Request{}); err == nil {
		t.Error("a distribution that is not there is traced")
	}
}

// The distribution is the one that lists the host, or that DNS leads to, or
// the only one.
func TestTracedDistribution(t *testing.T) {
	two := distribution("d", "aliases = [\"d.example.com\"]\n"+enabled) + distribution("e", "aliases = [\"e.example.com\"]\n"+enabled) + `
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "r" {
			zone_id = aws_route53_zone.z.zone_id
			name    = "www"
			type    = "CNAME"
			records = [aws_cloudfront_distribution.e.domain_name]
		}`
	one := distribution("d", "enabled = false\ndefault_cache_behavior {}")
	for _, tc := range []struct {
		source  string
		options lint.TraceOptions
		want    string
		notes   []string
	}{
		{two, lint.TraceOptions{URL: "d.example.com"}, "d", []string{taken}},
		{two, lint.TraceOptions{URL: "e.example.com"}, "e", []string{taken}},
		{two, lint.TraceOptions{URL: "www.example.com"}, "e", []string{taken}},
		{two, lint.TraceOptions{URL: "d.example.com", Distribution: address + "e", Missing: true}, "e", nil},
		{one, lint.TraceOptions{URL: "www.example.com"}, "d", []string{
			"the distribution is disabled: it accepts no request at all",
			"no DNS record here sends www.example.com to the distribution; it is taken to lead there", taken,
		}},
	} {
		trace, err := lint.TraceURL(config(t, tc.source), nil, tc.options)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.notes, trace.Notes); trace.Distribution != address+tc.want || diff != "" {
			t.Errorf("%s goes to %s, notes (-want +got):\n%s", tc.options.URL, trace.Distribution, diff)
		}
	}
}

// A trace asks every rule in its order. The denial is the first one.
func TestDenial(t *testing.T) {
	deny := lint.Deny("no")
	rules := []*lint.Rule{
		rule("skips", always(lint.Skip("skip"))), rule("open", always(lint.CannotTell("open"))), rule("passes", always(lint.Allow("pass"))),
		rule("first", always(deny)), rule("second", always(deny)), rule("last", always(lint.Allow("pass"))),
	}
	cfg := config(t, distribution("d", enabled))
	trace, err := lint.TraceURL(cfg, rules, lint.TraceOptions{URL: "www.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range trace.Steps {
		if step.Rule != rules[i] {
			t.Errorf("step %d is %s", i, step.Rule.Slug)
		}
	}
	if denial := trace.Denial(); len(trace.Steps) != len(rules) || denial != &trace.Steps[3] {
		t.Errorf("%d steps, the denial is %+v", len(trace.Steps), denial)
	}
	trace, err = lint.TraceURL(cfg, rules[:3], lint.TraceOptions{URL: "www.example.com"})
	if err != nil || trace.Denial() != nil {
		t.Errorf("got %v, %v", trace, err)
	}
}

// Lint and trace ask the same rules: the request that shows a finding is
// denied by its rule.
func TestTraceOfWitness(t *testing.T) {
	cfg := config(t, distribution("d", enabled+"\nordered_cache_behavior {\n path_pattern = \"/${aws_s3_bucket.b.id}/*\"\n}")+`resource "aws_s3_bucket" "b" {}`)
	rules := []*lint.Rule{rule("r", func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		// Only the witness knows which behavior it is about.
		if b := d.BehaviorFor(r); b == nil || b.Default {
			return lint.Allow("it is another")
		}
		return lint.Deny("it is that behavior").At(d.Resource, d.Resource.Body.Attr("enabled"))
	})}
	report := lint.Run(cfg, rules)
	if len(report.Findings) != 1 {
		t.Fatalf("got %+v", rows(report))
	}
	trace, err := lint.TraceRequest(cfg, rules, report.Findings[0].Distribution, report.Findings[0].Witness)
	if err != nil || trace.Denial() == nil {
		t.Errorf("the witness is not denied: %v", err)
	}
}

func TestHostOfTrace(t *testing.T) {
	cfg := config(t, distribution("d", "aliases = [\"*.example.com\"]\n"+enabled))
	listed := rule("r", func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if d.Lists(r.Host) == symbol.True {
			return lint.Allow("listed")
		}
		return lint.Deny("not listed")
	})
	for url, denied := range map[string]bool{"https://A.B.Example.COM:443/": false, "example.com": true} {
		trace, err := lint.TraceURL(cfg, []*lint.Rule{listed}, lint.TraceOptions{URL: url})
		if err != nil || (trace.Denial() != nil) != denied {
			t.Errorf("%s: denied by %v, %v", url, trace.Denial(), err)
		}
	}
}
