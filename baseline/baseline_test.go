package baseline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/baseline"
	"github.com/no403/no403/lint"
)

func finding(slug, distribution string, s lint.Severity) lint.Finding {
	return lint.Finding{
		Rule: &lint.Rule{Slug: slug}, Severity: s, Distribution: distribution,
		Decision: lint.Decision{Resource: distribution, Holder: distribution, Path: "enabled"},
	}
}

func written(t *testing.T, b *baseline.Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func read(t *testing.T, text string) *baseline.Baseline {
	t.Helper()
	b, err := baseline.Read("known.json", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWrite(t *testing.T) {
	var b baseline.Baseline
	b.Add("site", finding("https-only", "aws_cloudfront_distribution.b", lint.Warning))
	b.Add("site", finding("https-only", "aws_cloudfront_distribution.a", lint.Warning))
	b.Add("site", finding("https-only", "aws_cloudfront_distribution.a", lint.Warning))
	b.Add("", finding("alias-missing", "aws_cloudfront_distribution.a", lint.Error))
	want := `{
  "version": "1",
  "findings": [
    {
      "rule": "alias-missing",
      "severity": "error",
      "distribution": "aws_cloudfront_distribution.a",
      "resource": "aws_cloudfront_distribution.a",
      "fingerprint": "FINGERPRINT"
    },
    {
      "root": "site",
      "rule": "https-only",
      "severity": "warning",
      "distribution": "aws_cloudfront_distribution.a",
      "resource": "aws_cloudfront_distribution.a",
      "fingerprint": "FINGERPRINT",
      "count": 2
    },
    {
      "root": "site",
      "rule": "https-only",
      "severity": "warning",
      "distribution": "aws_cloudfront_distribution.b",
      "resource": "aws_cloudfront_distribution.b",
      "fingerprint": "FINGERPRINT"
    }
  ]
}
`
	for _, f := range []lint.Finding{
		finding("alias-missing", "aws_cloudfront_distribution.a", lint.Error),
		finding("https-only", "aws_cloudfront_distribution.a", lint.Warning),
		finding("https-only", "aws_cloudfront_distribution.b", lint.Warning),
	} {
		want = strings.Replace(want, "FINGERPRINT", f.Fingerprint(), 1)
	}
	text := written(t, &b)
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if b.Len() != 4 {
		t.Errorf("%d findings, want 4", b.Len())
	}
	if again := written(t, read(t, text)); again != text {
		t.Errorf("written again:\n%s", cmp.Diff(text, again))
	}
	if empty := written(t, &baseline.Baseline{}); empty != "{\n  \"version\": \"1\",\n  \"findings\": []\n}\n" {
		t.Errorf("an empty one is %s", empty)
	}
}

func TestMeet(t *testing.T) {
	const a = "aws_cloudfront_distribution.a"
	var b baseline.Baseline
	b.Add("prod", finding("https-only", a, lint.Warning))
	b.Add("prod", finding("https-only", a, lint.Warning))
	b.Add("", finding("alias-missing", a, lint.Error))
	text := written(t, &b)
	type step struct {
		root string
		f    lint.Finding
		want bool
	}
	for name, steps := range map[string][]step{
		"as many as there were": {
			{"prod", finding("https-only", a, lint.Warning), true},
			{"prod", finding("https-only", a, lint.Warning), true},
			{"prod", finding("https-only", a, lint.Warning), false},
		},
		"in another root":             {{"dev", finding("https-only", a, lint.Warning), false}},
		"of another rule":             {{"prod", finding("signed-only", a, lint.Warning), false}},
		"of another distribution":     {{"prod", finding("https-only", "aws_cloudfront_distribution.b", lint.Warning), false}},
		"worse than it was":           {{"prod", finding("https-only", a, lint.Error), false}},
		"less bad than it was":        {{"prod", finding("https-only", a, lint.Note), true}},
		"in a plan":                   {{"", finding("https-only", a, lint.Warning), true}},
		"in source, known of a plan":  {{"prod", finding("alias-missing", a, lint.Error), true}},
		"in a plan, known of a plan":  {{"", finding("alias-missing", a, lint.Error), true}},
		"known of a plan, only once":  {{"dev", finding("alias-missing", a, lint.Error), true}, {"prod", finding("alias-missing", a, lint.Error), false}},
		"where only the path differs": {{"prod", lint.Finding{Rule: &lint.Rule{Slug: "https-only"}, Severity: lint.Warning, Distribution: a}, false}},
	} {
		known := read(t, text)
		for i, s := range steps {
			if got := known.Meet(s.root, s.f); got != s.want {
				t.Errorf("%s, step %d: %v, want %v", name, i, got, s.want)
			}
		}
	}
}

func TestStale(t *testing.T) {
	var b baseline.Baseline
	for _, root := range []string{"prod", "dev", ""} {
		b.Add(root, finding("https-only", "aws_cloudfront_distribution.a", lint.Warning))
	}
	text := written(t, &b)
	stale := func(met string, roots ...string) string {
		known := read(t, text)
		if met != "-" {
			known.Meet(met, finding("https-only", "aws_cloudfront_distribution.a", lint.Warning))
		}
		looked := make(map[string]bool)
		for _, root := range roots {
			looked[root] = true
		}
		if d := known.Stale(looked); d != nil {
			return d.String()
		}
		return ""
	}
	if got := stale("prod", "prod"); got != "" {
		t.Errorf("met: %s", got)
	}
	if got := stale("-", "stage"); got != "" {
		t.Errorf("not looked at: %s", got)
	}
	want := "known.json:11:5: no finding of https-only is left that this entry stands for: --write-baseline known.json writes what is there now"
	if got := stale("prod", "prod", "dev"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want = "known.json:4:5: no finding of https-only is left that this entry stands for, and 2 more are like it: --write-baseline known.json writes what is there now"
	if got := stale("-", "prod", "dev", ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// head is the beginning of a list of findings.
const head = "{\n  \"version\": \"1\",\n  \"findings\": ["

func TestMistakes(t *testing.T) {
	const fingerprint = `"fingerprint": "0123456789abcdef0123456789abcdef"`
	for text, want := range map[string]string{
		"":                                    "b.json:1:1: this JSON ends too early: is the file complete?",
		"{":                                   "b.json:1:2: this JSON ends too early: is the file complete?",
		"[]":                                  `b.json:1:1: "" does not hold what a baseline has there`,
		"{}":                                  `b.json:1:1: this is no baseline of version "1": write it anew with --write-baseline b.json`,
		`{"version": "2"}`:                    `b.json:1:1: this is no baseline of version "1": write it anew with --write-baseline b.json`,
		head + "x]}":                          "b.json:3:16: this is not valid JSON: invalid character 'x' at start of value",
		head + "1]}":                          `b.json:3:16: "/findings/0" does not hold what a baseline has there`,
		head + "null, 1]}":                    `b.json:3:22: "/findings/1" does not hold what a baseline has there`,
		head + "\n{}]}":                       "b.json:4:1: this entry has no fingerprint of 32 hexadecimal digits: correct it, or write the baseline anew with --write-baseline b.json",
		head + "\n{\"fingerprint\": \"0\"}]}": "b.json:4:1: this entry has no fingerprint of 32 hexadecimal digits: correct it, or write the baseline anew with --write-baseline b.json",
		head + "\n {" + fingerprint + "}]}":   `b.json:4:2: the severity of this entry is not "note", "warning" or "error": correct it, or write the baseline anew with --write-baseline b.json`,
		head + "\n{" + fingerprint + ", \"severity\": \"error\", \"count\": -1}]}": "b.json:4:1: the count of this entry is not from 1 to 1000000: correct it, or write the baseline anew with --write-baseline b.json",
		head + "\n{\"fingerprnt\": \"0\"}]}":                                       `b.json:4:2: "fingerprnt" is not known here: delete it`,
		head + "\n{\"rule\": 1}]}":                                                 `b.json:4:10: "/findings/0/rule" does not hold what a baseline has there`,
		head + "]} {}":                                                             "b.json:3:19: this is not valid JSON: invalid character '{' after top-level value",
		head + "],\"findings\": []}":                                               `b.json:3:18: this is not valid JSON: duplicate object member name`,
		strings.Repeat(" ", 16<<20+1):                                              "b.json: is larger than 16 MiB, which no baseline is",
	} {
		_, err := baseline.Read("b.json", strings.NewReader(text))
		if err == nil || err.Error() != want {
			t.Errorf("%.60q:\ngot  %v\nwant %s", text, err, want)
		}
	}
}

// Whatever stands in the file, reading it ends, and what was read is written so
// that it is read again.
func FuzzRead(f *testing.F) {
	f.Add("")
	f.Add(head + "]}")
	f.Add(head + `{"root": "a", "rule": "r", "severity": "note", "distribution": "d", "fingerprint": "0123456789abcdef0123456789abcdef", "count": 3}]}`)
	f.Add(head + `{"fingerprint": "0"}]}`)
	f.Add(head + strings.Repeat("[", 20_000))
	f.Add(head + "null, {}]}")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := baseline.Read("b.json", strings.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "b.json:") {
				t.Errorf("%q: %v has no place", text, err)
			}
			return
		}
		first := written(t, b)
		if second := written(t, read(t, first)); first != second {
			t.Errorf("%q is written as\n%s\nthen as\n%s", text, first, second)
		}
	})
}
