package functions_test

import (
	"testing"

	"github.com/no403/no403/hclload/functions"
	"github.com/zclconf/go-cty/cty"
)

func TestUnknownInJSON(t *testing.T) {
	serial := cty.StringVal("<token>").Mark("token")
	funcs := functions.Table(nil, functions.WithUnknown(func(v cty.Value) cty.Value {
		if v.Type() == cty.Bool {
			return v
		}
		return serial
	}))
	number := cty.UnknownVal(cty.Number).Mark("number")
	vars := map[string]cty.Value{
		"number":  number,
		"secret":  number.Mark(functions.Sensitive),
		"flag":    cty.UnknownVal(cty.Bool).Mark("flag"),
		"numbers": cty.ListVal([]cty.Value{cty.NumberIntVal(1), cty.UnknownVal(cty.Number)}).Mark("numbers"),
		"map":     cty.MapVal(map[string]cty.Value{"k": cty.UnknownVal(cty.List(cty.Number))}),
		"text":    cty.StringVal("text").Mark("text"),
	}
	for _, row := range []struct {
		call, want string
		marks      []any
	}{
		{`jsonencode({ b = number, a = text, n = null })`, `{"a":"text","b":"\u003ctoken\u003e","n":null}`, []any{"text", "token"}},
		{`jsonencode([numbers, map])`, `[[1,"\u003ctoken\u003e"],{"k":"\u003ctoken\u003e"}]`, []any{"numbers", "token"}},
		{`jsonencode([secret])`, `["\u003ctoken\u003e"]`, []any{"token", functions.Sensitive}},
		{`jsonencode([text])`, `["text"]`, []any{"text"}},
		{`jsonencode(number)`, ``, []any{"number"}},
		{`jsonencode([flag, text])`, ``, []any{"flag", "text"}},
	} {
		v, err := eval(t, funcs, row.call, vars)
		if err != nil {
			t.Errorf("%s: %v", row.call, err)
			continue
		}
		plain, marks := v.Unmark()
		if !marks.Equal(cty.NewValueMarks(row.marks...)) {
			t.Errorf("%s has marks %v, want %v", row.call, marks, row.marks)
		}
		if known := plain.IsKnown(); known != (row.want != "") || known && plain.AsString() != row.want {
			t.Errorf("%s = %#v, want %s", row.call, plain, row.want)
		}
	}
}

func TestJSONWithoutHook(t *testing.T) {
	vars := map[string]cty.Value{"v": cty.ListVal([]cty.Value{cty.UnknownVal(cty.Number).Mark(identity)})}
	v, err := eval(t, functions.Table(nil), `jsonencode(v)`, vars)
	if err != nil || v.IsKnown() || !hasMark(v) {
		t.Errorf("want an unknown value with the mark: %#v, %v", v, err)
	}
}
