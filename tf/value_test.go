package tf_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// In these tests a text with a symbol is "the id of a bucket, then /*".
var (
	bucket   = symbol.Symbol{Address: "aws_s3_bucket.b", Attr: "id"}
	symbolic = cty.StringVal(symbol.Token(bucket, 1) + "/*")
	unknown  = cty.UnknownVal(cty.String)
)

func value(v cty.Value) tf.Value { return tf.NewValue(v, tf.Range{File: "main.tf"}) }

func TestPresence(t *testing.T) {
	list := cty.ListValEmpty(cty.String)
	for _, row := range []struct {
		name                   string
		v                      tf.Value
		absent, unknown, unset bool
	}{
		{"the zero value", tf.Value{}, true, false, true},
		{"an absent value", tf.AbsentValue(tf.Range{}), true, false, true},
		{"null", value(cty.NullVal(cty.String)), true, false, true},
		{"null of no type", value(cty.NullVal(cty.DynamicPseudoType)), true, false, true},
		{"an unknown", value(unknown), false, true, false},
		{"an unknown of no type", value(cty.DynamicVal), false, true, false},
		{"an empty string", value(cty.StringVal("")), false, false, true},
		{"a string", value(cty.StringVal("a")), false, false, false},
		{"a symbol", value(symbolic), false, false, false},
		{"an empty list", value(list), false, false, true},
		{"an empty object", value(cty.EmptyObjectVal), false, false, true},
		{"a list of an unknown", value(cty.ListVal([]cty.Value{unknown})), false, false, false},
		{"false", value(cty.False), false, false, false},
		{"zero", value(cty.Zero), false, false, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.v.Absent() != row.absent || row.v.Unknown() != row.unknown || row.v.Unset() != row.unset {
				t.Errorf("absent %t, unknown %t, unset %t", row.v.Absent(), row.v.Unknown(), row.v.Unset())
			}
		})
	}
}

func TestTexts(t *testing.T) {
	for _, row := range []struct {
		name      string
		v         cty.Value
		shown     string
		isText    bool
		isLiteral bool
	}{
		{"a string", cty.StringVal("a"), "a", true, true},
		{"a number", cty.NumberFloatVal(1.5), "1.5", true, true},
		{"a truth", cty.True, "true", true, true},
		{"a symbol", symbolic, "${aws_s3_bucket.b.id}/*", true, false},
		{"an unknown", unknown, "(unknown)", false, false},
		{"null", cty.NullVal(cty.String), "(unknown)", false, false},
		{"a list", cty.ListVal([]cty.Value{cty.StringVal("a")}), "(unknown)", false, false},
		{"an object", cty.EmptyObjectVal, "(unknown)", false, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := value(row.v)
			text, isText := v.Text()
			literal, isLiteral := v.Literal()
			if isText != row.isText || isText && text.String() != row.shown {
				t.Errorf("text is %s, %t", text, isText)
			}
			if isLiteral != row.isLiteral || isLiteral && literal != row.shown {
				t.Errorf("literal is %q, %t", literal, isLiteral)
			}
			if got := v.Show(); got != row.shown {
				t.Errorf("shown as %s", got)
			}
			v.Sensitive = true
			if got := v.Show(); got != "(sensitive)" {
				t.Errorf("a sensitive value is shown as %s", got)
			}
		})
	}
}

func TestBools(t *testing.T) {
	for _, row := range []struct {
		name string
		v    tf.Value
		want symbol.Truth
	}{
		{"true", value(cty.True), symbol.True},
		{"false", value(cty.False), symbol.False},
		{"a text", value(cty.StringVal("true")), symbol.True},
		{"another text", value(cty.StringVal("yes")), symbol.Unknown},
		{"a symbol", value(symbolic), symbol.Unknown},
		{"an unknown", value(unknown), symbol.Unknown},
		{"a number", value(cty.Zero), symbol.Unknown},
		{"null", value(cty.NullVal(cty.Bool)), symbol.True}, // the default
		{"absent", tf.Value{}, symbol.True},
	} {
		if got := row.v.Bool(true); got != row.want {
			t.Errorf("%s is %v, want %v", row.name, got, row.want)
		}
	}
	if got := (tf.Value{}).Bool(false); got != symbol.False {
		t.Errorf("an absent value is %v by default", got)
	}
}

func TestInts(t *testing.T) {
	for _, row := range []struct {
		name string
		v    cty.Value
		want int64
		ok   bool
	}{
		{"a number", cty.NumberIntVal(-3), -3, true},
		{"a text", cty.StringVal("404"), 404, true},
		{"a fraction", cty.NumberFloatVal(1.5), 0, false},
		{"a number too large", cty.MustParseNumberVal("1e30"), 0, false},
		{"another text", cty.StringVal("many"), 0, false},
		{"a symbol", symbolic, 0, false},
		{"an unknown", cty.UnknownVal(cty.Number), 0, false},
		{"null", cty.NullVal(cty.Number), 0, false},
		{"a truth", cty.True, 0, false},
	} {
		if got, ok := value(row.v).Int(); ok != row.ok || ok && got != row.want {
			t.Errorf("%s is %d, %t", row.name, got, ok)
		}
	}
}

func TestLists(t *testing.T) {
	a := cty.StringVal("a")
	null := cty.NullVal(cty.String)
	for _, row := range []struct {
		name     string
		v        tf.Value
		items    int
		isList   bool
		texts    []string
		complete bool
	}{
		{"a tuple", value(cty.TupleVal([]cty.Value{a, cty.NumberIntVal(1)})), 2, true, []string{"a", "1"}, true},
		{"a set", value(cty.SetVal([]cty.Value{a})), 1, true, []string{"a"}, true},
		{"symbols", value(cty.ListVal([]cty.Value{symbolic})), 1, true, []string{"${aws_s3_bucket.b.id}/*"}, true},
		{"with null", value(cty.ListVal([]cty.Value{null, a})), 2, true, []string{"a"}, true},
		{"with an unknown", value(cty.ListVal([]cty.Value{unknown, a})), 2, true, []string{"a"}, false},
		{"with an object", value(cty.TupleVal([]cty.Value{cty.EmptyObjectVal, a})), 2, true, []string{"a"}, false},
		{"empty", value(cty.EmptyTupleVal), 0, true, nil, true},
		{"absent", tf.Value{}, 0, true, nil, true},
		{"null instead", value(cty.NullVal(cty.List(cty.String))), 0, true, nil, true},
		{"an unknown instead", value(cty.UnknownVal(cty.List(cty.String))), 0, false, nil, false},
		{"a text instead", value(symbolic), 0, false, nil, false},
		{"a map instead", value(cty.MapVal(map[string]cty.Value{"a": a})), 0, false, nil, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			items, ok := row.v.List()
			if len(items) != row.items || ok != row.isList {
				t.Errorf("%d items, %t", len(items), ok)
			}
			texts, complete := row.v.Texts()
			var got []string
			for _, text := range texts {
				got = append(got, text.String())
			}
			if diff := cmp.Diff(row.texts, got); diff != "" || complete != row.complete {
				t.Errorf("complete is %t, texts (-want +got):\n%s", complete, diff)
			}
		})
	}
}

// What is in a value was written where it was, and is as secret.
func TestFields(t *testing.T) {
	object := value(cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("a"), "u": unknown, "n": cty.NullVal(cty.String)}))
	object.Sensitive = true
	object.Refs = []symbol.Symbol{bucket}
	for _, row := range []struct {
		name            string
		v               tf.Value
		absent, unknown bool
	}{
		{"an attribute", object.Field("a"), false, false},
		{"an unknown attribute", object.Field("u"), false, true},
		{"a null attribute", object.Field("n"), true, false},
		{"no attribute", object.Field("none"), true, false},
		{"an element", value(cty.MapVal(map[string]cty.Value{"a": cty.StringVal("a")})).Field("a"), false, false},
		{"no element", value(cty.MapVal(map[string]cty.Value{"a": cty.StringVal("a")})).Field("b"), true, false},
		{"of an unknown", value(cty.DynamicVal).Field("a"), false, true},
		{"of an unknown object", value(cty.UnknownVal(cty.EmptyObject)).Field("a"), false, true},
		{"of nothing", tf.Value{}.Field("a"), true, false},
		{"of a symbol", value(symbolic).Field("a"), false, true},
		{"of a string", value(cty.StringVal("a")).Field("a"), true, false},
		{"of a list", value(cty.EmptyTupleVal).Field("a"), true, false},
	} {
		if row.v.Absent() != row.absent || row.v.Unknown() != row.unknown {
			t.Errorf("%s: absent %t, unknown %t", row.name, row.v.Absent(), row.v.Unknown())
		}
	}
	if a := object.Field("a"); !a.Sensitive || a.Range.File != "main.tf" || len(a.Refs) != 1 {
		t.Errorf("the field has forgotten where it is from: %+v", a)
	}
	if none := object.Field("none"); none.Range.File != "main.tf" {
		t.Errorf("an absent field has no place: %+v", none)
	}
}

func TestWhence(t *testing.T) {
	of := func(names ...string) (refs []symbol.Symbol) {
		for _, name := range names {
			refs = append(refs, symbol.Symbol{Address: "var." + name})
		}
		return refs
	}
	unknown := tf.NewValue(cty.DynamicVal, tf.Range{})
	for want, v := range map[string]tf.Value{
		"":                                unknown,
		" (it is made from var.a, var.b)": {Refs: of("b", "a", "b")},
		" (it is made from var.a, var.b, var.c, more)": {Refs: of("a", "b", "c", "d")},
		" (it is made from var.x)":                     tf.NewValue(cty.StringVal(symbol.Token(of("x")[0], 1)+"/*"), tf.Range{}),
	} {
		if got := v.Whence(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
