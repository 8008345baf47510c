package hclload_test

import (
	"testing"

	"github.com/no403/no403/symbol"
)

// A variable that nobody sets is a symbol, the same wherever it is used: a
// record and an alias that name it are equal.
func TestUnsetVariables(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "equal wherever used",
			files: `
variable "domain" {}
resource "test" "t" {
  a = var.domain
  b = ["www.${var.domain}", local.d]
  c = module.m.out
}
locals { d = var.domain }
module "m" {
  source = "./m"
  domain = var.domain
}
-- m/main.tf --
variable "domain" { type = string }
output "out" { value = "*.${var.domain}" }
`,
			want: `
test.t a = "${var.domain}"
test.t b = ["www.${var.domain}", "${var.domain}"]
test.t c = "*.${var.domain}"
`,
		},
		{
			name: "by type",
			files: `
variable "untyped" {}
variable "any" { type = any }
variable "string" { type = string }
variable "number" { type = number }
variable "bool" { type = bool }
variable "list" { type = list(string) }
variable "map" { type = map(object({ a = string })) }
variable "tuple" { type = tuple([string, number]) }
variable "object" {
  type = object({
    name = string
    port = number
    tags = object({ env = string })
    more = optional(string, "x")
  })
}
resource "test" "t" {
  untyped = var.untyped
  any     = var.any
  string  = var.string
  number  = var.number
  bool    = var.bool
  list    = var.list
  map     = var.map["x"].a
  tuple   = var.tuple
  object  = var.object
  name    = var.object.name
  env     = "${var.object.tags.env}-x"
  port    = var.object.port
}
`,
			want: `
test.t untyped = "${var.untyped}"
test.t any = "${var.any}"
test.t string = "${var.string}"
test.t number = unknown from var.number
test.t bool = unknown from var.bool
test.t list = unknown from var.list
test.t map = unknown from var.map
test.t tuple = unknown from var.tuple
test.t object = {more = "${var.object.more}", name = "${var.object.name}", port = unknown, tags = {env = "${var.object.tags.env}"}} from var.object
test.t name = "${var.object.name}"
test.t env = "${var.object.tags.env}-x"
test.t port = unknown from var.object
`,
		},
		{
			name: "in a module that is called without it",
			files: `
module "m" { source = "./m" }
-- m/main.tf --
variable "needed" {}
resource "test" "t" { a = var.needed }
`,
			want: `module.m.test.t a = "${module.m.var.needed}"`,
		},
		{
			name: "given as a symbol where another type is wanted",
			files: `
variable "port" {}
module "m" {
  source = "./m"
  port   = var.port
}
-- m/main.tf --
variable "port" { type = number }
resource "test" "t" { a = var.port }
`,
			want: `module.m.test.t a = unknown from var.port`,
		},
	})
}

func TestDefaults(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "converted to the type",
			files: `
variable "n" {
  type    = number
  default = "8"
}
variable "s" {
  type    = string
  default = 8
}
variable "l" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "quoted" {
  type    = "list"
  default = ["a"]
}
variable "nothing" { default = null }
resource "test" "t" {
  n = var.n
  s = "${var.s}!"
  l = var.l
  q = var.quoted
  x = var.nothing
}
`,
			want: `
test.t n = 8
test.t s = "8!"
test.t l = ["a", "b"]
test.t q = ["a"]
test.t x = absent
`,
		},
		{
			name: "of optional attributes",
			files: `
variable "site" {
  type = object({
    host  = string
    index = optional(string, "index.html")
    paths = optional(list(string), ["/*"])
    cors  = optional(object({ on = optional(bool, true) }), {})
    note  = optional(string)
  })
  default = { host = "a", extra = "dropped" }
}
variable "sites" {
  type    = map(object({ index = optional(string, "index.html") }))
  default = { a = {}, b = { index = "b.html" }, c = { index = null } }
}
resource "test" "t" {
  site  = var.site
  sites = [for s in var.sites : s.index]
  extra = try(var.site.extra, "none")
}
`,
			want: `
test.t site = {cors = {on = true}, host = "a", index = "index.html", note = null, paths = ["/*"]}
test.t sites = ["index.html", "b.html", "index.html"]
test.t extra = "none"
`,
		},
		{
			name: "of optional attributes of a module's argument",
			files: `
variable "host" {}
module "m" {
  source = "./m"
  sites  = { a = { host = var.host } }
}
-- m/main.tf --
variable "sites" {
  type = map(object({ host = string, index = optional(string, "index.html") }))
}
resource "test" "t" {
  for_each = var.sites
  host     = each.value.host
  index    = each.value.index
}
`,
			want: `
module.m.test.t["a"] host = "${var.host}"
module.m.test.t["a"] index = "index.html"
`,
		},
		{
			name: "null from a caller",
			files: `
module "m" {
  source = "./m"
  a      = null
  b      = null
}
-- m/main.tf --
variable "a" { default = "default" }
variable "b" {
  default  = "default"
  nullable = false
}
resource "test" "t" {
  a = var.a
  b = var.b
}
`,
			want: `
module.m.test.t a = absent
module.m.test.t b = "default"
`,
		},
	})
}

// Terraform reads terraform.tfvars, then terraform.tfvars.json, then the .auto
// files by name; later ones win. Other files it reads only when told to.
func TestVariableFiles(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "precedence",
			files: `
-- main.tf --
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" { default = "default" }
variable "n" { type = number }
resource "test" "t" { all = [var.a, var.b, var.c, var.d, var.e, var.n] }
-- terraform.tfvars --
b = "terraform.tfvars"
c = "terraform.tfvars"
d = "terraform.tfvars"
e = "terraform.tfvars"
n = "5"
-- terraform.tfvars.json --
{ "c": "terraform.tfvars.json", "d": "terraform.tfvars.json", "e": "terraform.tfvars.json" }
-- a.auto.tfvars --
d = "a.auto.tfvars"
e = "a.auto.tfvars"
-- b.auto.tfvars.json --
{ "e": "b.auto.tfvars.json" }
-- prod.tfvars --
a = "prod.tfvars"
undeclared = "x"
`,
			want: `
test.t all = ["default", "terraform.tfvars", "terraform.tfvars.json", "a.auto.tfvars", "b.auto.tfvars.json", 5]
`,
		},
		{
			name: "for the root only",
			files: `
-- main.tf --
module "m" { source = "./m" }
-- terraform.tfvars --
a = "root"
-- m/main.tf --
variable "a" { default = "default" }
resource "test" "t" { a = var.a }
-- m/terraform.tfvars --
a = "module"
`,
			want: `module.m.test.t a = "default"`,
		},
		{
			name: "with objects",
			files: `
-- main.tf --
variable "site" { type = object({ host = string, index = optional(string, "index.html") }) }
resource "test" "t" { a = var.site }
-- terraform.tfvars --
site = { host = "www.example.com" }
`,
			want: `test.t a = {host = "www.example.com", index = "index.html"}`,
		},
		{
			name: "broken",
			files: `
-- main.tf --
variable "a" {}
variable "b" {}
resource "test" "t" { all = [var.a, var.b] }
-- terraform.tfvars --
a = "a"
b =
`,
			want: `
test.t all = ["a", unknown]
! terraform.tfvars:2:4: invalid expression
`,
		},
	})
}

// A sensitive value decides as any other, but is never shown.
func TestSensitiveValues(t *testing.T) {
	checkSpecs(t, []spec{{
		name: "is passed on",
		files: `
variable "secret" {
  default   = "hush"
  sensitive = true
}
variable "unset" { sensitive = true }
locals { derived = "x-${var.secret}" }
module "m" {
  source = "./m"
  a      = var.secret
}
resource "test" "source" {
  header = var.secret
  unset  = uuid() == "" ? var.secret : null
}
resource "test" "t" {
  a = var.secret
  b = local.derived
  c = var.unset
  d = module.m.plain
  e = module.m.secret
  f = test.source.header
  g = test.source.unset
  h = [var.secret, "open"]
  i = nonsensitive(var.secret)
  j = var.secret == "hush" ? "yes" : "no"
  k = sensitive("x")
  l = length(var.secret) > 1
  m = "open"
  block { a = var.secret }
}
-- m/main.tf --
variable "a" {}
output "plain" { value = "${var.a}-x" }
output "secret" {
  value     = "open"
  sensitive = true
}
`,
		want: `
test.t a = (sensitive)
test.t b = (sensitive)
test.t c = (sensitive)
test.t d = (sensitive)
test.t e = (sensitive)
test.t f = (sensitive)
test.t g = (sensitive)
test.t h = (sensitive)
test.t i = "hush"
test.t j = (sensitive)
test.t k = (sensitive)
test.t l = (sensitive)
test.t m = "open"
test.t block[0].a = (sensitive)
`,
	}})
}

func TestSensitiveValuesDecide(t *testing.T) {
	cfg := load(t, `
variable "on" {
  default   = true
  sensitive = true
}
resource "test" "t" {
  enabled = var.on
  name    = "x-${var.on}"
}
`)
	body := cfg.Resource("test.t").Body
	if on := body.Attr("enabled"); on.Bool(false) != symbol.True || !on.Sensitive {
		t.Errorf("enabled is %v, sensitive %t", on.Bool(false), on.Sensitive)
	}
	if name, ok := body.Attr("name").Literal(); !ok || name != "x-true" {
		t.Errorf("name is %q, %t", name, ok)
	}
}
