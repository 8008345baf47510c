package hclload_test

import (
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "known",
			files: `
variable "on" { default = true }
resource "test" "n" {
  count = 2
  name  = "n-${count.index}"
}
resource "test" "on" { count = var.on ? 1 : 0 }
resource "test" "off" { count = var.on ? 0 : 1 }
resource "test" "text" { count = "1" }
resource "test" "t" {
  dot    = test.n.0.id
  index  = test.n[1].id
  local  = test.n[local.i].id
  name   = test.n[1].name
  splat  = test.n[*].id
  legacy = test.n.*.id
  loop   = [for n in test.n : n.id]
  length = length(test.n)
  join   = join(",", test.n[*].id)
  one    = one(test.on[*].id)
  none   = one(test.off[*].id)
  first  = concat(test.off[*].id, ["none"])[0]
  try    = try(test.off[0].id, "none")
  guard  = var.on ? test.on[0].id : test.off[0].id
  attr   = test.n[0]["id"]
  elem   = element(test.n[*].id, 3)
}
locals { i = 1 }
`,
			want: `
resources = test.n[0], test.n[1], test.on[0], test.text[0], test.t
test.n[1] name = "n-1"
test.t dot = "${test.n[0].id}"
test.t index = "${test.n[1].id}"
test.t local = "${test.n[1].id}"
test.t name = "n-1"
test.t splat = ["${test.n[0].id}", "${test.n[1].id}"]
test.t legacy = ["${test.n[0].id}", "${test.n[1].id}"]
test.t loop = ["${test.n[0].id}", "${test.n[1].id}"]
test.t length = 2
test.t join = "${test.n[0].id},${test.n[1].id}"
test.t one = "${test.on[0].id}"
test.t none = absent
test.t first = "none"
test.t try = "none"
test.t guard = "${test.on[0].id}"
test.t attr = "${test.n[0].id}"
test.t elem = "${test.n[1].id}"
`,
		},
		{
			// One instance stands for however many there will be. What is said of
			// it holds if there is one; what asks whether there is, is unknown.
			name: "unknown",
			files: `
variable "n" { type = number }
variable "on" {}
resource "test" "n" {
  count = var.n
  name  = "n-${count.index}"
  kind  = "kind"
}
resource "test" "on" { count = var.on == "yes" ? 1 : 0 }
resource "test" "t" {
  id     = test.n[0].id
  kind   = test.n[0].kind
  text   = "${test.n[0].id}/*"
  second = test.n[1].id
  splat  = test.n[*].id
  length = length(test.n)
  one    = one(test.n[*].id)
  try    = try(test.n[0].id, "none")
  can    = can(test.n[0].id)
  guard  = length(test.n) > 0 ? test.n[0].id : "none"
}
`,
			want: `
resources = test.n[0]?, test.on[0]?, test.t
test.n[0] name = unknown from test.n.count.index
test.n[0] kind = "kind"
test.t id = "${test.n[0].id}"
test.t kind = "kind"
test.t text = "${test.n[0].id}/*"
test.t second = unknown from test.n
test.t splat = unknown from test.n
test.t length = unknown from test.n
test.t one = unknown from test.n
test.t try = unknown from test.n[0].id
test.t can = unknown from test.n[0].id
test.t guard = unknown from test.n
`,
		},
		{
			name: "wrong",
			files: `
resource "test" "single" {}
resource "test" "n" { count = 1 }
resource "test" "t" {
  a = test.single[0].id
  b = test.n.id
  c = test.n[1].id
  d = test.n["x"].id
}
`,
			want: `
test.t a = unknown
test.t b = unknown
test.t c = unknown
test.t d = unknown
! main.tf:5:18: invalid index: The given key does not identify an element in this collection value. An object only supports looking up attributes by name, not by numeric index.
! main.tf:6:13: unsupported attribute: This value does not have any attributes.
! main.tf:7:13: invalid index: The given key does not identify an element in this collection value: the given index is greater than or equal to the length of the collection.
! main.tf:8:13: invalid index: The given key does not identify an element in this collection value: a number is required.
`,
		},
		{
			name: "missing keys",
			files: `
locals {
  by = { prod = "a" }
}
resource "test" "t" {
  a = local.by[terraform.workspace]
  b = local.by["x-${terraform.workspace}"]
  c = local.by["dev"]
  d = local.by[sensitive("dev")]
}
`,
			want: `
test.t a = unknown
test.t b = unknown
test.t c = unknown
test.t d = unknown
! main.tf:6:15: invalid index: there is no key "default": if it comes from terraform.workspace, name the workspace with --workspace
! main.tf:7:15: invalid index: there is no key "x-default": if it comes from terraform.workspace, name the workspace with --workspace
! main.tf:8:15: invalid index: The given key does not identify an element in this collection value.
! main.tf:9:15: invalid index: The given key does not identify an element in this collection value.
`,
		},
	})
}

func TestForEach(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "over a map",
			files: `
variable "root" {}
locals {
  sites = { us = { host = "us.${var.root}" }, eu = { host = "eu.${var.root}" } }
  key   = "us"
}
resource "test" "s" {
  for_each = local.sites
  host     = each.value.host
  name     = "s-${each.key}"
}
resource "test" "chained" {
  for_each = test.s
  of       = each.value.id
  host     = each.value.host
}
resource "test" "beside" {
  for_each = local.sites
  of       = test.s[each.key].id
  quoted   = "${test.s[each.key].id}/*"
}
resource "test" "t" {
  literal = test.s["eu"].id
  local   = test.s[local.key].id
  host    = test.s["eu"].host
  keys    = keys(test.s)
  values  = values(test.s)[*].id
  loop    = { for k, s in test.s : k => s.id }
  list    = [for k in ["us", "eu"] : test.s[k].id]
  missing = try(test.s["ap"].id, "none")
  exists  = contains(keys(test.s), "eu")
}
`,
			want: `
resources = test.s["eu"], test.s["us"], test.chained["eu"], test.chained["us"], test.beside["eu"], test.beside["us"], test.t
test.s["eu"] host = "eu.${var.root}"
test.s["us"] name = "s-us"
test.chained["us"] of = "${test.s["us"].id}"
test.chained["us"] host = "us.${var.root}"
test.beside["eu"] of = "${test.s["eu"].id}"
test.beside["eu"] quoted = "${test.s["eu"].id}/*"
test.t literal = "${test.s["eu"].id}"
test.t local = "${test.s["us"].id}"
test.t host = "eu.${var.root}"
test.t keys = ["eu", "us"]
test.t values = ["${test.s["eu"].id}", "${test.s["us"].id}"]
test.t loop = {eu = "${test.s["eu"].id}", us = "${test.s["us"].id}"}
test.t list = ["${test.s["us"].id}", "${test.s["eu"].id}"]
test.t missing = "none"
test.t exists = true
`,
		},
		{
			name: "over a set",
			files: `
resource "test" "s" {
  for_each = toset(["b", "a", "b"])
  name     = "${each.key}=${each.value}"
}
`,
			want: `
resources = test.s["a"], test.s["b"]
test.s["a"] name = "a=a"
`,
		},
		{
			name: "over nothing",
			files: `
resource "test" "a" { for_each = {} }
resource "test" "b" { for_each = toset([]) }
resource "test" "c" { for_each = { for k, v in { a = 1 } : k => v if v > 1 } }
`,
			want: `resources = none`,
		},
		{
			// The key is a symbol too: it is the same wherever it is used.
			name: "with keys that are not known",
			files: `
variable "root" {}
locals { hosts = toset([var.root, "www.${var.root}", "static"]) }
resource "test" "h" {
  for_each = local.hosts
  host     = each.value
}
resource "test" "beside" {
  for_each = local.hosts
  of       = test.h[each.key].id
  decides  = each.key == "static" ? "yes" : "no"
}
resource "test" "map" {
  for_each = { (var.root) = "a" }
  host     = "${each.key}/${each.value}"
}
resource "test" "t" {
  literal = test.h["static"].id
  symbol  = test.h["www.${var.root}"].id
  other   = test.h["ftp.${var.root}"].id
}
`,
			want: `
resources = test.h["static"], test.h["www.${var.root}"], test.h["${var.root}"], test.beside["static"], test.beside["www.${var.root}"], test.beside["${var.root}"], test.map["${var.root}"], test.t
test.h["www.${var.root}"] host = "www.${var.root}"
test.beside["www.${var.root}"] of = "${test.h["www.${var.root}"].id}"
test.beside["www.${var.root}"] decides = unknown from var.root
test.beside["static"] decides = "yes"
test.map["${var.root}"] host = "${var.root}/a"
test.t literal = "${test.h["static"].id}"
test.t symbol = "${test.h["www.${var.root}"].id}"
test.t other = unknown from var.root
`,
		},
		{
			name: "over what is not known",
			files: `
variable "sites" { type = map(object({ host = string })) }
resource "test" "s" {
  for_each = var.sites
  host     = each.value.host
  name     = "s-${each.key}"
}
resource "test" "beside" {
  for_each = var.sites
  of       = "${test.s[each.key].id}/*"
  try      = try(test.s[each.key].id, "none")
}
resource "test" "t" {
  literal = test.s["eu"].id
  values  = values(test.s)[*].id
  loop    = { for k, s in test.s : k => s.id }
}
`,
			want: `
resources = test.s[*]?, test.beside[*]?, test.t
test.s[*] host = unknown from var.sites
test.s[*] name = "s-${var.sites.each.key}"
test.beside[*] of = "${test.s[*].id}/*"
test.beside[*] try = unknown from test.s[*].id
test.t literal = unknown from test.s
test.t values = unknown from test.s
test.t loop = unknown from test.s
`,
		},
		{
			name: "over what AWS will say",
			files: `
resource "aws_acm_certificate" "c" {}
resource "test" "record" {
  for_each = {
    for o in aws_acm_certificate.c.domain_validation_options : o.domain_name => o
  }
  name = each.value.resource_record_name
}
`,
			want: `
resources = aws_acm_certificate.c, test.record[*]?
test.record[*] name = unknown from aws_acm_certificate.c.domain_validation_options
`,
		},
	})
}

// A data source can be counted as a resource can, and its document is that of
// the instance.
func TestRepeatedDocuments(t *testing.T) {
	checkSpecs(t, []spec{{
		name: "by key and by index",
		files: `
locals { sites = { eu = "s3:GetObject", us = "s3:ListBucket" } }
data "aws_iam_policy_document" "each" {
  for_each = local.sites
  statement { actions = [each.value] }
}
data "aws_iam_policy_document" "count" {
  count = 1
  statement { actions = ["a:${count.index}"] }
}
resource "test" "t" {
  a = data.aws_iam_policy_document.each["us"].json
  b = one(data.aws_iam_policy_document.count[*].json)
  c = data.aws_iam_policy_document.count.0.json
}
`,
		want: `
test.t a = "{"Statement":[{"Action":["s3:ListBucket"],"Effect":"Allow"}],"Version":"2012-10-17"}\n"
test.t b = "{"Statement":[{"Action":["a:0"],"Effect":"Allow"}],"Version":"2012-10-17"}\n"
test.t c = "{"Statement":[{"Action":["a:0"],"Effect":"Allow"}],"Version":"2012-10-17"}\n"
`,
	}})
}

// A count that nobody means must not use up all memory.
func TestTooManyInstances(t *testing.T) {
	cfg := load(t, `
resource "test" "many" { count = 1000000000 }
resource "test" "huge" { count = 1e300 }
resource "test" "none" { count = -1 }
`)
	if n := len(cfg.Resources()); n != 5_001 {
		t.Errorf("there are %d resources", n)
	}
	for _, d := range cfg.Diagnostics.All() {
		if !strings.Contains(d.String(), "main.tf:2:1: test.many has more than 5000 instances") {
			t.Errorf("diagnostic: %s", d)
		}
	}
}
