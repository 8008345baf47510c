package hclload_test

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
)

// place writes a range as main.tf:2:3-2:17.
func place(r tf.Range) string {
	return fmt.Sprintf("%s:%d:%d-%d:%d", r.File, r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
}

// A value remembers where it was written, its argument's name included; an
// absent one, the block where it might stand.
func TestPlacesOfValues(t *testing.T) {
	cfg := load(t, `
-- main.tf --
resource "test" "t" {
  name = "é" # a column is a character
  text = <<EOT
two lines
EOT
  origin {
    id = local.id
    config {
      port = 80
    }
  }
  dynamic "origin" {
    for_each = ["b"]
    content {
      id = origin.value
    }
  }
  list = [{ id = "c" }]
}
locals { id = "a" }
`[1:])
	body := cfg.Resource("test.t").Body
	origins, _ := body.Blocks("origin")
	config, _ := origins[0].Blocks("config")
	listed, _ := body.Blocks("list")
	for _, row := range []struct {
		v           tf.Value
		path, place string
	}{
		{body.Attr("name"), "name", "main.tf:2:3-2:13"},
		{body.Attr("text"), "text", "main.tf:3:3-5:4"},
		{body.Attr("none"), "none", "main.tf:1:1-1:20"},
		{origins[0].Attr("id"), "origin[0].id", "main.tf:7:5-7:18"},
		{origins[0].Attr("none"), "origin[0].none", "main.tf:6:3-6:9"},
		{config[0].Attr("port"), "origin[0].config[0].port", "main.tf:9:7-9:16"},
		{origins[1].Attr("id"), "origin[1].id", "main.tf:15:7-15:24"},
		{listed[0].Attr("id"), "list[0].id", "main.tf:18:3-18:24"},
	} {
		if row.v.Path != row.path || place(row.v.Range) != row.place {
			t.Errorf("%s is at %s, want %s at %s", row.v.Path, place(row.v.Range), row.path, row.place)
		}
	}
	for i, want := range []struct{ path, place string }{{"origin[0]", "main.tf:6:3-6:9"}, {"origin[1]", "main.tf:14:5-14:12"}} {
		if o := origins[i]; o.Path != want.path || place(o.Range) != want.place {
			t.Errorf("%s is at %s, want %s at %s", o.Path, place(o.Range), want.path, want.place)
		}
	}
}

func TestPlacesOfResources(t *testing.T) {
	cfg := load(t, `
-- main.tf --
resource "test" "t" {}

module "a" {
  source   = "./a"
  for_each = { x = 1 }
}
-- a/main.tf --
module "b" {
  source = "../b"
}
-- b/main.tf --

data "test" "d" {
}
`[1:])
	want := map[string][]string{
		"test.t":                             {"main.tf:1:1-1:20"},
		`module.a["x"].module.b.data.test.d`: {"b/main.tf:2:1-2:16", `module.a["x"] main.tf:3:1-3:11`, `module.a["x"].module.b a/main.tf:1:1-1:11`},
	}
	got := make(map[string][]string)
	for _, r := range cfg.Resources() {
		places := []string{place(r.Range)}
		for _, call := range r.Calls {
			places = append(places, call.Address+" "+place(call.Range))
		}
		got[r.Address] = places
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

func TestDescriptionOfResources(t *testing.T) {
	cfg := load(t, `
data "aws_s3_bucket" "b" { for_each = { "a.b[c]" = 1 } }
module "m" {
  source   = "./m"
  for_each = { "quo\"te" = 1 }
}
-- m/main.tf --
resource "aws_s3_bucket" "b" { count = 1 }
`)
	type description struct {
		Address, Config, Type, Name string
		Data                        bool
	}
	var got []description
	for _, r := range cfg.Resources() {
		got = append(got, description{r.Address, r.ConfigAddress(), r.Type, r.Name, r.Data})
	}
	want := []description{
		{`data.aws_s3_bucket.b["a.b[c]"]`, "data.aws_s3_bucket.b", "aws_s3_bucket", "b", true},
		{`module.m["quo\"te"].aws_s3_bucket.b[0]`, "module.m.aws_s3_bucket.b", "aws_s3_bucket", "b", false},
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
}
