package planload_test

import (
	"fmt"
	"testing"
)

func TestProviders(t *testing.T) {
	const oai = "aws_cloudfront_origin_access_identity."
	cfg := load(t, "providers/plan.json")
	for address, tc := range map[string]struct{ name, region string }{
		oai + "default":                    {"aws", "us-east-1"},
		oai + "variable":                   {"aws.variable", "eu-west-1"},
		oai + "local":                      {"aws.local", "(unknown)"},
		oai + "silent":                     {"aws.silent", "(absent)"},
		oai + "renamed":                    {"amazon", "ap-south-1"},
		"module.passed." + oai + "other":   {"aws.variable", "eu-west-1"},
		"module.passed." + oai + "default": {"aws", "us-east-1"},
		"module.own." + oai + "default":    {"aws", "eu-north-1"},
		// A variable of a module is not that of the root.
		"module.own." + oai + "variable": {"aws.variable", "(unknown)"},
	} {
		p := cfg.Resource(address).Provider
		if region := show(p.Region); p.Name != tc.name || region != tc.region {
			t.Errorf("%s is of %s in %s", address, p.Name, region)
		}
	}
}

// Without configuration, as in a state, the provider has its own name, on
// whatever registry.
func TestProviderOfState(t *testing.T) {
	cfg := parse(t, `{"format_version":"1.0","terraform_version":"1.10.0","values":{"root_module":{"resources":[
		{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","provider_name":"registry.opentofu.org/hashicorp/aws","values":{}},
		{"address":"aws_cloudfront_function.f","mode":"managed","type":"aws_cloudfront_function","name":"f","provider_name":"registry.terraform.io/hashicorp/aws","values":{}}]}}}`)
	for address, region := range map[string]string{"aws_s3_bucket.b": "(absent)", "aws_cloudfront_function.f": "(absent)"} {
		p := cfg.Resource(address).Provider
		if p.Name != "aws" || show(p.Region) != region {
			t.Errorf("%s is of %s in %s", address, p.Name, show(p.Region))
		}
	}
}

// Who the provider is says which account it works in.
func TestCredentials(t *testing.T) {
	const config = `{"format_version":"1.2","terraform_version":"1.10.0",
		"variables":{"role":{"value":"arn:aws:iam::444455556666:role/deploy"}},
		"planned_values":{"root_module":{"resources":[
			{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","provider_name":"registry.terraform.io/hashicorp/aws","values":{}}]}},
		"resource_changes":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{},"after_unknown":{}}}],
		"configuration":{"provider_config":{"aws":{"name":"aws","expressions":{%s}}},
			"root_module":{"resources":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","provider_config_key":"aws","expressions":{}}]}}}`
	for name, tc := range map[string]struct{ expressions, role, accounts, profile string }{
		"nothing": {``, "(absent)", "(absent)", "(absent)"},
		"account": {`"allowed_account_ids":{"constant_value":["111122223333"]}`, "(absent)", "[111122223333]", "(absent)"},
		"profile": {`"profile":{"constant_value":"prod"}`, "(absent)", "(absent)", "prod"},
		"role":    {`"assume_role":[{"role_arn":{"constant_value":"arn:aws:iam::111122223333:role/hub"}},{"role_arn":{"references":["var.role"]}}]`, "arn:aws:iam::444455556666:role/deploy", "(absent)", "(absent)"},
		"local":   {`"assume_role":[{"role_arn":{"references":["local.role"]}}]`, "(unknown)", "(absent)", "(absent)"},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, fmt.Sprintf(config, tc.expressions)).Resource("aws_s3_bucket.b").Provider
			if role, accounts, profile := show(p.Role), show(p.AccountIDs), show(p.Profile); role != tc.role || accounts != tc.accounts || profile != tc.profile {
				t.Errorf("role %s, accounts %s, profile %s", role, accounts, profile)
			}
		})
	}
}
