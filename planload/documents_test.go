package planload_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
)

// document returns the JSON of an attribute with symbols as Terraform
// interpolates them.
func document(t *testing.T, plan, address, name string) any {
	t.Helper()
	text, _ := attr(t, load(t, plan), address, name).Text()
	var doc any
	if err := json.Unmarshal([]byte(text.Key()), &doc); err != nil {
		t.Fatalf("%s.%s is %s", address, name, text)
	}
	return strip(doc)
}

func strip(v any) any {
	switch v := v.(type) {
	case string:
		return symbol.Strip(v)
	case []any:
		for i := range v {
			v[i] = strip(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = strip(v[key])
		}
	}
	return v
}

// A policy document that Terraform reads during apply is rendered from its
// arguments. "${bucket.arn}/*" looks like bucket.arn in a plan, so what is
// made from the ARN of a bucket may go on behind it: a symbol of the document
// stands for that.
func TestDocuments(t *testing.T) {
	for _, tc := range []struct {
		plan, address, attr, want string
	}{
		{"documents/plan.json", "aws_s3_bucket_policy.site", "policy", `{"Version": "2012-10-17", "Statement": [
			{"Sid": "Identity", "Effect": "Allow", "Action": ["s3:GetObject"],
				"Principal": {"AWS": ["${aws_cloudfront_origin_access_identity.site.iam_arn}"]},
				"Resource": ["${aws_s3_bucket.site.arn}${data.aws_iam_policy_document.site.statement[0].resources}"]},
			{"Sid": "Others", "Effect": "Deny", "NotAction": ["s3:GetObject", "s3:ListBucket"],
				"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]},
				"NotResource": ["${aws_s3_bucket.site.arn}${data.aws_iam_policy_document.site.statement[1].not_resources}"],
				"Condition": {"StringNotEquals": {"s3:prefix": ["${aws_s3_bucket.site.id}"]}}}]}`},
		// An id is no ARN: what resource it is part of is not known.
		{"documents/plan.json", "aws_s3_bucket_policy.counted", "policy", `{"Version": "2008-10-17", "Id": "counted", "Statement": [
			{"Effect": "Allow", "Action": ["s3:GetObject"], "Principal": "*",
				"Resource": ["${data.aws_iam_policy_document.counted[1].statement[0].resources}"],
				"Condition": {"StringEquals": {"aws:Referer": ["hush"]}}}]}`},
		{"documents/plan.json", "aws_s3_bucket_policy.open", "policy", `{"Version": "2012-10-17", "Statement": ["${data.aws_iam_policy_document.open.statement}"]}`},
		// Statements of source documents give way to those with their Sid, and
		// these to overriding ones. Dynamic conditions and parts of names are
		// not known.
		{"modules/plan.json", "aws_s3_bucket_policy.assets", "policy", `{"Version": "2012-10-17", "Statement": [
			{"Sid": "Replaced", "Effect": "Allow", "Action": ["s3:GetObject"], "Principal": {"Service": ["cloudfront.amazonaws.com"]},
				"Resource": ["${aws_s3_bucket.assets.arn}${data.aws_iam_policy_document.assets.statement[0].resources}"],
				"Condition": {"StringEquals": {
					"AWS:SourceArn": ["${module.site.aws_cloudfront_distribution.this.arn}"],
					"AWS:SourceAccount": ["111122223333"]}}},
			{"Sid": "Public", "Effect": "Allow", "Action": ["s3:GetObject"], "Principal": "*", "Resource": [
				"${aws_s3_bucket.assets.arn}${data.aws_iam_policy_document.assets.statement[1].resources}",
				"${data.aws_iam_policy_document.assets.statement[1].resources}"]},
			{"Sid": "Last", "Effect": "Allow", "Action": ["s3:ListBucket"],
				"Principal": {"AWS": ["${data.aws_iam_policy_document.last.statement[0].principals[0].identifiers}"]},
				"Resource": ["${aws_s3_bucket.assets.arn}${data.aws_iam_policy_document.last.statement[0].resources}"],
				"Condition": {"StringEquals": {"AWS:SourceArn": ["${data.aws_iam_policy_document.last.statement[0].condition[0].values}"]}}}]}`},
		{"foreach/plan.json", `aws_s3_bucket_policy.b["y"]`, "policy", `{"Version": "2012-10-17", "Statement": [
			{"Effect": "Allow", "Action": ["s3:GetObject"], "Principal": {"Service": ["cloudfront.amazonaws.com"]},
				"Resource": ["${aws_s3_bucket.b[\"y\"].arn}${data.aws_iam_policy_document.d[\"y\"].statement[0].resources}"],
				"Condition": {"StringEquals": {"AWS:SourceArn": ["${aws_cloudfront_distribution.d.arn}"]}}},
			{"Effect": "Allow", "Action": ["s3:ListBucket"], "Principal": "*", "Resource": [
				"arn:known",
				"${aws_s3_bucket.b[\"y\"].arn}${data.aws_iam_policy_document.d[\"y\"].statement[1].resources}",
				"${aws_s3_bucket.b[\"x\"].arn}${data.aws_iam_policy_document.d[\"y\"].statement[1].resources}"]}]}`},
	} {
		t.Run(tc.address, func(t *testing.T) {
			var wanted any
			if err := json.Unmarshal([]byte(tc.want), &wanted); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wanted, document(t, tc.plan, tc.address, tc.attr)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A policy that is put together otherwise leaves nothing but references.
func TestEncodedPolicy(t *testing.T) {
	want(t, load(t, "documents/plan.json"), map[[2]string]string{
		{"aws_s3_bucket_policy.encoded", "policy"}: "(unknown aws_s3_bucket.site.arn)",
	})
	want(t, load(t, "modules/plan.json"), map[[2]string]string{
		{"aws_s3_bucket_policy.media", "policy"}: "(unknown aws_s3_bucket.media[0].arn)",
	})
}

// Documents that include each other make no plan of Terraform, but may stand
// in a file all the same.
func TestDocumentsInCircles(t *testing.T) {
	cfg := parse(t, `{"format_version":"1.2","resource_changes":[
		{"address":"data.aws_iam_policy_document.a","mode":"data","type":"aws_iam_policy_document","name":"a","change":{"actions":["read"],"after":{"source_policy_documents":[null]},"after_unknown":{"json":true,"source_policy_documents":[true]}}},
		{"address":"data.aws_iam_policy_document.b","mode":"data","type":"aws_iam_policy_document","name":"b","change":{"actions":["read"],"after":{"source_policy_documents":[null]},"after_unknown":{"json":true,"source_policy_documents":[true]}}}],
		"configuration":{"root_module":{"resources":[
		{"address":"data.aws_iam_policy_document.a","mode":"data","type":"aws_iam_policy_document","name":"a","expressions":{"source_policy_documents":{"references":["data.aws_iam_policy_document.b.json"]}}},
		{"address":"data.aws_iam_policy_document.b","mode":"data","type":"aws_iam_policy_document","name":"b","expressions":{"source_policy_documents":{"references":["data.aws_iam_policy_document.a.json"]}}}]}}}`)
	if v := attr(t, cfg, "data.aws_iam_policy_document.a", "json"); v.Absent() {
		t.Errorf("got %s", show(v))
	}
}

// Documents that include the next one twice double at each step. What is
// larger than any policy is not followed any further.
func TestDocumentsThatDouble(t *testing.T) {
	var changes, config []string
	for i := range 40 {
		header := fmt.Sprintf(`{"address":"data.aws_iam_policy_document.d%[1]d","mode":"data","type":"aws_iam_policy_document","name":"d%[1]d",`, i)
		changes = append(changes, header+`"change":{"actions":["read"],
			"after":{"source_policy_documents":[null,null],"statement":[{"actions":["s3:GetObject"],"resources":["*"]}]},
			"after_unknown":{"json":true,"source_policy_documents":[true,true]}}}`)
		config = append(config, header+fmt.Sprintf(`"expressions":{"source_policy_documents":{"references":
			["data.aws_iam_policy_document.d%[1]d.json","data.aws_iam_policy_document.d%[1]d.json"]}}}`, i+1))
	}
	cfg := parse(t, `{"format_version":"1.2","resource_changes":[`+strings.Join(changes, ",")+`],
		"configuration":{"root_module":{"resources":[`+strings.Join(config, ",")+`]}}}`)
	if text := show(attr(t, cfg, "data.aws_iam_policy_document.d0", "json")); len(text) > 1<<20 {
		t.Errorf("the document has %d bytes", len(text))
	}
}
