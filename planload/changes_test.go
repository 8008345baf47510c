package planload_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is loaded is what exists after the plan is applied.
func TestChanges(t *testing.T) {
	const oac = "aws_cloudfront_origin_access_control."
	cfg := load(t, "existing/plan.json")
	// Neither what is deleted nor the deposed object of what is kept.
	exist := []string{
		oac + "changed", oac + "forgotten", oac + "kept", oac + "moved", oac + "replaced",
		"data.aws_iam_policy_document.deferred", "data.aws_iam_policy_document.read",
	}
	if diff := cmp.Diff(exist, addresses(cfg)); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	want(t, cfg, map[[2]string]string{
		{oac + "kept", "name"}:                "kept",
		{oac + "kept", "id"}:                  "E5",
		{oac + "changed", "signing_behavior"}: "never",
		{oac + "changed", "id"}:               "E2",
		{oac + "replaced", "name"}:            "new",
		{oac + "replaced", "id"}:              "(absent)", // AWS will choose a new one
		{oac + "moved", "id"}:                 "E1",
		// Terraform lets go of it, and it stays as it is.
		{oac + "forgotten", "signing_behavior"}: "always",
	})
}

// A data source that was read for the plan is in the prior state, one that is
// to be read again among the changes.
func TestDataSources(t *testing.T) {
	want(t, load(t, "existing/plan.json"), map[[2]string]string{
		{"data.aws_iam_policy_document.read", "minified_json"}: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}]}`,
		{"data.aws_iam_policy_document.deferred", "json"}:      `{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::example/*"]}],"Version":"2012-10-17"}` + "\n",
	})
}

// A plan that only refreshes has no changes: everything is in the prior state.
func TestRefreshOnly(t *testing.T) {
	const oac = "aws_cloudfront_origin_access_control."
	cfg := load(t, "existing/refresh-only.json")
	exist := []string{
		oac + "changed", oac + "forgotten", oac + "gone", oac + "kept", oac + "moved", oac + "replaced",
		"data.aws_iam_policy_document.deferred", "data.aws_iam_policy_document.read",
	}
	if diff := cmp.Diff(exist, addresses(cfg)); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	want(t, cfg, map[[2]string]string{
		{oac + "changed", "signing_behavior"}: "always",
		{oac + "replaced", "name"}:            "old",
		{oac + "kept", "name"}:                "kept", // not the deposed object of that address
	})
}

func TestState(t *testing.T) {
	const oac = "aws_cloudfront_origin_access_control."
	cfg := load(t, "existing/state.json")
	exist := []string{oac + "before", oac + "changed", oac + "forgotten", oac + "gone", oac + "kept", oac + "replaced"}
	if diff := cmp.Diff(exist, addresses(cfg)); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	want(t, cfg, map[[2]string]string{
		{oac + "kept", "id"}:   "E5",
		{oac + "kept", "name"}: "kept",
		{oac + "kept", "arn"}:  "arn:aws:cloudfront::111122223333:origin-access-control/E5",
	})
}

func TestStateOfModules(t *testing.T) {
	cfg := parse(t, `{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"child_modules":[
		{"address":"module.a","resources":[{"address":"module.a.aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","values":{"bucket":"example-a"}}],
		"child_modules":[{"address":"module.a.module.b[\"k\"]","resources":[
			{"address":"module.a.module.b[\"k\"].aws_s3_bucket.b[0]","mode":"managed","type":"aws_s3_bucket","name":"b","index":0,"values":{"bucket":"example-b","tags":{"token":"hush"}},"sensitive_values":{"tags":{"token":true}}}]}]}]}}}`)
	want(t, cfg, map[[2]string]string{
		{"module.a.aws_s3_bucket.b", "bucket"}:                  "example-a",
		{`module.a.module.b["k"].aws_s3_bucket.b[0]`, "bucket"}: "example-b",
	})
	if v := attr(t, cfg, `module.a.module.b["k"].aws_s3_bucket.b[0]`, "tags"); !v.Sensitive {
		t.Error("the tags are not sensitive")
	}
}

// Nothing exists after a destroy plan, whatever its prior state lists.
func TestDestroy(t *testing.T) {
	cfg := parse(t, `{"format_version":"1.2","planned_values":{"root_module":{}},
		"resource_changes":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","change":{"actions":["delete"],"before":{"bucket":"b"},"after":null,"after_unknown":{}}}],
		"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","values":{"bucket":"b"}}]}}}}`)
	if len(cfg.Resources()) > 0 {
		t.Errorf("got %v", addresses(cfg))
	}
}
