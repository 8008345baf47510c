package planload

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	tfjson "github.com/hashicorp/terraform-json"
)

// TestDecode compares values with what package encoding/json makes of the same
// JSON.
func TestDecode(t *testing.T) {
	plan, err := os.ReadFile("testdata/existing/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`null`, `true`, `false`, `""`, `"x"`, `0`, `-1.50e+7`, `9007199254740993`, `{}`, `[]`, `[{}, [], null]`,
		`{"a": {"b": ["c", {"d": 1}]}, "e": "c"}`,
		`{"a": 1, "a": 2}`,
		`"\u0041\n\"\\\ud83d\ude00"`, `{"\u0061": "a"}`,
		"\"\xff\"", `"\ud800"`, "{\"\xff\": \"\xfe\xff\"}",
		" [ 1 , 2 ] \n",
		`"` + strings.Repeat("long ", 100) + `"`,
		string(plan),
	} {
		r := raw(text)
		dec := json.NewDecoder(bytes.NewReader(r))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatal(err)
		}
		// The second time, all of it was seen.
		for range 2 {
			if diff := cmp.Diff(want, mapped(r.decode()), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%.100s (-want +got):\n%s", text, diff)
			}
		}
	}
}

// mapped has objects as maps.
func mapped(v any) any {
	switch v := v.(type) {
	case object:
		m := make(map[string]any)
		for _, f := range v {
			value, _ := v.get(f.name)
			m[f.name] = mapped(value)
		}
		return m
	case []any:
		var list []any
		for _, e := range v {
			list = append(list, mapped(e))
		}
		return list
	}
	return v
}

// TestExpressions compares expressions with what package tfjson makes of them.
func TestExpressions(t *testing.T) {
	for _, text := range []string{
		`null`, `{}`, `{"constant_value": "x"}`, `{"constant_value": [1.5, {"a": null}]}`, `{"constant_value": null}`,
		`{"references": ["a.b.c", "a.b"]}`, `{"constant_value": 1, "references": []}`, `{"references": null}`,
		`[]`, `[{}]`, `[{"a": {"references": ["x"]}, "b": [{"c": {}}, {}]}, {"d": null}]`, `[null]`,
		`1`, `"x"`, `[1]`, `[[]]`, `{"references": "x"}`, `{"references": [1]}`, `[{"a": true}]`,
	} {
		var want *tfjson.Expression
		wrong := json.Unmarshal([]byte(text), &want)
		r := raw(text)
		if text == "null" {
			r = nil
		}
		got, err := expressionOf(r.decode())
		if (err != nil) != (wrong != nil) {
			t.Errorf("%s: got error %v, want %v", text, err, wrong)
		}
		if wrong != nil {
			continue
		}
		written := func(e *tfjson.Expression) string {
			if e != nil && e.ExpressionData != nil {
				e.ConstantValue = mapped(e.ConstantValue)
			}
			text, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		if got, want := written(got), written(want); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
