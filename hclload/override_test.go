package hclload_test

import "testing"

// Override files change blocks of the other files argument by argument, and
// replace nested blocks by type.
// See https://developer.hashicorp.com/terraform/language/files/override.
func TestOverrides(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "of arguments and blocks",
			files: `
-- main.tf --
resource "test" "t" {
  a = "main"
  b = "main"
  rule { id = "main 1" }
  rule { id = "main 2" }
  keep { id = "main" }
  dynamic "made" {
    for_each = [1, 2]
    content { id = made.value }
  }
}
-- override.tf --
resource "test" "t" {
  b = "override"
  c = "override"
  rule { id = "override" }
  made { id = "override" }
}
`,
			want: `
resources = test.t
test.t a = "main"
test.t b = "override"
test.t c = "override"
test.t rule[] = 1
test.t rule[0].id = "override"
test.t keep[0].id = "main"
test.t made[] = 1
test.t made[0].id = "override"
`,
		},
		{
			name: "by dynamic blocks",
			files: `
-- main.tf --
resource "test" "t" {
  rule { id = "main" }
}
-- a_override.tf --
resource "test" "t" {
  dynamic "rule" {
    for_each = ["a", "b"]
    content { id = rule.value }
  }
}
`,
			want: `
test.t rule[] = 2
test.t rule[1].id = "b"
`,
		},
		{
			name: "in order of their names",
			files: `
-- a_override.tf --
resource "test" "t" { a = "a" }
-- b_override.tf.json --
{"resource": {"test": {"t": {"a": "b"}}}}
-- main.tf --
resource "test" "t" { a = "main" }
`,
			want: `test.t a = "b"`,
		},
		{
			name: "of everything else",
			files: `
-- main.tf --
variable "v" {
  type    = string
  default = "main"
}
variable "sensitive" { default = "main" }
locals {
  a = "main"
  b = "main"
}
data "test" "d" { a = "main" }
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
resource "aws_test" "t" {
  count = 1
  all   = [var.v, local.a, local.b, data.test.d.a, module.m.x]
  s     = var.sensitive
}
module "m" {
  source = "./main"
  x      = "main"
}
output "o" { value = "main" }
-- override.tf --
variable "v" { default = 5 }
variable "sensitive" { sensitive = true }
locals { b = "override" }
data "test" "d" { a = "override" }
provider "aws" {
  alias  = "us"
  region = "us-west-2"
}
resource "aws_test" "t" {
  count    = 2
  provider = aws.us
}
module "m" { source = "./other" }
-- main/main.tf --
variable "x" {}
output "x" { value = "main: ${var.x}" }
-- other/main.tf --
variable "x" {}
output "x" { value = "other: ${var.x}" }
`,
			want: `
resources = data.test.d, aws_test.t[0], aws_test.t[1]
aws_test.t[1] all = ["5", "main", "override", "override", "other: main"]
aws_test.t[1] s = (sensitive)
`,
		},
		{
			name: "of what is not there",
			files: `
-- main.tf --
-- override.tf --
resource "test" "t" { a = 1 }
`,
			want: `test.t a = 1`,
		},
	})
}

func TestOverriddenProvider(t *testing.T) {
	cfg := load(t, `
-- main.tf --
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket" "us" { provider = aws.us }
-- override.tf --
provider "aws" {
  alias  = "us"
  region = "us-west-2"
}
`)
	for address, want := range map[string]string{"aws_s3_bucket.b": `"eu-west-1"`, "aws_s3_bucket.us": `"us-west-2"`} {
		if got := show(cfg.Resource(address).Provider.Region); got != want {
			t.Errorf("the region of %s is %s, want %s", address, got, want)
		}
	}
}
