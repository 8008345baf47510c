package functions_test

import (
	"strings"
	"testing"

	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
)

// deep is more than a recursive parser should follow, long more operators than
// an evaluator should.
func deep(part string) string { return strings.Repeat(part, 20_000) }
func long(part string) string { return strings.Repeat(part, 110_000) }

func TestTooDeep(t *testing.T) {
	for name, src := range map[string]string{
		"parentheses":         "a = " + deep("("),
		"brackets":            "a = " + deep("["),
		"blocks":              deep("a {\n"),
		"templates":           "a = " + deep(`"${`),
		"operators":           "a = 1" + long("+1"),
		"negations":           "a = " + long("!"),
		"directives":          `a = "` + long("%{ if true }"),
		"what closes nothing": deep("}") + "a = " + deep("("),
	} {
		if !functions.TooDeep([]byte(src), limits.Nesting) {
			t.Errorf("%s are not too deep", name)
		}
	}
	for name, src := range map[string]string{
		"brackets":   "${" + deep("["),
		"directives": long("%{ if true }"),
	} {
		if !functions.TooDeepTemplate([]byte(src), limits.Nesting) {
			t.Errorf("%s are not too deep in a template", name)
		}
	}
}

func TestNotTooDeep(t *testing.T) {
	block := "resource \"a\" \"b\" {\n  c = [{ d = (1 + 2) }, \"((([[[${e}\", a-b-c]\n  # ((((( ----- [[[[[\n}\n"
	if functions.TooDeep([]byte(strings.Repeat(block, 1_000)), limits.Nesting) {
		t.Error("a long file is too deep")
	}
	if functions.TooDeepTemplate([]byte(strings.Repeat("${a} (((( [[[[\n", 2_000)), limits.Nesting) {
		t.Error("a long template is too deep")
	}
}
