package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/cloudfront"
)

// Which account a distribution is in decides whether a policy that names an account
// is about it.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs#assuming-an-iam-role.
func TestAccount(t *testing.T) {
	const literal = `"arn:aws:iam::111122223333:role/deploy"`
	for name, tc := range map[string]struct {
		provider, account string // the provider's arguments, and what the policy says
		want              cloudfront.Verdict
	}{
		"nothing said":            {"", `"111122223333"`, cloudfront.NotKnown},
		"caller":                  {"", "data.aws_caller_identity.c.account_id", cloudfront.Granted},
		"allowed":                 {`allowed_account_ids = ["111122223333"]`, `"111122223333"`, cloudfront.Granted},
		"allowed, another":        {`allowed_account_ids = ["111122223333"]`, `"444455556666"`, cloudfront.GrantsAnother},
		"allowed, caller":         {`allowed_account_ids = ["111122223333"]`, "data.aws_caller_identity.c.account_id", cloudfront.Granted},
		"one of two":              {`allowed_account_ids = ["111122223333", "444455556666"]`, `"444455556666"`, cloudfront.NotKnown},
		"role":                    {roleOf(literal), `"111122223333"`, cloudfront.Granted},
		"role, another":           {roleOf(literal), `"444455556666"`, cloudfront.GrantsAnother},
		"last of two roles":       {roleOf(`"arn:aws:iam::444455556666:role/hub"`) + roleOf(literal), `"111122223333"`, cloudfront.Granted},
		"role in an account":      {roleOf(`"arn:aws:iam::${var.account}:role/deploy"`), "var.account", cloudfront.Granted},
		"role, not known":         {roleOf("var.role"), `"111122223333"`, cloudfront.NotKnown},
		"role, not known, caller": {roleOf("var.role"), "data.aws_caller_identity.c.account_id", cloudfront.Granted},
		"profile":                 {`profile = "prod"`, `"111122223333"`, cloudfront.NotKnown},
		"profile, caller":         {`profile = "prod"`, "data.aws_caller_identity.c.account_id", cloudfront.Granted},
		"another provider":        {`profile = "prod"`, "data.aws_caller_identity.other.account_id", cloudfront.NotKnown},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "origin {\n origin_id = \"s\"\n domain_name = aws_s3_bucket.b.bucket_regional_domain_name\n origin_access_control_id = aws_cloudfront_origin_access_control.o.id\n}\ndefault_cache_behavior {\n target_origin_id = \"s\"\n}",
				"provider \"aws\" {\n"+tc.provider+"\n}", `
				provider "aws" {
				  alias   = "other"
				  profile = "other"
				}
				variable "account" {}
				variable "role" {}
				data "aws_caller_identity" "c" {}
				data "aws_caller_identity" "other" {
				  provider = aws.other
				}
				resource "aws_s3_bucket" "b" {}
				resource "aws_cloudfront_origin_access_control" "o" {
				  origin_access_control_origin_type = "s3"
				  signing_behavior                  = "always"
				}`, "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = aws_s3_bucket.b.id\n policy = jsonencode({ Statement = [{ Effect = \"Allow\", Principal = { Service = \"cloudfront.amazonaws.com\" }, Action = \"s3:GetObject\", Resource = \"${aws_s3_bucket.b.arn}/*\", Condition = { StringEquals = { \"aws:SourceAccount\" = "+tc.account+" } } }] })\n}")
			if got := d.Origins[0].S3Read(get("/a")); got.Verdict != tc.want {
				t.Errorf("verdict %d (%s), want %d", got.Verdict, got.Because, tc.want)
			}
		})
	}
}

// roleOf is the block with which a provider takes on a role.
func roleOf(arn string) string { return "assume_role {\n role_arn = " + arn + "\n}\n" }
