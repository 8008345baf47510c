package functions_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// In these tests <ID> stands for an id and <?> for a text that may be empty.
func replaceStandIns(text string, value func(name string, mayBeEmpty bool) string) string {
	for name, mayBeEmpty := range map[string]bool{"<ID>": false, "<?>": true} {
		if strings.Contains(text, name) {
			text = strings.ReplaceAll(text, name, value(name, mayBeEmpty))
		}
	}
	return text
}

func TestStandIns(t *testing.T) {
	funcs := functions.Table(nil, functions.WithStandIns(replaceStandIns))
	vars := map[string]cty.Value{
		"id":   cty.StringVal("<ID>").Mark(identity),
		"text": cty.StringVal("<?>").Mark(identity),
	}
	for _, row := range []struct{ call, want string }{
		{`trimsuffix("${id}/*", "/*")`, `"<ID>"`},
		{`trimsuffix(id, "/*")`, unknown},
		{`trimsuffix(id, "/")`, unknown},
		{`trimsuffix(id, ".")`, `"<ID>"`}, // the same host
		{`trimprefix("https://${id}", "https://")`, `"<ID>"`},
		{`trimprefix(id, "https://")`, unknown},
		{`trim(id, "/")`, unknown},
		{`split("/", "a/b")`, `tolist(["a", "b"])`},
		{`split("/", id)`, unknown},
		{`split("::", id)`, unknown},
		{`replace("a.b", ".", id)`, `"a<ID>b"`},
		{`replace(id, "-a-", "")`, unknown},
		{`replace(id, "/^https:/", "")`, unknown},
		{`regex("^[^/]+", "${id}/x")`, unknown},
		{`regexall("q", id)`, unknown},
		{`substr("${id}-x", 0, 200)`, unknown},
		{`format("%s-%s", id, text)`, `"<ID>-<?>"`},
		{`format("%-20s", id)`, unknown},
		{`format("%.3s", id)`, unknown},
		{`formatlist("%s/*", [id, "a"])`, `tolist(["<ID>/*", "a/*"])`},
		{`basename(id)`, unknown},
		{`dirname("a/b")`, `"a"`},
		{`pathexpand(id)`, `"<ID>"`},
		{`sort(["b", "a"])`, `tolist(["a", "b"])`},
		{`sort(["b", id])`, unknown},
		{`sort(["!!", id])`, unknown},
		{`sort([id, text])`, unknown},
		{`coalesce("", id)`, `"<ID>"`},
		{`coalesce(id, "a")`, `"<ID>"`},
		{`coalesce(text, "a")`, unknown},
		{`coalesce("a${text}", "b")`, `"a<?>"`},
		{`setsubtract(["a", id], ["b"])`, unknown},
		{`setintersection(["a"], ["a"])`, `toset(["a"])`},
		{`lookup({ a = 1 }, id, "none")`, unknown},
		{`lookup({ a = id }, "a", "none")`, `"<ID>"`},
		{`join("/", [id, "x"])`, `"<ID>/x"`},
	} {
		v, err := eval(t, funcs, row.call, vars)
		check(t, funcs, row.call, row.want, v, err)
		if err == nil && strings.Contains(row.call, "id") && !hasMark(v) && !v.IsKnown() {
			t.Errorf("%s loses the mark: %#v", row.call, v)
		}
	}
}

func TestTrustInJSON(t *testing.T) {
	funcs := functions.Table(nil,
		functions.WithTrust(func(v cty.Value) cty.Value {
			v, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
				if v.HasMark("decided") {
					return cty.UnknownVal(v.Type()), nil
				}
				return v, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}),
		functions.WithUnknown(func(cty.Value) cty.Value { return cty.StringVal("?") }),
	)
	v, err := eval(t, funcs, `jsonencode({ a = flag, b = 1 })`, map[string]cty.Value{"flag": cty.True.Mark("decided")})
	if want := cty.StringVal(`{"a":"?","b":1}`); err != nil || !v.RawEquals(want) {
		t.Errorf("got %#v, %v, want %#v", v, err, want)
	}
}

func TestEvaluatedTemplates(t *testing.T) {
	funcs := functions.Table(nil, functions.WithEvaluate(func(hclsyntax.Expression, map[string]cty.Value, map[string]function.Function) (cty.Value, hcl.Diagnostics) {
		return cty.StringVal("evaluated"), nil
	}))
	v, err := eval(t, funcs, `templatestring("a", {})`, nil)
	if err != nil || !v.RawEquals(cty.StringVal("evaluated")) {
		t.Errorf("got %#v, %v", v, err)
	}
}

// What may not exist leaves open whether an expression fails.
func TestMaybe(t *testing.T) {
	vars := map[string]cty.Value{"list": cty.TupleVal([]cty.Value{cty.StringVal("a")}).Mark(functions.Maybe)}
	for call, want := range map[string]string{
		`list[0]`:                 `"a"`,
		`try(list[0], "none")`:    unknown,
		`try("first", list[0])`:   `"first"`,
		`can(list[0])`:            unknown,
		`try({}.a, list[0], "b")`: unknown,
	} {
		v, err := eval(t, functions.Table(nil), call, vars)
		check(t, functions.Table(nil), call, want, v, err)
	}
}
