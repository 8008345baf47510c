package hclload_test

import "testing"

// The symbols of these tests: ARNs and ids that AWS will choose, and variables
// that nobody sets.
const symbols = `
resource "aws_s3_bucket" "b" {}
resource "aws_cloudfront_distribution" "d" {}
data "aws_route53_zone" "z" {}

variable "name" { type = string }
variable "env" { type = string }
variable "size" { type = number }
variable "on" { type = bool }
variable "list" { type = list(string) }
variable "map" { type = map(string) }

locals {
  arn   = aws_s3_bucket.b.arn
  name  = var.name
  sites = { (var.name) = { host = "www.${var.name}" }, plain = { host = "plain" } }
}
`

// What carries a symbol along is known, with the symbol in its place.
var staying = []expression{
	{`aws_s3_bucket.b.arn`, `"${aws_s3_bucket.b.arn}"`},
	{`"${aws_s3_bucket.b.arn}/*"`, `"${aws_s3_bucket.b.arn}/*"`},
	{`"${local.arn}/${var.name}"`, `"${aws_s3_bucket.b.arn}/${var.name}"`},
	{`data.aws_route53_zone.z.name`, `"${data.aws_route53_zone.z.name}"`},
	{`join("/", [aws_s3_bucket.b.arn, "*"])`, `"${aws_s3_bucket.b.arn}/*"`},
	{`format("%s/%s", aws_s3_bucket.b.arn, "*")`, `"${aws_s3_bucket.b.arn}/*"`},
	{`formatlist("%s.example.com", [var.name, "www"])`, `["${var.name}.example.com", "www.example.com"]`},
	{`concat([var.name], ["a"])`, `["${var.name}", "a"]`},
	{`flatten([[var.name], "a"])`, `["${var.name}", "a"]`},
	{`merge({ a = var.name }, { b = 1 })`, `{a = "${var.name}", b = 1}`},
	{`compact([var.name, ""])`, `["${var.name}"]`},
	{`distinct([var.name, var.name])`, `["${var.name}"]`},
	{`toset([var.name, "a"])`, `["${var.name}", "a"]`},
	{`[for s in [var.name, "a"] : "${s}.example.com"]`, `["${var.name}.example.com", "a.example.com"]`},
	{`{ for s in [var.name] : "k" => s }`, `{k = "${var.name}"}`},
	{`[var.name, "a"][0]`, `"${var.name}"`},
	{`{ a = var.name }["a"]`, `"${var.name}"`},
	{`element([var.name, "a"], 1)`, `"a"`},
	{`lookup({ a = var.name }, "a", "")`, `"${var.name}"`},
	{`one([var.name])`, `"${var.name}"`},
	{`coalesce("", null, aws_s3_bucket.b.arn)`, `"${aws_s3_bucket.b.arn}"`},
	{`try(aws_s3_bucket.b.arn, "none")`, `"${aws_s3_bucket.b.arn}"`},
	{`trimspace(var.name)`, `"${var.name}"`},
	{`jsondecode(jsonencode({ a = [var.name] })).a[0]`, `"${var.name}"`},
	{`yamldecode(yamlencode({ a = var.name })).a`, `"${var.name}"`},
	{`"%{ for s in [var.name, "a"] }<${s}>%{ endfor }"`, `"<${var.name}><a>"`},
	{`"%{ if true }${var.name}%{ endif }"`, `"${var.name}"`},
	{"<<EOT\n{\"a\": \"${var.name}\"}\nEOT", `"{"a": "${var.name}"}\n"`},
	{"<<-EOT\n    a: ${var.name}\n  EOT", `"a: ${var.name}\n"`},
	{`templatestring("x-$${n}", { n = var.name })`, `"x-${var.name}"`},
	{
		`jsonencode({ Resource = "${aws_s3_bucket.b.arn}/*", Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.d.arn } } })`,
		`"{"Condition":{"StringEquals":{"AWS:SourceArn":"${aws_cloudfront_distribution.d.arn}"}},"Resource":"${aws_s3_bucket.b.arn}/*"}"`,
	},
}

func TestSymbolsStayInPlace(t *testing.T) { checkExpressions(t, symbols, staying) }

// A symbol that decides something is not shown by what it decides: the result
// is unknown, also where the same symbol stands beside it.
var consumed = []expression{
	{`var.name == "" ? "none" : "some"`, `unknown from var.name`},
	{`var.name != "" ? var.name : "none"`, `unknown from var.name`},
	{`local.name == "prod" ? "${local.name}.example.com" : "dev.example.com"`, `unknown from var.name`},
	{`var.name == var.env`, `unknown from var.env, var.name`},
	{`aws_s3_bucket.b.arn == aws_cloudfront_distribution.d.arn`, `unknown from aws_cloudfront_distribution.d.arn, aws_s3_bucket.b.arn`},
	{`aws_s3_bucket.b.arn == "arn:aws:s3:::b" ? aws_s3_bucket.b.arn : "other"`, `unknown from aws_s3_bucket.b.arn`},
	{`{ a = var.name == "a" ? 1 : 2, b = var.name }`, `{a = unknown, b = "${var.name}"} from var.name`},
	{`[for s in [var.name] : s if s != "a"]`, `unknown from var.name`},
	{`[for s in [var.name] : { a = s == "a", b = s }]`, `[{a = unknown, b = "${var.name}"}] from var.name`},
	{`join(",", [for s in [var.name] : s == "a" ? "b" : s])`, `unknown from var.name`},
	{`"%{ if var.name == "a" }b%{ else }${var.name}%{ endif }"`, `unknown from var.name`},
	{`"%{ for s in [var.name] }%{ if s == "a" }b%{ endif }${s}%{ endfor }"`, `unknown from var.name`},
	{`"${length(var.name)} letters in ${var.name}"`, `unknown from var.name`},
	{`"${var.name}-${md5(var.name)}"`, `unknown from var.name`},
	{`"${var.name}/${lower(var.name)}"`, `unknown from var.name`},
	{`formatlist("%s", [var.name, upper(var.name)])`, `unknown from var.name`},
	{`[var.name, lower(var.name)]`, `["${var.name}", unknown] from var.name`},
	{`element([var.name, "a"], length(var.name))`, `unknown from var.name`},
	{`[var.name, "a"][var.name == "a" ? 1 : 0]`, `unknown from var.name`},
	{`{ x = "Allow", y = var.name }[var.name == "a" ? "x" : "y"]`, `unknown from var.name`},
	{`{ a = "x" }[var.name]`, `unknown from var.name`},
	{`tomap({ a = "x" })[var.name]`, `unknown from var.name`},
	{`lookup({ a = "x" }, var.name, "${var.name}.example.com")`, `unknown from var.name`},
	{`lookup({ a = ["x"] }, var.name, var.name)`, `unknown from var.name`},
	{`contains(["a"], var.name) ? "a" : var.name`, `unknown from var.name`},
	{`contains([var.name], var.name)`, `unknown from var.name`},
	{`startswith(var.name, "a") ? "a" : var.name`, `unknown from var.name`},
	{`can(regex("^a", var.name)) ? "a" : var.name`, `unknown from var.name`},
	{`try(jsondecode(var.name), var.name)`, `unknown from var.name`},
	{`coalesce(var.name, "a")`, `unknown from var.name`},
	{`length(toset([var.name, var.env]))`, `unknown from var.env, var.name`},
	{`length(compact([var.name]))`, `unknown from var.name`},
	{`index([var.name, "a"], "a")`, `unknown from var.name`},
	{`setsubtract(["a", var.name], ["a"])`, `unknown from var.name`},
	{`sort([var.name, "a"])`, `unknown from var.name`},
	{`var.name == "a" ? null : var.name`, `unknown from var.name`},
	{`!(var.name == "a")`, `unknown from var.name`},
	{`var.name == "a" && true`, `unknown from var.name`},
}

func TestConsumedSymbols(t *testing.T) { checkExpressions(t, symbols, consumed) }

// jsonencode keeps what is known beside what is not.
var inJSON = []expression{
	{`jsonencode({ Effect = var.env == "a" ? "Deny" : "Allow", Resource = var.name })`, `"{"Effect":"${unknown}","Resource":"${var.name}"}"`},
	{`jsonencode({ Effect = var.env == "a" ? "Deny" : "Allow", Resource = var.env })`, `"{"Effect":"${unknown}","Resource":"${var.env}"}"`},
	{`jsonencode([for s in [var.env] : { Effect = s == "a" ? "Deny" : "Allow", Resource = s }])`, `"[{"Effect":"${unknown}","Resource":"${var.env}"}]"`},
	{`jsonencode({ a = var.env == "a" ? ["x"] : ["y"], b = var.env })`, `"{"a":"${unknown}","b":"${var.env}"}"`},
	{`jsonencode({ a = var.size, b = var.on, c = var.list, d = var.map["x"] })`, `"{"a":"${unknown}","b":"${unknown}","c":"${unknown}","d":"${unknown}"}"`},
	{`jsonencode({ a = "${var.size}-b" })`, `"{"a":"${unknown}"}"`},
	{`jsonencode(var.list)`, `unknown from var.list`},
	{`jsonencode(var.env == "a")`, `unknown from var.env`},
	{`lower(jsonencode({ a = var.name }))`, `unknown from var.name`},
	{`jsonencode({ a = 1, b = true, c = null, d = "<&>" })`, `"{"a":1,"b":true,"c":null,"d":"\u003c\u0026\u003e"}"`},
}

func TestConsumedSymbolsInJSON(t *testing.T) { checkExpressions(t, symbols, inJSON) }

// An id or ARN of a resource is neither null nor empty, unlike a variable.
var present = []expression{
	{`aws_s3_bucket.b.arn != "" ? aws_s3_bucket.b.arn : "none"`, `"${aws_s3_bucket.b.arn}"`},
	{`local.arn == "" ? "none" : "some"`, `"some"`},
	{`null == aws_s3_bucket.b.id ? 1 : 2`, `2`},
	{`"" != "a${var.name}"`, `unknown from var.name`},
	{`[for s in [aws_s3_bucket.b.arn] : s if s != ""]`, `["${aws_s3_bucket.b.arn}"]`},
	{`aws_s3_bucket.b.tags == null`, `unknown from aws_s3_bucket.b.tags`},
	{`aws_s3_bucket.b.website_endpoint != ""`, `unknown from aws_s3_bucket.b.website_endpoint`},
	{`data.aws_route53_zone.z.id != ""`, `unknown from data.aws_route53_zone.z.id`},
	{`var.name != null`, `unknown from var.name`},
}

func TestWhatAWSChoosesIsThere(t *testing.T) { checkExpressions(t, symbols, present) }

// A function that looks inside a string cannot know what a symbol in it holds,
// even if it happens to leave the token whole.
var lookingInside = []expression{
	{`trimsuffix("${aws_s3_bucket.b.arn}/*", "/*")`, `"${aws_s3_bucket.b.arn}"`},
	{`trimprefix("https://${var.name}", "https://")`, `"${var.name}"`},
	{`trimsuffix(var.name, ".")`, `"${var.name}"`}, // the same host
	{`trimsuffix(var.name, "/")`, `unknown from var.name`},
	{`trimprefix(aws_s3_bucket.b.arn, "arn:aws:s3:::")`, `unknown from aws_s3_bucket.b.arn`},
	{`trim(var.name, "/")`, `unknown from var.name`},
	{`replace(aws_s3_bucket.b.arn, "aws", "x")`, `unknown from aws_s3_bucket.b.arn`},
	{`replace(var.name, "/", "-")`, `unknown from var.name`},
	{`replace(var.name, "-prod-", "-dev-")`, `unknown from var.name`},
	{`replace(var.name, "/^https?://([^/]*).*/", "$1")`, `unknown from var.name`},
	{`replace("x-NAME", "NAME", var.name)`, `"x-${var.name}"`},
	{`split("/", aws_s3_bucket.b.arn)[1]`, `unknown from aws_s3_bucket.b.arn`},
	{`split("/", var.name)[0]`, `unknown from var.name`},
	{`split("/", "${var.name}/x")[0]`, `unknown from var.name`},
	{`element(split(":", aws_s3_bucket.b.arn), 5)`, `unknown from aws_s3_bucket.b.arn`},
	{`split(",", join(",", ["a", "b"]))`, `["a", "b"]`},
	{`regex("^[^/]+", "${var.name}/x")`, `unknown from var.name`},
	{`regexall("[a-z]+", var.name)`, `unknown from var.name`},
	{`substr(aws_s3_bucket.b.arn, 0, 3)`, `unknown from aws_s3_bucket.b.arn`},
	{`substr("${var.name}-suffix", 0, 64)`, `unknown from var.name`},
	{`format("%-20s|", var.name)`, `unknown from var.name`},
	{`basename(var.name)`, `unknown from var.name`},
	{`lower(aws_s3_bucket.b.arn)`, `unknown from aws_s3_bucket.b.arn`},
	{`upper(var.name)`, `unknown from var.name`},
	{`title(var.name)`, `unknown from var.name`},
	{`strrev(var.name)`, `unknown from var.name`},
	{`urlencode(var.name)`, `unknown from var.name`},
	{`base64encode(var.name)`, `unknown from var.name`},
	{`sha256(var.name)`, `unknown from var.name`},
	{`length(aws_s3_bucket.b.arn)`, `unknown from aws_s3_bucket.b.arn`},
	{`file(var.name)`, `unknown from var.name`},
	{`fileexists(var.name)`, `unknown from var.name`},
}

func TestFunctionsThatLookInside(t *testing.T) { checkExpressions(t, symbols, lookingInside) }

// A symbol in a key makes the keys unknown to Terraform. Here the element can
// still be found by the same symbol, and by nothing else.
var inKeys = []expression{
	{`{ (aws_s3_bucket.b.id) = "v" }`, `{${aws_s3_bucket.b.id} = "v"}`},
	{`{ for s in toset([aws_s3_bucket.b.id]) : s => 1 }`, `{${aws_s3_bucket.b.id} = 1}`},
	{`keys(local.sites)`, `["plain", "${var.name}"]`},
	{`[for s in local.sites : s.host]`, `["plain", "www.${var.name}"]`},
	{`[for k, s in local.sites : k == "x" ? "x" : s.host]`, `["plain", unknown] from var.name`},
	{`[for s in toset([var.name]) : s == "x" ? "y" : s]`, `[unknown] from var.name`},
	{`[for k in keys(local.sites) : k == "x" ? "y" : k]`, `["plain", unknown] from var.name`},
	{`contains(keys(local.sites), "x")`, `unknown from var.name`},
	{`local.sites["plain"].host`, `unknown from var.name`},
	{`local.sites[var.name].host`, `"www.${var.name}"`},
	{`local.sites[var.env].host`, `unknown from var.env, var.name`},
	{`{ (var.name == "a" ? "x" : "y") = 1 }`, `unknown from var.name`},
}

func TestSymbolsInKeys(t *testing.T) { checkExpressions(t, symbols, inKeys) }

// An unknown value says what it was made from.
func TestReferencesOfUnknowns(t *testing.T) {
	checkExpressions(t, symbols, []expression{
		{`"${var.size}-${aws_s3_bucket.b.arn}"`, `unknown from aws_s3_bucket.b.arn, var.size`},
		{`var.size + 1`, `unknown from var.size`},
		{`!var.on`, `unknown from var.on`},
		{`var.on ? "a" : "b"`, `unknown from var.on`},
		{`var.on ? null : "b"`, `unknown from var.on`},
		{`var.list[0]`, `unknown from var.list`},
		{`[for s in var.list : upper(s)]`, `unknown from var.list`},
		{`"%{ for s in var.list }${s}%{ endfor }"`, `unknown from var.list`},
		{`join(",", concat([var.name], var.list))`, `unknown from var.list, var.name`},
		{`tonumber(var.name)`, `unknown from var.name`},
		{`var.name.attribute`, `unknown from var.name`},
		{`uuid()`, `unknown`},
		{`"a-${timestamp()}"`, `unknown`},
	})
}

// Without symbols, expressions are Terraform's: these values are those of
// terraform console.
func TestKnownExpressions(t *testing.T) {
	checkExpressions(t, "", []expression{
		{`1 + 2 * 3`, `7`},
		{`true ? "a" : "b"`, `"a"`},
		{`"a" == "b" || 1 < 2`, `true`},
		{`null`, `absent`},
		{`[1, "a", null, true]`, `[1, "a", null, true]`},
		{`{ a = 1, "b" = "x" }`, `{a = 1, b = "x"}`},
		{`{ for k, v in { a = 1, b = 2 } : v => k... }`, `{1 = ["a"], 2 = ["b"]}`},
		{`[{ a = 1 }, { a = 2 }][*].a`, `[1, 2]`},
		{`"x"[*]`, `["x"]`},
		{`null[*]`, `[]`},
		{`"a %{ if false }b%{ else ~} c%{ endif }"`, `"a c"`},
		{`"$${a} %%{b}"`, `"${a} %{b}"`},
		{`cidrsubnet("10.0.0.0/8", 8, 2)`, `"10.2.0.0/16"`},
		{`path.module`, `"."`},
		{`path.root`, `"."`},
		{`path.cwd`, `"${path.cwd}"`},
		{`terraform.workspace`, `"default"`},
	})
}

// An expression that fails although everything in it is known is a mistake,
// and said; one that fails because of a symbol is not.
func TestFailures(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "known",
			files: `
resource "test" "t" {
  a = 1 + "x"
  b = nofunc(1)
  c = { a = 1 }.b
  d = "fine"
}
`,
			want: `
test.t a = unknown
test.t b = unknown
test.t c = unknown
test.t d = "fine"
! main.tf:3:11: invalid operand: Unsuitable value for right operand: a number is required.
! main.tf:4:7: call to unknown function: There is no function named "nofunc".
! main.tf:5:16: unsupported attribute: This object does not have an attribute named "b".
`,
		},
		{
			name: "with symbols",
			files: `
variable "v" {}
resource "test" "t" {
  a = 1 + var.v
  b = keys(var.v)
}
`,
			want: `
test.t a = unknown from var.v
test.t b = unknown from var.v
`,
		},
		{
			name: "names that are not declared",
			files: `
resource "test" "t" {
  a = var.none
  b = "${local.none}-x"
  c = aws_s3_bucket.none.arn
  d = data.aws_region.none.name
  e = module.none.out
  f = each.key
  g = count.index
}
`,
			want: `
test.t a = "${var.none}"
test.t b = "${local.none}-x"
test.t c = unknown from aws_s3_bucket.none
test.t d = unknown from data.aws_region.none
test.t e = unknown from module.none
test.t f = unknown from each
test.t g = unknown from count
! main.tf:3:7: var.none is not declared in this module
! main.tf:4:10: local.none is not declared in this module
! main.tf:5:7: aws_s3_bucket.none is not declared in this module
! main.tf:6:7: data.aws_region.none is not declared in this module
! main.tf:7:7: module.none is not declared in this module
`,
		},
	})
}
