package hclload_test

import (
	"testing"

	"github.com/no403/no403/hclload"
)

// What was parsed serves the next load, as long as the text is the same.
func TestParsed(t *testing.T) {
	dir := t.TempDir()
	var parsed hclload.Parsed
	for _, step := range []struct {
		text, bucket string
		diagnostics  int
	}{
		{`resource "aws_s3_bucket" "a" { bucket = "first" }`, "first", 0},
		{`resource "aws_s3_bucket" "a" { bucket = "first" }`, "first", 0},
		{`resource "aws_s3_bucket" "a" { bucket = "other" }`, "other", 0},
		{`resource "aws_s3_bucket" "a" { bucket = "other" } }`, "other", 1},
		{`resource "aws_s3_bucket" "a" { bucket = "other" } }`, "other", 1},
	} {
		write(t, dir, "-- main.tf --\n"+step.text+"\n")
		cfg := hclload.Load(dir, hclload.Options{Parsed: &parsed})
		if got, _ := cfg.Resource("aws_s3_bucket.a").Body.Attr("bucket").Literal(); got != step.bucket {
			t.Errorf("%s: the bucket is %q", step.text, got)
		}
		if diags := cfg.Diagnostics.All(); len(diags) != step.diagnostics {
			t.Errorf("%s: diagnostics are %v", step.text, diags)
		}
	}
}
