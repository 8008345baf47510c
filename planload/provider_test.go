package planload_test

import (
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
