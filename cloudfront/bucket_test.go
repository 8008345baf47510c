package cloudfront_test

import (
	"strings"
	"testing"

	"github.com/no403/no403/symbol"
)

// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html.
func TestPublicAccess(t *testing.T) {
	flags := func(names []string) string {
		var b strings.Builder
		for _, name := range names {
			b.WriteString(name + " = true\n")
		}
		return b.String()
	}
	own := func(names ...string) string {
		return "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n" + flags(names) + "}\n"
	}
	account := func(names ...string) string {
		return "resource \"aws_s3_account_public_access_block\" \"a\" {\n" + flags(names) + "}\n"
	}
	for name, tc := range map[string]struct {
		blocks         string
		policies, acls symbol.Truth
		at             string // the attribute that blocks policies
	}{
		// An argument that is left out is false.
		"none":                  {own(), no, no, ""},
		"all":                   {own("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"), yes, yes, "restrict_public_buckets"},
		"restricted":            {own("restrict_public_buckets"), yes, no, "restrict_public_buckets"},
		"policies refused":      {own("block_public_policy"), yes, no, "block_public_policy"},
		"ACLs ignored":          {own("ignore_public_acls"), no, yes, ""},
		"ACLs refused":          {own("block_public_acls"), no, no, ""},
		"account restricted":    {own() + account("restrict_public_buckets"), yes, no, "restrict_public_buckets"},
		"account ignores ACLs":  {own() + account("ignore_public_acls"), no, yes, ""},
		"both":                  {own("ignore_public_acls") + account("ignore_public_acls", "restrict_public_buckets"), yes, yes, "restrict_public_buckets"},
		"not known":             {"resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n restrict_public_buckets = upper(aws_s3_bucket.b.acl)\n}", unknown, no, ""},
		"of a bucket not known": {"resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = upper(aws_s3_bucket.b.acl)\n}", unknown, unknown, ""},
		// New buckets block all that is public, older ones do not.
		"by default": {"", unknown, unknown, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := originOf(t, unsigned, around, tc.blocks).Endpoint().Bucket
			got := b.PublicAccess()
			if got.Policies != tc.policies || got.ACLs != tc.acls {
				t.Errorf("policies blocked %v, ACLs ignored %v", got.Policies, got.ACLs)
			}
			if tc.at != "" && (got.At.Path != tc.at || got.Resource == nil) {
				t.Errorf("at %s of %v", got.At.Path, got.Resource)
			}
			if got.Default != (name == "by default") {
				t.Errorf("default: %v", got.Default)
			}
		})
	}
}

// Who may list the bucket gets 404 for a key that does not exist.
// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
func TestList(t *testing.T) {
	list := func(principal string) string {
		return `{ Effect = "Allow", Principal = ` + principal + `, Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn }`
	}
	const publicACL = "resource \"aws_s3_bucket_acl\" \"b\" {\n bucket = aws_s3_bucket.b.id\n acl = \"public-read\"\n}\n"
	for name, tc := range map[string]struct {
		origin, others string
		want           symbol.Truth
	}{
		"no policy":                    {withControl, "", no},
		"objects only":                 {withControl, policy(allow(service, sourceARN)), no},
		"list on objects":              {withControl, policy(allowOn("s3:ListBucket", `"${aws_s3_bucket.b.arn}/*"`)), no},
		"list":                         {withControl, policy(list(service)), yes},
		"list for an identity":         {withControl, policy(list("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }")), no},
		"identity lists":               {withIdentity, policy(list("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }")), yes},
		"everyone lists":               {unsigned, policy(list(everyone)) + publicOff, yes},
		"everyone lists, blocked":      {unsigned, policy(list(everyone)) + publicBlocked, no},
		"everyone lists, by default":   {unsigned, policy(list(everyone)), unknown},
		"everyone lists, by ACL":       {unsigned, publicACL + publicOff, yes},
		"everyone lists, ACL ignored":  {unsigned, publicACL + "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n ignore_public_acls = true\n}", no},
		"policy not known":             {withControl, "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = aws_s3_bucket.b.id\n policy = upper(aws_s3_bucket.b.acl)\n}", unknown},
		"control of another":           {unsigned + "\norigin_access_control_id = \"E2QWRUHEXAMPLE\"", policy(list(service)), unknown},
		"all actions on all resources": {withControl, policy(allowOn("*", `"*"`)), yes},
	} {
		t.Run(name, func(t *testing.T) {
			if got := originOf(t, tc.origin, around, tc.others).S3List(get("/missing")); got != tc.want {
				t.Errorf("may list: %v, want %v", got, tc.want)
			}
		})
	}
}
