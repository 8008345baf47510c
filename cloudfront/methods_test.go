package cloudfront_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
)

func TestAllowedMethods(t *testing.T) {
	for list, want := range map[string][]string{ // nil when they are not all known
		`["GET", "HEAD"]`:                      {"GET", "HEAD"},
		`["HEAD", "GET", "OPTIONS"]`:           {"HEAD", "GET", "OPTIONS"},
		`concat(["GET"], ["HEAD"])`:            {"GET", "HEAD"},
		`["GET", "HEAD", aws_s3_bucket.b.acl]`: nil,
		`split(",", aws_s3_bucket.b.acl)`:      nil,
		`null`:                                 nil, // the argument is required
	} {
		d := distribution(t, "default_cache_behavior {\n allowed_methods = "+list+"\n}", `resource "aws_s3_bucket" "b" {}`)
		methods, at, known := d.DefaultBehavior().AllowedMethods()
		if diff := cmp.Diff(want, methods); known != (want != nil) || known && diff != "" {
			t.Errorf("%s: known %v (-want +got):\n%s", list, known, diff)
		}
		if at.Path != "default_cache_behavior[0].allowed_methods" {
			t.Errorf("%s: at %s", list, at.Path)
		}
	}
}

// A signature is necessary as soon as there is one signer.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html.
func TestTrustedSigners(t *testing.T) {
	for arguments, tc := range map[string]struct {
		needed symbol.Truth
		at     string
	}{
		"":                            {no, ""},
		"trusted_key_groups = null":   {no, ""},
		"trusted_key_groups = []":     {no, ""},
		`trusted_key_groups = ["kg"]`: {yes, "trusted_key_groups"},
		`trusted_signers = ["self"]`:  {yes, "trusted_signers"},
		`trusted_signers = []`:        {no, ""},
		"trusted_key_groups = []\ntrusted_signers = [\"111122223333\"]":                        {yes, "trusted_signers"},
		"trusted_key_groups = [aws_cloudfront_key_group.k.id]":                                 {yes, "trusted_key_groups"},
		`trusted_key_groups = split(",", aws_s3_bucket.b.acl)`:                                 {unknown, "trusted_key_groups"},
		"trusted_key_groups = split(\",\", aws_s3_bucket.b.acl)\ntrusted_signers = [\"self\"]": {yes, "trusted_signers"},
	} {
		d := distribution(t, "default_cache_behavior {\n"+arguments+"\n}", `resource "aws_s3_bucket" "b" {}`, `resource "aws_cloudfront_key_group" "k" {}`)
		at, needed := d.DefaultBehavior().TrustedSigners()
		if needed != tc.needed || tc.at != "" && at.Path != "default_cache_behavior[0]."+tc.at {
			t.Errorf("%s: needed %v, at %s", arguments, needed, at.Path)
		}
	}
}
