package tf_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A value can be read as the content of a block: single objects and lists of
// them are its nested blocks.
func TestObjectBody(t *testing.T) {
	object := func(id string) cty.Value { return cty.ObjectVal(map[string]cty.Value{"id": cty.StringVal(id)}) }
	unknownObject := cty.UnknownVal(object("").Type())
	like := value(cty.ObjectVal(map[string]cty.Value{
		"name":    cty.StringVal("n"),
		"list":    cty.ListVal([]cty.Value{object("a"), object("b")}),
		"set":     cty.SetVal([]cty.Value{object("a")}),
		"single":  object("a"),
		"map":     cty.MapVal(map[string]cty.Value{"id": cty.StringVal("a")}),
		"partly":  cty.ListVal([]cty.Value{unknownObject, object("b")}),
		"nulls":   cty.ListVal([]cty.Value{cty.NullVal(object("").Type()), object("b")}),
		"unknown": cty.UnknownVal(cty.List(object("").Type())),
		"null":    cty.NullVal(cty.List(object("").Type())),
		"text":    cty.StringVal("a"),
	}))
	like.Path = "outer[0]"
	body := tf.ObjectBody(like)

	if name := body.Attr("name"); name.Show() != "n" || name.Path != "outer[0].name" || name.Range != like.Range {
		t.Errorf("name is %s at %s, %v", name.Show(), name.Path, name.Range)
	}
	if none := body.Attr("none"); !none.Absent() || none.Path != "outer[0].none" {
		t.Errorf("none is %+v", none)
	}
	for _, row := range []struct {
		name     string
		ids      []string
		path     string // of the first block
		complete bool
	}{
		{"list", []string{"a", "b"}, "outer[0].list[0]", true},
		{"set", []string{"a"}, "outer[0].set[0]", true},
		{"single", []string{"a"}, "outer[0].single", true},
		{"map", []string{"a"}, "outer[0].map", true},
		{"partly", []string{"b"}, "outer[0].partly[1]", false},
		{"nulls", []string{"b"}, "outer[0].nulls[1]", true},
		{"unknown", nil, "", false},
		{"null", nil, "", true},
		{"none", nil, "", true},
		{"text", nil, "", false},
	} {
		blocks, complete := body.Blocks(row.name)
		var ids []string
		for _, b := range blocks {
			ids = append(ids, b.Attr("id").Show())
		}
		if diff := cmp.Diff(row.ids, ids); diff != "" || complete != row.complete {
			t.Errorf("%s: complete is %t, blocks (-want +got):\n%s", row.name, complete, diff)
		}
		if len(blocks) > 0 && (blocks[0].Path != row.path || blocks[0].Attr("id").Path != row.path+".id" || blocks[0].Range != like.Range) {
			t.Errorf("%s is at %s, %v", row.name, blocks[0].Path, blocks[0].Range)
		}
	}
}
