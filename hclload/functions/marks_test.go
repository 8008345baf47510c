package functions_test

import (
	"strings"
	"testing"

	"github.com/no403/no403/hclload/functions"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

const identity = "identity"

func hasMark(v cty.Value) bool {
	_, marks := v.UnmarkDeep()
	_, ok := marks[identity]
	return ok
}

// about are the functions whose result says nothing about the value.
var about = map[string]bool{"issensitive": true}

func TestMarksOfStrings(t *testing.T) {
	calls := 0
	for name, f := range table(t) {
		params := f.Params()
		if len(params) != 1 || f.VarParam() != nil || about[name] || about[strings.TrimPrefix(name, "core::")] {
			continue
		}
		v, err := f.Call([]cty.Value{cty.StringVal("hello.txt").Mark(identity)})
		if err != nil {
			if strings.Contains(err.Error(), "panic") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		calls++
		if !hasMark(v) {
			t.Errorf("%s loses the mark: %#v", name, v)
		}
	}
	if calls < 60 {
		t.Errorf("only %d calls succeeded", calls)
	}
}

func TestMarksOfUnknowns(t *testing.T) {
	types := []cty.Type{
		cty.DynamicPseudoType, cty.String, cty.Number, cty.Bool, cty.List(cty.String), cty.Set(cty.String),
		cty.Map(cty.String), cty.Map(cty.List(cty.String)), cty.EmptyObject,
		cty.Tuple([]cty.Type{cty.String}), cty.List(cty.List(cty.String)),
	}
	for name, f := range table(t) {
		switch strings.TrimPrefix(name, "core::") {
		case "can", "try", "list", "map", "type":
			continue // take expressions, or nothing
		}
		for _, at := range positions(f) {
			for _, ty := range types {
				unknownArg(t, name, f, at, ty)
			}
		}
	}
}

// positions returns the indexes of a function's arguments: two of a variadic
// parameter.
func positions(f function.Function) []int {
	n := len(f.Params())
	if f.VarParam() != nil {
		n += 2
	}
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	return at
}

// unknownArg calls a function with one marked unknown among unknown arguments.
func unknownArg(t *testing.T, name string, f function.Function, at int, ty cty.Type) {
	t.Helper()
	args := make([]cty.Value, len(positions(f)))
	for i := range args {
		args[i] = cty.UnknownVal(ty)
		if i < len(f.Params()) && f.Params()[i].Type != cty.DynamicPseudoType {
			args[i] = cty.DynamicVal
		}
	}
	args[at] = args[at].Mark(identity)
	v, err := f.Call(args)
	if err != nil {
		if strings.Contains(err.Error(), "panic") {
			t.Errorf("%s of %#v: %v", name, args, err)
		}
		return
	}
	if !v.IsKnown() && !hasMark(v) {
		t.Errorf("%s loses the mark of argument %d of %#v: %#v", name, at, args, v)
	}
}

func TestMarksWithin(t *testing.T) {
	token := cty.StringVal("token").Mark(identity)
	vars := map[string]cty.Value{
		"token":   token,
		"list":    cty.TupleVal([]cty.Value{cty.StringVal("a"), token}),
		"object":  cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("a"), "b": token}),
		"unknown": cty.UnknownVal(cty.String).Mark(identity),
		"number":  cty.NumberIntVal(1).Mark(identity),
		"opaque":  cty.DynamicVal.Mark(identity),
	}
	for _, row := range []struct {
		call   string
		marked bool
	}{
		{`tolist(list)[0]`, false},
		{`tolist(list)[1]`, true},
		{`tomap(object).a`, false},
		{`tomap(object).b`, true},
		{`toset(list)`, true},
		{`concat(list, ["c"])[0]`, false},
		{`concat(list, ["c"])[1]`, true},
		{`merge(object, { c = 1 }).a`, false},
		{`merge(object, { c = 1 }).b`, true},
		{`lookup(object, "a", "")`, false},
		{`lookup(object, "b", "")`, true},
		{`lookup(object, token, "")`, true},
		{`lookup(object, "c", token)`, true},
		{`flatten([list, ["c"]])[0]`, false},
		{`flatten([list, ["c"]])[1]`, true},
		{`flatten([list, opaque])`, true},
		{`element(list, 0)`, false},
		{`element(list, number)`, true},
		{`length(list)`, false},
		{`length(token)`, true},
		{`one([token])`, true},
		{`coalesce("", token, "x")`, true},
		{`coalesce("a", token)`, false},
		{`coalesce(unknown, "x")`, true},
		{`contains(list, "x")`, true},
		{`index(list, "a")`, true},
		{`join(",", list)`, true},
		{`format("%s", token)`, true},
		{`jsonencode(object)`, true},
		{`yamlencode(object)`, true},
		{`templatestring("$${a}", object)`, false},
		{`templatestring("$${b}", object)`, true},
		{`templatestring(unknown, {})`, true},
		{`templatestring("$${b}", opaque)`, true},
		{`templatefile("hi.tftpl", { name = token })`, true},
		{`nonsensitive(sensitive(token))`, true},
		{`try(token, "x")`, true},
		{`try({}.a, token)`, true},
		{`try({}.a, "x")`, false},
		{`try(object.c, "x")`, false},
		{`try(token.c, "x")`, true},
		{`try(jsondecode(token), {})`, true},
		{`try([unknown], "x")`, true},
		{`can(jsondecode(token))`, true},
		{`can(object.c)`, false},
		{`can(opaque.c)`, true},
	} {
		v, err := eval(t, table(t), row.call, vars)
		if err != nil {
			t.Errorf("%s: %v", row.call, err)
		} else if hasMark(v) != row.marked {
			t.Errorf("%s: marked is %t, want %t: %#v", row.call, hasMark(v), row.marked, v)
		}
	}
}

func TestSensitive(t *testing.T) {
	funcs := table(t)
	v, err := eval(t, funcs, `sensitive(["a"])`, nil)
	if err != nil || !v.HasMark(functions.Sensitive) {
		t.Errorf("sensitive does not mark: %#v, %v", v, err)
	}
	v, err = eval(t, funcs, `nonsensitive(v)`, map[string]cty.Value{"v": v.Mark(identity)})
	if err != nil || v.HasMark(functions.Sensitive) || !v.HasMark(identity) {
		t.Errorf("nonsensitive must take away one mark: %#v, %v", v, err)
	}
}

func TestUncertainFailure(t *testing.T) {
	vars := map[string]cty.Value{"token": cty.StringVal("token").Mark(identity)}
	v, err := eval(t, table(t), `try(jsondecode(token), {})`, vars)
	if err != nil || v.IsKnown() {
		t.Errorf("the default is taken for certain: %#v, %v", v, err)
	}
}
