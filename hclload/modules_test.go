package hclload_test

import (
	"strings"
	"testing"
)

func TestLocalModules(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "arguments go in, outputs come out",
			files: `
resource "aws_s3_bucket" "b" {}
module "cdn" {
  source = "./modules/cdn"
  bucket = aws_s3_bucket.b.id
  hosts  = ["a", "b"]
}
resource "test" "t" {
  id    = module.cdn.id
  host  = module.cdn.hosts[1]
  all   = "${module.cdn.id}/${module.cdn.name}"
  dir   = module.cdn.dir
}
-- modules/cdn/main.tf --
variable "bucket" {}
variable "hosts" { type = list(string) }
variable "name" { default = "cdn" }
resource "test" "d" {
  bucket = var.bucket
  names  = [for h in var.hosts : "${var.name}-${h}"]
}
output "id" { value = test.d.id }
output "hosts" { value = var.hosts }
output "name" { value = "${var.name}-${var.bucket}" }
output "dir" { value = "${path.module} in ${path.root}" }
`,
			want: `
resources = aws_s3_bucket.b, test.t, module.cdn.test.d
module.cdn.test.d bucket = "${aws_s3_bucket.b.id}"
module.cdn.test.d names = ["cdn-a", "cdn-b"]
test.t id = "${module.cdn.test.d.id}"
test.t host = "b"
test.t all = "${module.cdn.test.d.id}/cdn-${aws_s3_bucket.b.id}"
test.t dir = "modules/cdn in ."
`,
		},
		{
			name: "within modules, beside each other",
			files: `
module "a" {
  source = "./a"
  x      = "root"
}
resource "test" "t" { x = module.a.x }
-- a/main.tf --
variable "x" {}
module "b" {
  source = "../b"
  x      = "${var.x}/a"
}
output "x" { value = module.b.x }
-- b/main.tf --
variable "x" {}
resource "test" "r" { x = "${var.x}/b" }
output "x" { value = test.r.x }
`,
			want: `
resources = test.t, module.a.module.b.test.r
module.a.module.b.test.r x = "root/a/b"
test.t x = "root/a/b"
`,
		},
		{
			name: "with count and for_each",
			files: `
variable "on" { type = bool }
module "n" {
  source = "./m"
  count  = 2
  name   = "n${count.index}"
}
module "k" {
  source   = "./m"
  for_each = { eu = "Europe", us = "America" }
  name     = "${each.key}: ${each.value}"
}
module "maybe" {
  source = "./m"
  count  = var.on ? 1 : 0
  name   = "maybe"
}
resource "test" "t" {
  n     = module.n[1].name
  splat = module.n[*].id
  k     = module.k["eu"].name
  loop  = { for k, m in module.k : k => m.id }
  maybe = module.maybe[0].id
  try   = try(module.maybe[0].name, "none")
  one   = one(module.maybe[*].id)
}
-- m/main.tf --
variable "name" {}
resource "test" "r" { name = var.name }
output "id" { value = test.r.id }
output "name" { value = test.r.name }
`,
			want: `
resources = test.t, module.n[0].test.r, module.n[1].test.r, module.k["eu"].test.r, module.k["us"].test.r, module.maybe[0].test.r?
module.n[1].test.r name = "n1"
module.k["us"].test.r name = "us: America"
test.t n = "n1"
test.t splat = ["${module.n[0].test.r.id}", "${module.n[1].test.r.id}"]
test.t k = "eu: Europe"
test.t loop = {eu = "${module.k["eu"].test.r.id}", us = "${module.k["us"].test.r.id}"}
test.t maybe = "${module.maybe[0].test.r.id}"
test.t try = unknown
test.t one = unknown from module.maybe
`,
		},
		{
			name: "as a whole",
			files: `
module "m" { source = "./m" }
locals { m = module.m }
resource "test" "t" {
  all  = module.m
  name = local.m.name
  none = module.m.none
}
-- m/main.tf --
resource "test" "r" {}
output "id" { value = test.r.id }
output "name" { value = "m" }
`,
			want: `
test.t all = {id = "${module.m.test.r.id}", name = "m"}
test.t name = "m"
test.t none = unknown from module.m.output.none
`,
		},
	})
}

// What is within a module that is not at hand is not seen, but its outputs are
// the same wherever they are used.
func TestOpaqueModules(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "from a registry",
			files: `
resource "aws_s3_bucket" "b" {}
variable "on" { type = bool }
module "bucket" {
  source = "terraform-aws-modules/s3-bucket/aws"
  bucket = "${aws_s3_bucket.b.id}-logs"
  on     = var.on
}
module "each" {
  source   = "git::https://example.com/m.git"
  for_each = { eu = 1 }
  key      = each.key
}
resource "test" "t" {
  a = module.bucket.s3_bucket_arn
  b = "${module.bucket.s3_bucket_arn}/*"
  c = module.each["eu"].id
  d = module.bucket.tags["x"]
}
`,
			want: `
resources = aws_s3_bucket.b, test.t
opaque = module.bucket (aws_s3_bucket.b.id, var.on), module.each (none)
test.t a = "${module.bucket.s3_bucket_arn}"
test.t b = "${module.bucket.s3_bucket_arn}/*"
test.t c = "${module.each["eu"].id}"
test.t d = unknown from module.bucket.tags
! main.tf:4:1: modules "bucket" and "each" are not installed: run terraform init, their resources are not seen
`,
		},
		{
			name: "without a source",
			files: `
module "none" {}
module "variable" { source = var.source }
variable "source" { default = "./m" }
resource "test" "t" { a = module.none.id }
-- m/main.tf --
`,
			want: `
opaque = module.none (none), module.variable (none)
test.t a = "${module.none.id}"
! main.tf:2:1: module "none" has no source that can be read without a plan: its resources are not seen
! main.tf:3:1: module "variable" has no source that can be read without a plan: its resources are not seen
`,
		},
		{
			name: "in directories that are not there",
			files: `
module "gone" { source = "./gone" }
module "empty" { source = "./empty" }
resource "test" "t" { a = module.gone.id }
-- empty/README.md --
`,
			want: `
resources = test.t
opaque = module.gone (none), module.empty (none)
test.t a = "${module.gone.id}"
! main.tf:2:1: module "gone": no Terraform files in gone
! main.tf:3:1: module "empty": no Terraform files in empty
`,
		},
	})
}

// terraform init writes down where it has put the modules that are called, by
// the names of the calls.
func TestInstalledModules(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "read where they lie",
			files: `
-- main.tf --
module "bucket" {
  source = "example/bucket/aws"
  name   = "b"
}
module "twice" {
  source   = "example/bucket/aws"
  for_each = { a = 1 }
  name     = each.key
}
resource "test" "t" { id = module.bucket.id }
-- .terraform/modules/modules.json --
{"Modules": [
  {"Key": "", "Source": "", "Dir": "."},
  {"Key": "bucket", "Source": "registry.terraform.io/example/bucket/aws", "Version": "1.0.0", "Dir": ".terraform/modules/bucket"},
  {"Key": "bucket.inner", "Source": "git::https://example.com/inner.git", "Dir": ".terraform/modules/bucket.inner/sub"},
  {"Key": "twice", "Source": "registry.terraform.io/example/bucket/aws", "Version": "2.0.0", "Dir": ".terraform/modules/twice"}
]}
-- .terraform/modules/bucket/main.tf --
variable "name" {}
module "inner" {
  source = "git::https://example.com/inner.git//sub"
  name   = "${var.name}-inner"
}
module "helper" {
  source = "./helper"
}
output "id" { value = module.inner.id }
-- .terraform/modules/bucket/helper/main.tf --
resource "test" "h" {}
-- .terraform/modules/bucket.inner/sub/main.tf --
variable "name" {}
resource "test" "r" { name = var.name }
output "id" { value = test.r.id }
-- .terraform/modules/twice/main.tf --
variable "name" {}
resource "test" "other" { name = var.name }
`,
			want: `
resources = test.t, module.bucket.module.inner.test.r, module.bucket.module.helper.test.h, module.twice["a"].test.other
opaque = none
test.t id = "${module.bucket.module.inner.test.r.id}"
module.bucket.module.inner.test.r name = "b-inner"
module.twice["a"].test.other name = "a"
`,
		},
		{
			name: "with a list that is broken",
			files: `
-- main.tf --
module "m" { source = "example/m/aws" }
-- .terraform/modules/modules.json --
{
`,
			want: `
opaque = module.m (none)
! .terraform/modules/modules.json: cannot be read: unexpected end of JSON input: run terraform init again
! main.tf:1:1: module "m" is not installed: run terraform init, its resources are not seen
`,
		},
	})
}

// A module that calls itself, or is called too deep, would never end.
func TestEndlessModules(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "calls itself",
			files: `
module "m" { source = "./m" }
resource "test" "t" { a = module.m.x }
-- m/main.tf --
module "again" { source = "../m" }
resource "test" "r" {}
output "x" { value = module.again.x }
`,
			want: `
resources = test.t, module.m.test.r
test.t a = "${module.m.module.again.x}"
! m/main.tf:1:1: module "again" calls itself: remove the call
`,
		},
		{
			name: "calls the root",
			files: `
-- main.tf --
module "m" { source = "./m" }
resource "test" "t" {}
-- m/main.tf --
module "root" { source = "../" }
`,
			want: `
resources = test.t
! m/main.tf:1:1: module "root" calls itself: remove the call
`,
		},
	})
}

// Modules that multiply at each level are read up to a limit.
func TestTooManyModules(t *testing.T) {
	var files strings.Builder
	files.WriteString("-- main.tf --\nmodule \"a\" {\n  source = \"./a\"\n  count = 200\n}\n")
	files.WriteString("-- a/main.tf --\nmodule \"b\" {\n  source = \"../b\"\n  count = 200\n}\n")
	files.WriteString("-- b/main.tf --\nresource \"test\" \"r\" {}\n")
	cfg := load(t, files.String())
	if n := len(cfg.Resources()); n == 0 || n > 20_000 {
		t.Errorf("there are %d resources", n)
	}
	if all := cfg.Diagnostics.All(); len(all) == 0 || !strings.Contains(all[0].Message, "more than 20000 module instances: the rest is not read") {
		t.Errorf("diagnostics are %v", all)
	}
}

// A resource uses the provider configuration of its module, or the one that
// the calls pass on.
func TestProviders(t *testing.T) {
	cfg := load(t, `
variable "region" {}
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
provider "aws" {
  alias  = "var"
  region = var.region
}
resource "aws_s3_bucket" "default" {}
resource "aws_s3_bucket" "us" { provider = aws.us }
resource "aws_s3_bucket" "quoted" { provider = "aws.us" }
resource "aws_s3_bucket" "var" { provider = aws.var }
resource "aws_s3_bucket" "none" { provider = aws.none }
resource "google_dns_record_set" "other" {}
module "inherits" { source = "./m" }
module "passes" {
  source    = "./m"
  providers = { aws = aws.us, aws.extra = aws.var }
}
module "nested" {
  source    = "./outer"
  providers = { aws.outer = aws.us }
}
module "own" { source = "./own" }
-- m/main.tf --
resource "aws_s3_bucket" "default" {}
resource "aws_s3_bucket" "extra" { provider = aws.extra }
-- outer/main.tf --
module "m" {
  source    = "../m"
  providers = { aws = aws.outer }
}
-- own/main.tf --
provider "aws" { region = "ap-south-1" }
resource "aws_s3_bucket" "default" {}
`)
	for _, row := range []struct{ address, provider, region string }{
		{"aws_s3_bucket.default", "aws", `"eu-west-1"`},
		{"aws_s3_bucket.us", "aws.us", `"us-east-1"`},
		{"aws_s3_bucket.quoted", "aws.us", `"us-east-1"`},
		{"aws_s3_bucket.var", "aws.var", `"${var.region}"`},
		{"aws_s3_bucket.none", "aws.none", "absent"},
		{"google_dns_record_set.other", "google", "absent"},
		{"module.inherits.aws_s3_bucket.default", "aws", `"eu-west-1"`},
		{"module.inherits.aws_s3_bucket.extra", "aws.extra", "absent"},
		{"module.passes.aws_s3_bucket.default", "aws.us", `"us-east-1"`},
		{"module.passes.aws_s3_bucket.extra", "aws.var", `"${var.region}"`},
		{"module.nested.module.m.aws_s3_bucket.default", "aws.us", `"us-east-1"`},
		{"module.own.aws_s3_bucket.default", "module.own.aws", `"ap-south-1"`},
	} {
		p := cfg.Resource(row.address).Provider
		if p.Name != row.provider || show(p.Region) != row.region {
			t.Errorf("the provider of %s is %s in %s, want %s in %s", row.address, p.Name, show(p.Region), row.provider, row.region)
		}
	}
}
