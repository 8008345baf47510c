package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// site is a module of a distribution, and its use.
const (
	broken = `resource "aws_s3_bucket" "site" {
  bucket = "example-${var.name}"
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  origin {
    origin_id   = "s3"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id       = "s3"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
}

variable "name" {}
`
	use = `module "site" {
  source = "../../modules/site"
  name   = "NAME"
}
`
)

// A module is looked at in all roots that use it, and what they share is shown
// once.
func TestModule(t *testing.T) {
	c := start(t, map[string]string{
		".git/HEAD":            "",
		"modules/site/main.tf": broken,
		"live/a/main.tf":       strings.Replace(use, "NAME", "a", 1),
		"live/b/main.tf":       strings.Replace(use, "NAME", "b", 1),
	})
	c.open("modules/site/main.tf", 1, broken)
	found := c.diagnostics("modules/site/main.tf", 1)
	for !strings.Contains(fmt.Sprint(found), "module.site is called here") {
		found = c.diagnostics("modules/site/main.tf", 1)
	}
	if codes := strings.Fields(found.codes()); strings.Count(found.codes(), "s3-not-public") != 1 {
		t.Errorf("the module has %v", codes)
	}
}

// A root appears when a module is called that was not, and what was said about a
// root is taken back when its last document is closed.
func TestRootsComeAndGo(t *testing.T) {
	c := start(t, map[string]string{
		".git/HEAD":            "",
		"modules/site/main.tf": broken,
		"live/a/main.tf":       "",
	})
	c.open("modules/site/main.tf", 1, broken)
	if found := c.diagnostics("modules/site/main.tf", 1); strings.Contains(fmt.Sprint(found), "is called here") {
		t.Errorf("a module that nobody calls has %v", found)
	}
	c.open("live/a/main.tf", 1, "")
	c.diagnostics("live/a/main.tf", 1)
	c.change("live/a/main.tf", 2, use)
	c.write("live/a/main.tf", use)
	c.save("live/a/main.tf")
	for !strings.Contains(fmt.Sprint(c.diagnostics("modules/site/main.tf", 1)), "is called here") {
		continue
	}
	c.close("live/a/main.tf")
	c.close("modules/site/main.tf")
	for len(c.diagnostics("modules/site/main.tf", 0).Diagnostics) > 0 {
		continue
	}
}

// A link on the way to a file changes nothing: the client hears of the file by
// the name that it knows.
func TestLinkedFolder(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	c := start(t, map[string]string{"real/main.tf": files["main.tf"]})
	if err := os.Symlink(filepath.Join(c.dir, "real"), filepath.Join(c.dir, "link")); err != nil {
		t.Fatal(err)
	}
	c.open("link/main.tf", 1, files["main.tf"])
	if found := c.diagnostics("link/main.tf", 1); found.codes() != "alias-missing" {
		t.Errorf("there is %v", found)
	}
}

// What changes on disk counts when it is not open, and what the settings of the
// repository say counts, saved or not.
func TestOtherFiles(t *testing.T) {
	files := example(t, "examples/broken-site")
	good := example(t, "examples/healthy-site")
	c := start(t, files)
	c.open("cdn.tf", 1, files["cdn.tf"])
	if found := c.diagnostics("cdn.tf", 1); found.codes() != "alias-missing" {
		t.Fatalf("there is %v", found)
	}
	if found := c.diagnostics("bucket.tf", 0); found.codes() != "s3-policy-names-another" {
		t.Errorf("a file that is not open has %v", found)
	}
	c.write("bucket.tf", good["bucket.tf"])
	c.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, c.uri("bucket.tf")))
	if found := c.diagnostics("bucket.tf", 0); len(found.Diagnostics) != 0 {
		t.Errorf("the file that was mended has %v", found)
	}
	const off = "rule \"alias-missing\" {\n  severity = \"off\"\n  reason   = \"a test\"\n}\n"
	c.open(".no403.hcl", 1, off) // not there yet
	c.write(".no403.hcl", off)
	c.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":1}]}`, c.uri(".no403.hcl")))
	c.save(".no403.hcl")
	for strings.Contains(c.diagnostics("cdn.tf", 1).codes(), "alias-missing") {
		continue
	}
	c.change(".no403.hcl", 2, "rule \"no-rule\" {}\n")
	if found := c.diagnostics(".no403.hcl", 2); len(found.Diagnostics) == 0 {
		t.Error("a mistake in the settings is not shown")
	}
	if found := c.diagnostics("cdn.tf", 1); !strings.Contains(found.codes(), "alias-missing") {
		t.Errorf("with other settings there is %v", found)
	}
}

// A client hears of a document by the name that it gave it.
func TestNamesOfClient(t *testing.T) {
	c := start(t, nil)
	for _, name := range []string{"a=b&c.tf", "ä b.tf", "(x)!.tf"} {
		c.open(name, 1, "")
		c.diagnostics(name, 1)
		c.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, strings.NewReplacer("=", "%3D", "(", "%28").Replace(c.uri(name))))
	}
	c.open("other.tf", 2, "locals {")
	if found := c.diagnostics("other.tf", 2); len(found.Diagnostics) == 0 {
		t.Error("nothing is wrong with half a block")
	}
}
