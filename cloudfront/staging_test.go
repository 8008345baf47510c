package cloudfront_test

import (
	"testing"
)

// Viewers reach a staging distribution when an enabled policy sends them there.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html.
func TestDeployment(t *testing.T) {
	const weight = `traffic_config {
		type = "SingleWeight"
		single_weight_config { weight = 0.15 }
	}`
	for _, tc := range []struct{ primary, policy, share string }{
		{"", "enabled = true\n" + weight, "15% of all requests"},
		{"", `enabled = true
			traffic_config {
				type = "SingleHeader"
				single_header_config {
					header = "aws-cf-cd-preview"
					value  = "on"
				}
			}`, "requests with the header aws-cf-cd-preview"},
		{"", "enabled = false\n" + weight, ""},
		{"", "enabled = var.on\n" + weight, ""},
		{"", `enabled = true
			traffic_config {
				type = "SingleWeight"
				single_weight_config { weight = 0 }
			}`, ""},
		{"", `enabled = true
			traffic_config {
				type = "SingleWeight"
				single_weight_config { weight = var.on }
			}`, ""},
		{"", "enabled = true", ""},
		{"enabled = false", "enabled = true\n" + weight, ""},
	} {
		m := model(t, `
			variable "on" {}
			resource "aws_cloudfront_distribution" "staging" { staging = true }
			resource "aws_cloudfront_distribution" "primary" {
				continuous_deployment_policy_id = aws_cloudfront_continuous_deployment_policy.p.id
				`+tc.primary+`
			}
			resource "aws_cloudfront_continuous_deployment_policy" "p" {
				staging_distribution_dns_names {
					items    = [aws_cloudfront_distribution.staging.domain_name]
					quantity = 1
				}
				`+tc.policy+`
			}`)
		primary, staging := m.Distribution("aws_cloudfront_distribution.primary"), m.Distribution("aws_cloudfront_distribution.staging")
		if got := primary.Deployment(); got != nil {
			t.Errorf("the primary distribution has %v", got)
		}
		switch got := staging.Deployment(); {
		case got == nil && tc.share != "":
			t.Errorf("%s: nobody gets to the staging distribution", tc.policy)
		case got != nil && (got.Share != tc.share || got.Primary != primary):
			t.Errorf("%s: got %s of %s, want %q", tc.policy, got.Share, got.Primary.Address(), tc.share)
		}
	}
}

// Without a primary distribution that uses the policy nobody is sent anywhere.
func TestDeploymentWithoutPrimary(t *testing.T) {
	m := model(t, `
		resource "aws_cloudfront_distribution" "staging" { staging = true }
		resource "aws_cloudfront_continuous_deployment_policy" "p" {
			enabled = true
			staging_distribution_dns_names {
				items    = [aws_cloudfront_distribution.staging.domain_name]
				quantity = 1
			}
			traffic_config {
				type = "SingleWeight"
				single_weight_config { weight = 0.15 }
			}
		}`)
	if got := m.Distributions[0].Deployment(); got != nil {
		t.Errorf("got %v", got)
	}
}
