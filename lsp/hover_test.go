package lsp_test

import (
	"fmt"
	"strings"
	"testing"
)

// hoverAt returns what is shown at the first place of a text in a document.
func (c *session) hoverAt(name, source, at string) string {
	c.t.Helper()
	before, _, found := strings.Cut(source, at)
	if !found {
		c.t.Fatalf("no %q in %s", at, name)
	}
	line := strings.Count(before, "\n")
	column := len(before) - strings.LastIndex(before, "\n") - 1
	m := c.request("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, c.uri(name), line, column))
	var h *struct{ Contents struct{ Kind, Value string } }
	decode(c.t, m, &h)
	if h == nil {
		return ""
	}
	return h.Contents.Value
}

func TestHover(t *testing.T) {
	files := example(t, "examples/broken-site")
	c := start(t, files)
	source := files["cdn.tf"]
	c.open("cdn.tf", 1, source)
	for _, test := range []struct {
		at   string
		want []string // in this order
	}{
		{`["www`, []string{"error: viewers of example.com get 403", "cdn.tf:12:3:", "fix:", "](https://github.com/no403/no403/blob/main/docs/rules/alias-missing.md)"}},
		{`origin {`, []string{"GET https://www.example.com/index.html", "-> origin", "DENIED", "bucket.tf:28:7", "403 from S3"}},
		{`default_cache_behavior`, []string{"GET https://www.example.com/index.html", "Over all requests", "denied  alias-missing"}},
		{`target_origin_id`, []string{"GET https://www.example.com/index.html"}},
		{`compress`, nil},
		{`resource "aws_cloudfront_distribution"`, nil},
	} {
		got := c.hoverAt("cdn.tf", source, test.at)
		if test.want == nil && got != "" {
			t.Errorf("%s: shows %q", test.at, got)
		}
		for rest, i := got, 0; i < len(test.want); i++ {
			_, after, found := strings.Cut(rest, test.want[i])
			if !found {
				t.Errorf("%s: no %q in %q", test.at, test.want[i], got)
				break
			}
			rest = after
		}
	}
	// Nothing of where the root is on this machine.
	if got := c.hoverAt("cdn.tf", source, "origin {"); strings.Contains(got, c.dir) {
		t.Errorf("it shows %q", got)
	}
}

// Each alias has a way of its own.
func TestHoverAlias(t *testing.T) {
	files := example(t, "examples/healthy-site")
	source := strings.Replace(files["cdn.tf"], `aliases             = [`, `aliases             = ["a.example.com", "*.b.example.com", `, 1)
	if source == files["cdn.tf"] {
		t.Fatal("the example has another text")
	}
	c := start(t, files)
	c.open("cdn.tf", 1, source)
	for at, want := range map[string]string{`"a.ex`: "GET https://a.example.com/\n", `"*.b`: "GET https://any.b.example.com/\n"} {
		if got := c.hoverAt("cdn.tf", source, at); !strings.Contains(got, want) {
			t.Errorf("%s shows %q", at, got)
		}
	}
}
