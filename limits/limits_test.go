package limits_test

import (
	"testing"
	"time"

	"github.com/no403/no403/limits"
)

func TestSize(t *testing.T) {
	for text, want := range map[string]limits.Size{
		"1": 1, "4096": 4096, "1KiB": 1 << 10, "16MiB": 16 << 20, "2GiB": 2 << 30, "1025": 1025,
		"": 0, "0": 0, "-1": 0, "MiB": 0, "1MB": 0, "1.5MiB": 0, "9999999999GiB": 0, "1 MiB": 0,
	} {
		var got limits.Size
		if err := got.Set(text); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
		var again limits.Size
		if want != 0 && (again.Set(got.String()) != nil || again != got) {
			t.Errorf("%d is written as %q, which is %d", got, got, again)
		}
	}
}

func TestOrDefault(t *testing.T) {
	soon := time.Now().Add(time.Hour)
	l := limits.Limits{Instances: 7, Deadline: soon}.OrDefault()
	if l.Instances != 7 || l.FileSize != limits.FileSize || !l.Deadline.Equal(soon) {
		t.Errorf("got %+v", l)
	}
}

func TestPassed(t *testing.T) {
	if limits.Passed(time.Time{}) || limits.Passed(time.Now().Add(time.Hour)) {
		t.Error("what is to come has passed")
	}
	if !limits.Passed(time.Now().Add(-time.Second)) {
		t.Error("a second ago has not passed")
	}
}
