package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
)

func TestInputOf(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("site", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"site/main.tf", "site/a.tf.json", "site/terraform.tfvars", "plan.json"} {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site := input{directory, "site"}
	for arg, want := range map[string]input{
		"site":                           site,
		"./site/":                        site,
		filepath.Join(here, "site"):      site,
		"site/main.tf":                   site,
		"site/a.tf.json":                 site,
		"site/terraform.tfvars":          site,
		".":                              {directory, "."},
		here:                             {directory, "."},
		"./plan.json":                    {planFile, "plan.json"},
		filepath.Join(here, "plan.json"): {planFile, "plan.json"},
		filepath.Join(here, "x.json"):    {},
		"-":                              {standardInput, "standard input"},
	} {
		got, err := inputOf(arg)
		if got != want || (err != nil) != (want == input{}) {
			t.Errorf("%s: got %v, %v, want %v", arg, got, err, want)
		}
	}
}

func TestDiagnosticOf(t *testing.T) {
	for text, want := range map[string]tf.Diagnostic{
		"p.json: bad":        {Message: "bad", Range: tf.Range{File: "p.json"}},
		"p.json: bad: worse": {Message: "bad: worse", Range: tf.Range{File: "p.json"}},
		"p.json:3:7: bad":    {Message: "bad", Range: tf.Range{File: "p.json", Start: tf.Pos{Line: 3, Column: 7}, End: tf.Pos{Line: 3, Column: 7}}},
		"p.json: 3 errors":   {Message: "3 errors", Range: tf.Range{File: "p.json"}},
		"elsewhere: bad":     {Message: "elsewhere: bad"},
	} {
		want.Severity = tf.DiagError
		if diff := cmp.Diff(want, diagnosticOf("./p.json", errors.New(text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"s3-policy-missing", "alias-missing", "geo-restriction", "geo-nobody-allowed", "host-header-to-s3", "host-header-to-lambda-url"}
	for typed, want := range map[string][]string{
		"geo-restrcition":  {"geo-restriction"},
		"S3-Policy-Mising": {"s3-policy-missing"},
		"missing":          {"alias-missing", "s3-policy-missing"},
		"host-header":      {"host-header-to-s3", "host-header-to-lambda-url"},
		"zzz":              nil,
		"":                 nil,
	} {
		if diff := cmp.Diff(want, nearest(typed, known)); diff != "" && len(want)+len(nearest(typed, known)) > 0 {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}

func TestParseHeaders(t *testing.T) {
	got, err := parseHeaders([]string{"Origin: https://a.example:8443", "X-Empty:"})
	if diff := cmp.Diff(map[string]string{"Origin": "https://a.example:8443", "X-Empty": ""}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, line := range []string{"", "Origin", ": value"} {
		if _, err := parseHeaders([]string{line}); err == nil {
			t.Errorf("%q was taken for a header", line)
		}
	}
}
