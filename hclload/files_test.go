package hclload_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
)

func TestFileKinds(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "JSON",
			files: `
-- main.tf.json --
{
  "variable": {"root": {"type": "string"}, "list": {"type": "list(string)"}},
  "locals": {"hosts": ["www.${var.root}", "${upper(\"b\")}"]},
  "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "us", "region": "us-east-1"}]},
  "data": {"aws_iam_policy_document": {"p": {"statement": [{"actions": ["a"], "resources": ["${aws_s3_bucket.b.arn}/*"]}]}}},
  "resource": {
    "aws_s3_bucket": {"b": {"provider": "aws.us", "//": "a comment"}},
    "test": {
      "t": {
        "hosts": "${local.hosts}",
        "number": 1.5,
        "template": "${aws_s3_bucket.b.arn}/*",
        "decided": "${var.root == \"a\" ? \"x\" : var.root}",
        "policy": "${data.aws_iam_policy_document.p.json}",
        "object": {"${var.root}": {"a": true, "b": null}},
        "rule": [{"id": "a"}, {"id": "b"}],
        "single": {"id": "c"},
        "dynamic": {
          "made": [{"for_each": "${local.hosts}", "iterator": "it", "content": {"id": "${it.value}"}}],
          "maybe": {"for_each": "${var.list}", "content": {}}
        }
      },
      "each": {"for_each": {"a": 1}, "name": "${each.key}-${each.value}"}
    }
  },
  "module": {"m": {"source": "./m", "providers": {"aws": "aws.us"}, "x": "${aws_s3_bucket.b.id}"}}
}
-- m/main.tf --
variable "x" {}
resource "aws_s3_bucket_policy" "p" { bucket = var.x }
`,
			want: `
resources = data.aws_iam_policy_document.p, aws_s3_bucket.b, test.t, test.each["a"], module.m.aws_s3_bucket_policy.p
test.t hosts = ["www.${var.root}", "B"]
test.t number = 1.5
test.t template = "${aws_s3_bucket.b.arn}/*"
test.t decided = unknown from var.root
test.t policy = "{"Statement":[{"Action":["a"],"Effect":"Allow","Resource":["${aws_s3_bucket.b.arn}/*"]}],"Version":"2012-10-17"}\n"
test.t object = {${var.root} = {a = true, b = null}}
test.t rule[] = 2
test.t rule[1].id = "b"
test.t single[0].id = "c"
test.t made[] = 2
test.t made[0].id = "www.${var.root}"
test.t maybe[] = 0 or more
test.each["a"] name = "a-1"
module.m.aws_s3_bucket_policy.p bucket = "${aws_s3_bucket.b.id}"
`,
		},
		{
			name: "of OpenTofu",
			files: `
-- a.tf --
resource "test" "tf" {}
-- a.tofu --
resource "test" "tofu" {}
-- b.tofu --
resource "test" "b" {}
-- c.tf.json --
{"resource": {"test": {"c_tf": {}}}}
-- c.tofu.json --
{"resource": {"test": {"c_tofu": {}}}}
`,
			want: `resources = test.tofu, test.b, test.c_tofu`,
		},
		{
			name: "that are not read",
			files: `
-- main.tf --
resource "test" "t" {}
-- .hidden.tf --
resource "test" "hidden" {}
-- main.tf~ --
resource "test" "backup" {}
-- main.tftest.hcl --
resource "test" "test" {}
-- sub/main.tf --
resource "test" "sub" {}
`,
			want: `resources = test.t`,
		},
		{
			name:  "with carriage returns and a byte order mark",
			files: "-- main.tf --\n\ufeffresource \"test\" \"t\" {\r\n  a = \"b\"\r\n}\r\n",
			want:  `test.t a = "b"`,
		},
	})
}

// What is broken does not hide what is not.
func TestBrokenFiles(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "beside good ones",
			files: `
-- good.tf --
resource "test" "good" { a = local.a }
locals { a = "fine" }
-- broken.tf --
resource "test" "before" { a = 1 }
resource "test" "broken" {
  b = 2
  a =
}
resource "test" "after" { a = 3 }
-- open.tf --
resource "test" "open" {
  a = "b"
-- quotes.tf --
locals { q = “ }
-- broken.tf.json --
{"resource": {"test": {"json": {"a": 1}}},
`,
			want: `
test.good a = "fine"
test.before a = 1
test.broken b = 2
! broken.tf:4:6: invalid expression: Expected the start of an expression, but found an invalid expression token.
! broken.tf.json:1:1: root value must be object: The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.
! broken.tf.json:2:1: invalid object property name: A JSON object property name must be a string
! broken.tf.json:2:1: missing value: The JSON data ends prematurely.
! open.tf:1:24: unclosed configuration block: There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.
! quotes.tf:1:14: invalid character: "Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".
! quotes.tf:1:14: invalid expression: Expected the start of an expression, but found an invalid expression token.
`,
		},
		{
			name: "with a resource that is declared twice",
			files: `
resource "test" "t" { a = 1 }
resource "test" "t" { a = 2 }
data "test" "t" { a = 3 }
`,
			want: `
resources = test.t, data.test.t
test.t a = 1
! main.tf:3:1: test.t is declared twice (first at main.tf:2): the second is not read
`,
		},
		{
			name: "with blocks that are nobody's",
			files: `
terraform {
  required_version = ">= 1.0"
  backend "s3" {}
}
moved {
  from = test.old
  to   = test.t
}
removed { from = test.gone }
import {
  to = test.t
  id = "x"
}
check "c" {
  assert {
    condition     = nofunc()
    error_message = "x"
  }
}
ephemeral "test" "e" {}
nobody "knows" "this" "block" {}
stray = 1
resource "test" "t" {
  provisioner "local-exec" { command = nofunc() }
  lifecycle { create_before_destroy = true }
  a = 1
}
`,
			want: `
resources = test.t
test.t a = 1
`,
		},
		{
			name: "that are too deep",
			files: "-- good.tf --\nresource \"test\" \"good\" {}\n" +
				"-- deep.tf --\nlocals { a = " + strings.Repeat("(", 100_000) + " }\n" +
				"-- deep.tf.json --\n" + strings.Repeat("[", 200_000) + "\n" +
				"-- long.tf --\nlocals { b = 1" + strings.Repeat("+1", 200_000) + " }\n" +
				"-- text.tf.json --\n{\"resource\": {\"test\": {\"text\": {\"a\": \"${1" + strings.Repeat("+1", 200_000) + "}\"}}}}\n",
			want: `
resources = test.good, test.text
test.text a = unknown
! deep.tf:1:1: nested too deep to be read: nest less, or raise --max-nesting
! deep.tf.json:1:1: nested too deep to be read: nest less, or raise --max-nesting
! long.tf:1:1: nested too deep to be read: nest less, or raise --max-nesting
! text.tf.json:1:38: nested too deep to be read: nest less, or raise --max-nesting
`,
		},
	})
}

func TestNothingToRead(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, dir, "-- empty/README.md --\n-- big/main.tf --\n"+strings.Repeat("# comment\n", 900_000))
	for name, want := range map[string]string{
		"none":        "none: no such directory",
		"empty":       "empty: no Terraform files here: name a directory that holds *.tf files",
		"big":         "big/main.tf: is larger than 8MiB: split it, or raise --max-file-size",
		"big/main.tf": "big/main.tf: is not a directory",
	} {
		cfg := hclload.Load(name, hclload.Options{})
		all := cfg.Diagnostics.All()
		if len(all) != 1 || all[0].String() != want {
			t.Errorf("%s: %v, want %s", name, all, want)
		}
	}
}

// The names in ranges are those that the user would type, and the texts of all
// files are kept under them.
func TestNamesOfFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `
-- infra/live/main.tf --
module "m" { source = "../modules/m" }
resource "test" "t" {}
-- infra/modules/m/main.tf --
resource "test" "r" {}
-- .git/HEAD --
`)
	t.Chdir(filepath.Join(dir, "infra"))
	for from, want := range map[string][]string{
		"live":          {"live/main.tf", "modules/m/main.tf"},
		"./live/":       {"live/main.tf", "modules/m/main.tf"},
		"../infra/live": {"../infra/live/main.tf", "../infra/modules/m/main.tf"},
	} {
		cfg := hclload.Load(from, hclload.Options{})
		var got []string
		for _, r := range cfg.Resources() {
			got = append(got, r.Range.File)
			if len(cfg.Sources[r.Range.File]) == 0 {
				t.Errorf("%s: there is no text of %s", from, r.Range.File)
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", from, diff)
		}
	}
}

// tree makes a repository in which nothing may lead out, next to a secret.
func tree(t *testing.T, files string) {
	t.Helper()
	outer := t.TempDir()
	write(t, outer, "-- secret/main.tf --\nresource \"test\" \"secret\" {}\n-- secret/secret.txt --\nsecret\n-- repo/.git/HEAD --\n")
	write(t, filepath.Join(outer, "repo"), files)
	t.Chdir(filepath.Join(outer, "repo"))
}

func TestOutsideOfTheTree(t *testing.T) {
	tree(t, `
-- live/main.tf --
module "inside" { source = "../modules/m" }
module "outside" { source = "../../secret" }
resource "test" "t" {
  in    = file("../in.txt")
  out   = file("../../secret/secret.txt")
  abs   = file("/etc/hostname")
  glob  = fileset("../..", "*/*.txt")
  there = fileexists("../../secret/secret.txt")
}
-- in.txt --
inside
-- modules/m/main.tf --
resource "test" "m" { a = file("${path.module}/a.txt") }
-- modules/m/a.txt --
of the module
`)
	want := []string{
		`resources = test.t, module.inside.test.m`,
		`opaque = module.outside (none)`,
		`test.t in = "inside\n"`,
		`module.inside.test.m a = "of the module\n"`,
		`test.t out = unknown`,
		`test.t abs = unknown`,
		`test.t glob = unknown`,
		`test.t there = unknown`,
	}
	cfg := hclload.Load("live", hclload.Options{})
	got := facts(t, cfg, want)
	if diff := gocmp.Diff(want, got[:len(want)]); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	for _, d := range got[len(want):] {
		if !strings.Contains(d, "outside") {
			t.Errorf("diagnostic: %s", d)
		}
	}
}

// A link may lead to anywhere within the tree, and to nothing outside.
func TestLinks(t *testing.T) {
	tree(t, `
-- live/main.tf --
module "linked" { source = "./linked" }
module "out" { source = "./out" }
resource "test" "t" { a = file("link.txt") }
-- other/main.tf --
resource "test" "other" {}
-- other/common.tf --
resource "test" "common" {}
-- other/a.txt --
a
`)
	for link, target := range map[string]string{
		"live/linked":    "../other",
		"live/common.tf": "../other/common.tf",
		"live/link.txt":  "../other/a.txt",
		"live/out":       "../../secret",
		"live/secret.tf": "../../secret/main.tf",
		"live/gone.tf":   "gone",
		"live/dir.tf":    "../other",
	} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	checkFacts(t, hclload.Load("live", hclload.Options{}), `
resources = test.common, test.t, module.linked.test.common, module.linked.test.other
opaque = module.out (none)
test.t a = "a\n"
! live/dir.tf: is not a regular file: remove it or lint another directory
! live/gone.tf: cannot be read: no such file or directory
! live/main.tf:2:1: module "out": no Terraform files in live/out
! live/secret.tf: cannot be read: path escapes from parent
`)
}

// The root itself may be a link: it is where the user stands.
func TestLinkedRoot(t *testing.T) {
	tree(t, "-- live/main.tf --\nmodule \"m\" { source = \"../m\" }\n-- m/main.tf --\nresource \"test\" \"r\" {}\n")
	if err := os.Symlink("live", "link"); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load("link", hclload.Options{})
	if got := showResources(cfg); got != "module.m.test.r" || len(cfg.Diagnostics.All()) > 0 {
		t.Errorf("resources are %s, diagnostics %v", got, cfg.Diagnostics.All())
	}
}

// The workspace is the one that terraform workspace select has noted.
func TestSelectedWorkspace(t *testing.T) {
	checkSpecs(t, []spec{{
		name: "noted",
		files: `
-- main.tf --
resource "test" "t" { a = terraform.workspace == "prod" ? "www" : terraform.workspace }
-- .terraform/environment --
prod
`,
		want: `test.t a = "www"`,
	}})
}

func TestTemplatesAndFiles(t *testing.T) {
	checkSpecs(t, []spec{{
		name: "relative to the root",
		files: `
-- main.tf --
variable "env" {}
resource "aws_s3_bucket" "b" {}
module "m" { source = "./m" }
resource "test" "t" {
  policy = templatefile("${path.module}/policy.json.tftpl", { bucket = aws_s3_bucket.b.arn, actions = ["s3:GetObject", "s3:ListBucket"] })
  branch = templatefile("branch.tftpl", { env = var.env })
  json   = jsondecode(file("data.json")).a
  none   = file("none.txt")
}
-- policy.json.tftpl --
{"Action": ${jsonencode(actions)}, "Resource": "${bucket}/*"}
-- branch.tftpl --
%{ if env == "prod" }www%{ else }${env}%{ endif }
-- data.json --
{"a": [1, "x"]}
-- m/main.tf --
resource "test" "r" { a = file("${path.module}/a.txt") }
-- m/a.txt --
a
`,
		want: `
test.t policy = "{"Action": ["s3:GetObject","s3:ListBucket"], "Resource": "${aws_s3_bucket.b.arn}/*"}\n"
test.t branch = unknown from var.env
test.t json = [1, "x"]
test.t none = unknown
module.m.test.r a = "a\n"
! main.tf:8:12: error in function call: Call to function "file" failed: none.txt: file does not exist.
`,
	}})
}
