package hclload_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/tf"
)

// Whatever is in main.tf is read without a panic and in finite time, and no
// value shows a token that something has cut into.
func FuzzLoad(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		name := "main.tf"
		if bytes.HasPrefix(src, []byte("{")) {
			name = "main.tf.json"
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o600); err != nil {
			t.Fatal(err)
		}
		done := make(chan string, 1)
		go func() { done <- damagedValue(dir, src) }()
		select {
		case value := <-done:
			if value != "" && !bytes.Contains(bytes.ToLower(src), []byte("e00")) && !bytes.ContainsRune(src, '\uE000') {
				t.Errorf("a value shows a damaged token: %q", value)
			}
		case <-time.After(20 * time.Second):
			t.Error("does not end")
		}
	})
}

// damagedValue evaluates everything in a configuration, and returns a value
// with a damaged token.
func damagedValue(dir string, src []byte) string {
	cfg := hclload.Load(dir, hclload.Options{})
	attrs, blocks := namesIn(src)
	damaged := ""
	for _, r := range cfg.Resources()[:min(len(cfg.Resources()), 20)] {
		walk(r.Body, attrs, blocks, 3, func(v tf.Value) {
			if text := show(v); strings.ContainsAny(text, "\uE000\uE001\uE002") {
				damaged = text
			}
		})
		_ = show(r.Provider.Region)
	}
	_ = cfg.Diagnostics.All()
	return damaged
}

// walk visits all values of a body that the names lead to.
func walk(body tf.Body, attrs, blocks []string, depth int, visit func(tf.Value)) {
	for _, name := range attrs {
		visit(body.Attr(name))
	}
	if depth == 0 {
		return
	}
	for _, name := range blocks {
		nested, _ := body.Blocks(name)
		for _, b := range nested[:min(len(nested), 3)] {
			walk(b, attrs, blocks, depth-1, visit)
		}
	}
}

// namesIn returns the names of arguments and blocks that a source mentions.
func namesIn(src []byte) (attrs, blocks []string) {
	const most = 30
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos)
	for i, token := range tokens[:max(0, len(tokens)-1)] {
		name := string(token.Bytes)
		switch next := tokens[i+1].Type; {
		case token.Type != hclsyntax.TokenIdent && token.Type != hclsyntax.TokenQuotedLit:
		case (next == hclsyntax.TokenEqual || next == hclsyntax.TokenCQuote) && len(attrs) < most:
			attrs = append(attrs, name)
		case next == hclsyntax.TokenOBrace && len(blocks) < most:
			blocks = append(blocks, name)
		}
	}
	return append(attrs, "json"), blocks
}

var fuzzSeeds = []string{
	symbols + `
resource "test" "t" {
  a = jsonencode({ Effect = var.env == "a" ? "Deny" : "Allow", Resource = "${aws_s3_bucket.b.arn}/*" })
  b = [for k, s in local.sites : lower(k) if s.host != ""]
  c = "%{ for s in var.list }${s}%{ endfor }"
  d = try(var.map[var.name], lookup(local.sites, var.name, null), "x")
  e = { for s in toset([var.name, "b"]) : s => substr(s, 0, 1)... }
  f = merge(local.sites, { (var.env) = {} })[var.env]
}
`,
	`
variable "aliases" {
  type    = list(string)
  default = []
}
variable "origins" { type = map(object({ domain = string, port = optional(number, 443) })) }
resource "aws_cloudfront_distribution" "cdn" {
  count   = length(var.aliases) > 0 ? 1 : 0
  enabled = true
  aliases = concat(var.aliases, ["www.${var.aliases[0]}"])
  dynamic "origin" {
    for_each = var.origins
    iterator = it
    content {
      domain_name = it.value.domain
      origin_id   = it.key
      dynamic "custom_origin_config" {
        for_each = it.value.port == 443 ? [1] : []
        content { http_port = custom_origin_config.key }
      }
    }
  }
  origin {
    domain_name = aws_s3_bucket.site["eu"].bucket_regional_domain_name
    origin_id   = one(aws_s3_bucket.site[*].id)
  }
}
resource "aws_s3_bucket" "site" {
  for_each = toset(["eu", "us"])
  bucket   = "${each.key}-${terraform.workspace}"
}
`,
	`
data "aws_iam_policy_document" "p" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*", "arn:aws:s3:::&{aws:username}"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = aws_cloudfront_distribution.cdn[*].arn
    }
  }
}
data "aws_iam_policy_document" "base" { statement { effect = var.unset } }
resource "aws_s3_bucket" "b" {}
resource "aws_cloudfront_distribution" "cdn" { count = var.n }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.p.json
}
variable "n" { type = number }
variable "unset" {}
`,
	`
locals {
  a = local.b
  b = [local.a, "${local.c}"]
  c = <<-EOT
    {"Resource": "${aws_s3_bucket.b.arn}"}
  EOT
  d = templatestring("$${x}%%{ if x == \"a\" }b%%{ endif }", { x = aws_s3_bucket.b.id })
}
module "m" {
  source   = "./"
  for_each = local.b
}
resource "aws_s3_bucket" "b" { count = length(aws_s3_bucket.b) }
resource "test" "t" {
  a = [local.a, local.c, local.d, module.m, path.module, each.value, self]
  b = can(regex("^a", local.c)) ? split("/", local.c)[0] : null
  c = sort(keys({ (local.d) = 1 }))
  d = jsondecode(local.c).Resource
  e = sensitive(local.d)
  f = aws_s3_bucket.b.*.id
}
`,
	`{"resource": {"test": {"t": {"a": "${var.v == \"x\" ? 1 : var.v}", "b": [{"c": "${test.t.a}"}], "count": "${length(var.v)}"}}},
"variable": {"v": {"type": "map(string)", "default": {}}}, "locals": [{"x": 1}, {"y": "${local.x}"}]}`,
}
