package hclload_test

import "testing"

func TestBlocks(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "written out",
			files: `
resource "test" "t" {
  origin {
    id = "a"
    config { port = 80 }
  }
  origin { id = "b" }
}
`,
			want: `
test.t origin[] = 2
test.t origin[0].id = "a"
test.t origin[0].config[0].port = 80
test.t origin[1].id = "b"
test.t origin[1].config[] = 0
test.t origin[1].none = absent
test.t none[] = 0
`,
		},
		{
			name: "given as a list of objects",
			files: `
variable "v" {}
variable "list" { type = list(object({ id = string })) }
resource "test" "t" {
  origin  = [{ id = "a", config = [{ port = 80 }] }, { id = var.v }, null]
  single  = { id = "a" }
  unknown = var.list
  partly  = [{ id = "a" }, var.list[0]]
  empty   = []
}
`,
			want: `
test.t origin[] = 2
test.t origin[0].id = "a"
test.t origin[0].config[0].port = 80
test.t origin[1].id = "${var.v}"
test.t single[] = 1
test.t single[0].id = "a"
test.t unknown[] = 0 or more
test.t partly[] = 1 or more
test.t empty[] = 0
`,
		},
	})
}

func TestDynamicBlocks(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "between others, in order",
			files: `
resource "test" "t" {
  rule { id = "first" }
  dynamic "rule" {
    for_each = ["a", "b"]
    content {
      id    = rule.value
      index = rule.key
    }
  }
  rule { id = "last" }
}
`,
			want: `
test.t rule[] = 4
test.t rule[0].id = "first"
test.t rule[1].id = "a"
test.t rule[1].index = 0
test.t rule[2].id = "b"
test.t rule[2].index = 1
test.t rule[3].id = "last"
`,
		},
		{
			name: "over maps, sets and objects",
			files: `
variable "v" {}
resource "test" "t" {
  dynamic "map" {
    for_each = { b = { x = 2 }, a = { x = 1 } }
    content { id = "${map.key}=${map.value.x}" }
  }
  dynamic "set" {
    for_each = toset(["b", "a"])
    content { id = "${set.key}=${set.value}" }
  }
  dynamic "symbol" {
    for_each = toset([var.v])
    content { id = "${symbol.key}=${symbol.value}" }
  }
  dynamic "lookup" {
    for_each = [{ host = "a" }]
    content { id = lookup(lookup.value, "port", 443) }
  }
}
`,
			want: `
test.t map[] = 2
test.t map[0].id = "a=1"
test.t map[1].id = "b=2"
test.t set[0].id = "a=a"
test.t set[1].id = "b=b"
test.t symbol[0].id = "${var.v}=${var.v}"
test.t lookup[0].id = 443
`,
		},
		{
			name: "with an iterator, nested, in an instance",
			files: `
variable "suffix" {}
resource "test" "t" {
  for_each = { eu = ["1", "2"] }
  dynamic "origin" {
    for_each = each.value
    iterator = it
    content {
      id = "${each.key}-${it.value}"
      dynamic "header" {
        for_each = { x = it.value }
        content { name = "${header.key}-${header.value}-${it.key}-${var.suffix}" }
      }
    }
  }
}
`,
			want: `
test.t["eu"] origin[] = 2
test.t["eu"] origin[1].id = "eu-2"
test.t["eu"] origin[1].header[] = 1
test.t["eu"] origin[1].header[0].name = "x-2-1-${var.suffix}"
`,
		},
		{
			name: "by condition",
			files: `
variable "on" { default = true }
variable "unset" { type = bool }
variable "site" {
  type    = object({ host = string })
  default = null
}
resource "aws_s3_bucket" "b" {}
resource "test" "t" {
  dynamic "on" {
    for_each = var.on ? [1] : []
    content { id = aws_s3_bucket.b.id }
  }
  dynamic "off" {
    for_each = var.on ? [] : [1]
    content {}
  }
  dynamic "null" {
    for_each = var.site[*]
    content { id = null.value.host }
  }
  dynamic "unset" {
    for_each = var.unset ? [1] : []
    content {}
  }
  dynamic "there" {
    for_each = aws_s3_bucket.b.arn != null ? [1] : []
    content {}
  }
}
`,
			want: `
test.t on[] = 1
test.t on[0].id = "${aws_s3_bucket.b.id}"
test.t off[] = 0
test.t null[] = 0
test.t unset[] = 0 or more
test.t there[] = 1
`,
		},
		{
			// What is written out is there; there may be more.
			name: "over what is not known",
			files: `
variable "list" { type = list(string) }
variable "any" {}
resource "test" "t" {
  origin { id = "a" }
  dynamic "origin" {
    for_each = var.list
    content { id = origin.value }
  }
  dynamic "any" {
    for_each = var.any
    content {}
  }
  dynamic "known" {
    for_each = ["a"]
    content {
      dynamic "inner" {
        for_each = var.list
        content {}
      }
    }
  }
}
`,
			want: `
test.t origin[] = 1 or more
test.t origin[0].id = "a"
test.t any[] = 0 or more
test.t known[] = 1
test.t known[0].inner[] = 0 or more
`,
		},
	})
}
