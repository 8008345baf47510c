package functions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

// TestLimits runs calls that would use up memory, time or the stack.
func TestLimits(t *testing.T) {
	mega := cty.StringVal(strings.Repeat("a", 1<<20))
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x]\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	list := make([]cty.Value, 1000)
	for i := range list {
		list[i] = mega
	}
	vars := map[string]cty.Value{
		"mega":   mega,
		"list":   cty.ListVal(list),
		"lines":  cty.StringVal(strings.Repeat("\n", 1<<20)),
		"deep":   cty.StringVal(strings.Repeat("[", 1<<20)),
		"dashes": cty.StringVal(strings.Repeat("- ", 1<<20)),
		"nots":   cty.StringVal("${" + strings.Repeat("!", 1<<19) + "true}"),
		"bomb":   cty.StringVal(bomb.String()),
		"long":   cty.StringVal(strings.Repeat("1", 5<<20)),
	}
	for _, call := range []string{
		`join(mega, list)`,
		`join("", list)`,
		`format("%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s", mega)`,
		`formatlist("%s%s", mega, list)`,
		`indent(1000, lines)`,
		`replace(mega, "a", mega)`,
		`replace(mega, "", mega)`,
		`replace(mega, "/a/", mega)`,
		`replace(mega, "/.*/", "$0$0$0$0$0$0$0$0$0$0")`,
		`split("", mega)`,
		`regexall("a", mega)`,
		`jsonencode(list)`,
		`yamlencode(list)`,
		`jsondecode(deep)`,
		`jsondecode(long)`,
		`yamldecode(deep)`,
		`yamldecode(dashes)`,
		`yamldecode(bomb)`,
		`yamldecode(long)`,
		`csvdecode(long)`,
		`parseint(long, 10)`,
		`templatestring(deep, {})`,
		`templatestring("$${${replace(substr(mega, 0, 9999), "a", "(")}}", {})`,
		`templatestring(nots, {})`,
		`templatestring(long, {})`,
		`setproduct(list, list)`,
		`concat([for i in range(101): list]...)`,
		`flatten([for i in range(101): list])`,
	} {
		v, err := eval(t, table(t), call, vars)
		if err == nil {
			t.Errorf("%s succeeds: %#v", call, v.Type())
		} else if strings.Contains(err.Error(), "panic") {
			t.Errorf("%s: %v", call, err)
		}
	}
}

// TestNestedTry would never end if every level evaluated the next one twice.
func TestNestedTry(t *testing.T) {
	const levels = 60
	call := strings.Repeat("try(", levels) + `"a"` + strings.Repeat(")", levels)
	v, err := eval(t, table(t), call, nil)
	if err != nil || !v.RawEquals(cty.StringVal("a")) {
		t.Errorf("got %#v, %v", v, err)
	}
}
