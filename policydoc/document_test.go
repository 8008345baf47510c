package policydoc_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/policydoc"
	"github.com/no403/no403/symbol"
)

// What the documents of these tests refer to.
const prelude = `
resource "aws_s3_bucket" "b" {}
resource "aws_cloudfront_distribution" "d" {}
variable "name" { type = string }
variable "on" { type = bool }
variable "list" { type = list(string) }
variable "base" { default = "{\"Version\":\"2008-10-17\",\"Id\":\"base\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Deny\"},{\"Effect\":\"Allow\",\"Action\":\"base\"}]}" }
variable "single" { default = "{\"Statement\":{\"Sid\":\"A\",\"Action\":\"single\"}}" }
`

// A document is the content of a data source, and the JSON that it makes, with
// symbols as Terraform interpolates them.
type document struct{ name, content, want string }

func check(t *testing.T, documents []document) {
	t.Helper()
	for _, d := range documents {
		t.Run(d.name, func(t *testing.T) {
			got, _ := render(t, d.content)
			if diff := cmp.Diff(indent(t, d.want), indent(t, got)); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}

func render(t *testing.T, content string) (text string, sensitive bool) {
	t.Helper()
	dir := t.TempDir()
	src := prelude + "data \"aws_iam_policy_document\" \"p\" {\n" + content + "\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load(dir, hclload.Options{})
	const address = "data.aws_iam_policy_document.p"
	text, sensitive = policydoc.Render(address, cfg.Resource(address).Body)
	for _, d := range cfg.Diagnostics.All() {
		t.Errorf("diagnostic: %s", d)
	}
	return symbol.Strip(text), sensitive
}

func indent(t *testing.T, text string) string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(value); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestStatements(t *testing.T) {
	check(t, []document{
		{
			"empty",
			``,
			`{"Version": "2012-10-17", "Statement": []}`,
		},
		{
			"all elements",
			`
version   = "2008-10-17"
policy_id = "id"
statement {
  sid         = "Read"
  effect      = "Deny"
  actions     = ["s3:GetObject", "s3:ListBucket"]
  resources   = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
  principals {
    type        = "Service"
    identifiers = ["cloudfront.amazonaws.com"]
  }
  condition {
    test     = "StringEquals"
    variable = "AWS:SourceArn"
    values   = [aws_cloudfront_distribution.d.arn]
  }
}
statement {
  not_actions   = ["s3:PutObject"]
  not_resources = ["arn:aws:s3:::other/*"]
  not_principals {
    type        = "AWS"
    identifiers = ["arn:aws:iam::123456789012:root"]
  }
}`,
			`{
  "Version": "2008-10-17",
  "Id": "id",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Deny",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["${aws_s3_bucket.b.arn}", "${aws_s3_bucket.b.arn}/*"],
      "Principal": {"Service": ["cloudfront.amazonaws.com"]},
      "Condition": {"StringEquals": {"AWS:SourceArn": ["${aws_cloudfront_distribution.d.arn}"]}}
    },
    {
      "Effect": "Allow",
      "NotAction": ["s3:PutObject"],
      "NotResource": ["arn:aws:s3:::other/*"],
      "NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:root"]}
    }
  ]
}`,
		},
		{
			"empty arguments are left out",
			`
statement {
  sid       = ""
  actions   = ["a"]
  resources = []
}`,
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["a"]}]}`,
		},
		{
			// Terraform has its own use for ${}.
			"policy variables",
			`
statement {
  actions   = ["s3:GetObject"]
  resources = ["${aws_s3_bucket.b.arn}/&{aws:username}/*"]
  principals {
    type        = "AWS"
    identifiers = ["&{aws:userid}"]
  }
  condition {
    test     = "StringLike"
    variable = "s3:prefix"
    values   = ["home/&{aws:username}"]
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{
  "Effect": "Allow",
  "Action": ["s3:GetObject"],
  "Resource": ["${aws_s3_bucket.b.arn}/${aws:username}/*"],
  "Principal": {"AWS": ["${aws:userid}"]},
  "Condition": {"StringLike": {"s3:prefix": ["home/${aws:username}"]}}
}]}`,
		},
		{
			"special characters",
			`
statement {
  sid       = "a<b>&c"
  resources = ["\"quoted\"\\"]
}`,
			`{"Version": "2012-10-17", "Statement": [{"Sid": "a<b>&c", "Effect": "Allow", "Resource": ["\"quoted\"\\"]}]}`,
		},
	})
}

func TestPrincipals(t *testing.T) {
	check(t, []document{
		{
			"anybody",
			`
statement {
  principals {
    type        = "*"
    identifiers = ["*"]
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*"}]}`,
		},
		{
			"anybody in AWS",
			`
statement {
  principals {
    type        = "AWS"
    identifiers = ["*"]
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]}}]}`,
		},
		{
			"several of one type",
			`
statement {
  principals {
    type        = "AWS"
    identifiers = ["a", "b"]
  }
  principals {
    type        = "Service"
    identifiers = ["s"]
  }
  principals {
    type        = "AWS"
    identifiers = ["c"]
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["a", "b", "c"], "Service": ["s"]}}]}`,
		},
		{
			"nobody",
			`
statement {
  principals {
    type        = "AWS"
    identifiers = []
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": []}}]}`,
		},
	})
}

func TestConditions(t *testing.T) {
	check(t, []document{{
		"several of one test and variable",
		`
statement {
  condition {
    test     = "StringEquals"
    variable = "a"
    values   = ["1"]
  }
  condition {
    test     = "StringEquals"
    variable = "a"
    values   = ["2"]
  }
  condition {
    test     = "StringEquals"
    variable = "b"
    values   = []
  }
  condition {
    test     = "Bool"
    variable = "a"
    values   = [true]
  }
}`,
		`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Condition": {
  "Bool": {"a": ["true"]},
  "StringEquals": {"a": ["1", "2"], "b": []}
}}]}`,
	}})
}

// Statements of sources come first, those of overrides last; one with the Sid
// of another takes its place.
func TestMerging(t *testing.T) {
	check(t, []document{
		{
			"sources",
			`
source_policy_documents = [var.base, null, ""]
statement { actions = ["own"] }`,
			`{"Version": "2012-10-17", "Id": "base", "Statement": [
  {"Sid": "A", "Effect": "Deny"},
  {"Effect": "Allow", "Action": "base"},
  {"Effect": "Allow", "Action": ["own"]}
]}`,
		},
		{
			"own statements take the place of sources",
			`
policy_id               = "own"
source_policy_documents = [var.base]
statement {
  sid     = "A"
  actions = ["own"]
}`,
			`{"Version": "2012-10-17", "Id": "own", "Statement": [
  {"Sid": "A", "Effect": "Allow", "Action": ["own"]},
  {"Effect": "Allow", "Action": "base"}
]}`,
		},
		{
			"overrides take the place of own statements",
			`
statement {
  sid     = "A"
  actions = ["own"]
}
statement { actions = ["unnamed"] }
override_policy_documents = [var.base, var.single]`,
			`{"Version": "2012-10-17", "Id": "base", "Statement": [
  {"Sid": "A", "Action": "single"},
  {"Effect": "Allow", "Action": ["unnamed"]},
  {"Effect": "Allow", "Action": "base"}
]}`,
		},
		{
			"the arguments of old versions of the provider",
			`
source_json   = var.base
override_json = var.single
statement { actions = ["own"] }`,
			`{"Version": "2012-10-17", "Id": "base", "Statement": [
  {"Sid": "A", "Action": "single"},
  {"Effect": "Allow", "Action": "base"},
  {"Effect": "Allow", "Action": ["own"]}
]}`,
		},
		{
			"the newest version wins",
			`
version                 = "2008-10-17"
source_policy_documents = ["{\"Version\":\"2012-10-17\",\"Statement\":[]}"]`,
			`{"Version": "2012-10-17", "Statement": []}`,
		},
		{
			"symbols in sources",
			`
source_policy_documents = [jsonencode({ Statement = [{ Sid = "B", Resource = "${aws_s3_bucket.b.arn}/*" }] })]
statement { sid = "B-${var.name}" }`,
			`{"Version": "2012-10-17", "Statement": [
  {"Sid": "B", "Resource": "${aws_s3_bucket.b.arn}/*"},
  {"Sid": "B-${var.name}", "Effect": "Allow"}
]}`,
		},
	})
}

// What is not known is a symbol in its place. A string where a statement
// belongs stands for any number of them.
func TestUnknownParts(t *testing.T) {
	check(t, []document{
		{
			"strings and lists",
			`
statement {
  effect    = var.on ? "Allow" : "Deny"
  actions   = ["a", var.on ? "b" : "c"]
  resources = var.list
  principals {
    type        = var.on ? "AWS" : "Service"
    identifiers = var.list
  }
  condition {
    test     = "StringEquals"
    variable = "a"
    values   = concat(["x"], var.list)
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{
  "Effect": "${data.aws_iam_policy_document.p.statement[0].effect}",
  "Action": ["a", "${data.aws_iam_policy_document.p.statement[0].actions}"],
  "Resource": ["${data.aws_iam_policy_document.p.statement[0].resources}"],
  "Principal": {"${data.aws_iam_policy_document.p.statement[0].principals[0].type}": ["${data.aws_iam_policy_document.p.statement[0].principals[0].identifiers}"]},
  "Condition": {"StringEquals": {"a": ["${data.aws_iam_policy_document.p.statement[0].condition[0].values}"]}}
}]}`,
		},
		{
			"dynamic statements",
			`
statement { actions = ["first"] }
dynamic "statement" {
  for_each = { a = "x", b = "y" }
  content {
    sid     = statement.key
    actions = [statement.value]
  }
}
dynamic "statement" {
  for_each = var.list
  content { actions = [statement.value] }
}`,
			`{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["first"]},
  {"Sid": "a", "Effect": "Allow", "Action": ["x"]},
  {"Sid": "b", "Effect": "Allow", "Action": ["y"]},
  "${data.aws_iam_policy_document.p.statement}"
]}`,
		},
		{
			"dynamic principals and conditions",
			`
statement {
  dynamic "principals" {
    for_each = var.list
    content {
      type        = "AWS"
      identifiers = [principals.value]
    }
  }
  dynamic "condition" {
    for_each = var.list
    content {
      test     = "StringEquals"
      variable = "a"
      values   = [condition.value]
    }
  }
  condition {
    test     = "Bool"
    variable = "b"
    values   = ["true"]
  }
}`,
			`{"Version": "2012-10-17", "Statement": [{
  "Effect": "Allow",
  "Principal": "${data.aws_iam_policy_document.p.statement[0].principals}",
  "Condition": {
    "Bool": {"b": ["true"]},
    "${data.aws_iam_policy_document.p.statement[0].condition}": {"${data.aws_iam_policy_document.p.statement[0].condition}": ["${data.aws_iam_policy_document.p.statement[0].condition}"]}
  }
}]}`,
		},
		{
			"sources",
			`
source_policy_documents = [var.base, var.name, var.on ? var.base : var.single, "{"]
statement { actions = ["own"] }`,
			`{"Version": "2012-10-17", "Id": "base", "Statement": [
  "${data.aws_iam_policy_document.p.source_policy_documents[1]}",
  {"Effect": "Allow", "Action": "base"},
  "${data.aws_iam_policy_document.p.source_policy_documents[1]}",
  "${data.aws_iam_policy_document.p.source_policy_documents[2]}",
  "${data.aws_iam_policy_document.p.source_policy_documents[3]}",
  {"Effect": "Allow", "Action": ["own"]}
]}`,
		},
		{
			// They may take the place of any statement that has a name.
			"overrides",
			`
statement {
  sid     = "A"
  actions = ["named"]
}
statement { actions = ["unnamed"] }
override_policy_documents = var.list`,
			`{"Version": "2012-10-17", "Statement": [
  "${data.aws_iam_policy_document.p.override_policy_documents}",
  {"Effect": "Allow", "Action": ["unnamed"]},
  "${data.aws_iam_policy_document.p.override_policy_documents}"
]}`,
		},
	})
}

func TestSensitiveDocuments(t *testing.T) {
	for content, want := range map[string]bool{
		`statement { actions = ["a"] }`:                                                  false,
		`statement { actions = [sensitive("a")] }`:                                       true,
		`statement { effect = sensitive("Deny") }`:                                       true,
		`source_policy_documents = [sensitive(var.base)]`:                                true,
		"statement {\n condition {\n test = \"a\"\n values = [sensitive(\"a\")]\n }\n }": true,
	} {
		if _, got := render(t, content); got != want {
			t.Errorf("%s: sensitive is %t", content, got)
		}
	}
}
