package hclload_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
)

// Two loads of one tree show the same, in whatever order maps are walked and
// values are asked for.
func TestDeterminism(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `
variable "root" {}
variable "on" { type = bool }
variable "sites" { type = map(string) }
locals {
  hosts = { for h in ["www.${var.root}", "static"] : h => { up = upper(h), n = var.on ? 1 : 2 } }
  cycle = [local.back, local.broken]
  back  = local.cycle
  broken = 1 + "x"
}
resource "aws_s3_bucket" "b" { for_each = local.hosts }
resource "aws_s3_bucket" "c" { for_each = var.sites }
data "aws_iam_policy_document" "p" {
  dynamic "statement" {
    for_each = local.hosts
    content {
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.b[statement.key].arn}/*"]
      condition {
        test     = var.on ? "StringEquals" : "StringLike"
        variable = "AWS:SourceArn"
        values   = [for k, b in aws_s3_bucket.b : b.id]
      }
    }
  }
}
module "m" {
  source = "./m"
  hosts  = keys(local.hosts)
  other  = aws_s3_bucket.c
}
resource "test" "t" {
  policy = data.aws_iam_policy_document.p.json
  json   = jsonencode({ a = var.on, b = local.hosts, c = values(aws_s3_bucket.b)[*].arn })
  out    = module.m
  cycle  = local.cycle
  gone   = module.gone.x
}
-- m/main.tf --
variable "hosts" {}
variable "other" {}
output "a" { value = [for h in var.hosts : { host = h, other = var.other }] }
output "b" { value = one(var.hosts) }
`)
	t.Chdir(dir)
	subjects := []string{
		"resources", "test.t policy", "test.t json", "test.t out", "test.t cycle", "test.t gone",
		`data.aws_iam_policy_document.p statement[1].resources`, `data.aws_iam_policy_document.p json`,
	}
	first := facts(t, hclload.Load(".", hclload.Options{}), subjects)
	for range 10 {
		cfg := hclload.Load(".", hclload.Options{})
		backwards := make([]string, len(subjects))
		for i, s := range subjects {
			backwards[len(subjects)-1-i] = s
		}
		facts(t, cfg, backwards)
		if diff := gocmp.Diff(first, facts(t, cfg, subjects)); diff != "" {
			t.Fatalf("loads differ (-first +other):\n%s", diff)
		}
	}
}
