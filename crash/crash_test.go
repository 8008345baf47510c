package crash_test

import (
	"regexp"
	"testing"

	"github.com/no403/no403/crash"
)

// place panics and recovers.
func place(f func()) (at string) {
	defer func() { at = crash.Place(recover()) }()
	f()
	return ""
}

func TestPlace(t *testing.T) {
	none := []int{}
	for want, f := range map[string]func(){
		`^at crash_test/crash_test.go:\d+: index out of range \[0\] with length 0$`: func() { none[0] = 1 },
		`^at crash_test/crash_test.go:\d+$`:                                         func() { panic("hunter2") },
	} {
		if got := place(f); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("got %q, want %s", got, want)
		}
	}
}
