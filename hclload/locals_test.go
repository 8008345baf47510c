package hclload_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestLocals(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "are found as the whole of a part of a for expression",
			files: `
locals {
  on    = true
  key   = "k"
  value = "v"
}
resource "test" "t" {
  a = [for x in ["a"] : x if local.on]
  b = [for x in ["a"] : local.value]
  c = { for x in ["a"] : local.key => local.value }
}
`,
			want: `
test.t a = ["a"]
test.t b = ["v"]
test.t c = {k = "v"}
`,
		},
		{
			name: "refer to each other in any order, across files",
			files: `
-- a.tf --
locals { c = "${local.b}/c" }
resource "test" "t" { a = local.c }
-- b.tf --
locals { b = "${local.a}/b" }
locals { a = aws_s3_bucket.b.arn }
resource "aws_s3_bucket" "b" {}
`,
			want: `test.t a = "${aws_s3_bucket.b.arn}/b/c"`,
		},
		{
			name: "belong to their module",
			files: `
locals { a = "root" }
module "m" { source = "./m" }
resource "test" "t" { a = local.a }
-- m/main.tf --
locals { a = "module" }
resource "test" "t" { a = local.a }
`,
			want: `
test.t a = "root"
module.m.test.t a = "module"
`,
		},
		{
			name: "that are not needed do not fail",
			files: `
locals { a = nofunc() }
resource "test" "t" { a = "fine" }
`,
			want: `test.t a = "fine"`,
		},
		{
			name: "are unknown in part",
			files: `
variable "n" { type = number }
locals { site = { host = "www", port = var.n, names = ["a", var.n] } }
resource "test" "t" {
  host  = local.site.host
  port  = local.site.port
  names = local.site.names
  all   = local.site
}
`,
			want: `
test.t host = "www"
test.t port = unknown from var.n
test.t names = ["a", unknown] from var.n
test.t all = {host = "www", names = ["a", unknown], port = unknown} from var.n
`,
		},
	})
}

// A cycle is an error to Terraform. Here it is said, and everything beside it
// is read.
func TestCycles(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "of locals",
			files: `
locals {
  a = "${local.b}x"
  b = "${local.a}x"
}
resource "test" "t" {
  a = local.a
  b = "fine"
}
`,
			want: `
test.t a = unknown
test.t b = "fine"
! main.tf:3:3: local.a refers to itself: break the cycle
`,
		},
		{
			name: "of a local with itself",
			files: `
locals { a = local.a }
resource "test" "t" { a = local.a }
`,
			want: `
test.t a = unknown
! main.tf:2:10: local.a refers to itself: break the cycle
`,
		},
		{
			name: "of resources: each is a symbol to the other",
			files: `
resource "test" "a" { x = test.b.x }
resource "test" "b" { x = test.a.x }
resource "test" "c" { x = test.c.x }
`,
			want: `
test.a x = "${test.b.x}"
test.c x = "${test.c.x}"
`,
		},
		{
			name: "of a count",
			files: `
resource "test" "a" { count = length(test.a) }
resource "test" "b" { for_each = test.b }
resource "test" "c" { count = length(test.d) }
resource "test" "d" { count = length(test.c) }
`,
			want: `resources = test.a[0]?, test.b[*]?, test.c[0]?, test.d[0]?`,
		},
		{
			name: "through modules",
			files: `
module "a" {
  source = "./m"
  x      = module.b.x
}
module "b" {
  source = "./m"
  x      = module.a.x
}
resource "test" "t" { x = module.a.x }
-- m/main.tf --
variable "x" {}
output "x" { value = var.x }
`,
			want: `
test.t x = unknown
! m/main.tf:2:14: output.x refers to itself: break the cycle
`,
		},
		{
			name: "of policy documents",
			files: `
data "aws_iam_policy_document" "a" { source_policy_documents = [data.aws_iam_policy_document.b.json] }
data "aws_iam_policy_document" "b" { source_policy_documents = [data.aws_iam_policy_document.a.json] }
resource "test" "t" { x = jsondecode(data.aws_iam_policy_document.a.json).Statement }
`,
			want: `test.t x = ["${data.aws_iam_policy_document.b.source_policy_documents[0]}"]`,
		},
	})
}

// Values that double at every step would use up all memory.
func TestHugeValues(t *testing.T) {
	var locals strings.Builder
	locals.WriteString("locals {\n  s0 = \"0123456789abcdef\"\n  l0 = [0, 1]\n")
	for i := range 24 {
		fmt.Fprintf(&locals, "  s%d = \"${local.s%d}${local.s%[2]d}\"\n", i+1, i)
		fmt.Fprintf(&locals, "  l%d = [local.l%d, local.l%[2]d]\n", i+1, i)
	}
	files := locals.String() + "}\nresource \"test\" \"t\" {\n  s = local.s24\n  l = local.l19\n  x = local.s1\n}\n"
	checkFacts(t, load(t, files), `
test.t s = unknown
test.t l = [unknown, unknown]
test.t x = "0123456789abcdef0123456789abcdef"
! main.tf:39:3: l18 is larger than 8MiB: it is taken to be unknown: make it smaller, or raise --max-value-size
! main.tf:40:3: s19 is larger than 8MiB: it is taken to be unknown: make it smaller, or raise --max-value-size
`)
}
