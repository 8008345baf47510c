package regex_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/no403/no403/regex"
)

func TestCompile(t *testing.T) {
	re, n, err := regex.Compile(`^a+$`, 100)
	if err != nil || n == 0 || n > 100 || !re.MatchString("aaa") {
		t.Errorf("got %v, %d, %v", re, n, err)
	}
	for _, pattern := range []string{"a{101}", "((a{10}){10}){10}", strings.Repeat("a", 20_000)} {
		if _, _, err := regex.Compile(pattern, 100); !errors.Is(err, regex.ErrTooLarge) {
			t.Errorf("%.20s: %v", pattern, err)
		}
	}
	for _, pattern := range []string{"(hunter2", "hunter2**", "[hunter2", "(?z)hunter2", `\8hunter2`, "a{1001}hunter2"} {
		if _, _, err := regex.Compile(pattern, 100); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}
