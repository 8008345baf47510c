package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"no403": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}

func TestPanic(t *testing.T) {
	crash := func() *cobra.Command {
		return &cobra.Command{Use: "no403", RunE: func(*cobra.Command, []string) error { panic("impossible") }}
	}
	var stderr bytes.Buffer
	if code := run(crash(), []string{}, nil, nil, &stderr); code != 2 {
		t.Errorf("exit code %d, want 2", code)
	}
	want := regexp.MustCompile(`^no403: internal error at cmd/no403/main_test.go:\d+: please report it at https://github.com/no403/no403/issues\n$`)
	if !want.MatchString(stderr.String()) {
		t.Errorf("got %q, want %s", &stderr, want)
	}

	t.Setenv("NO403_DEBUG", "1")
	stderr.Reset()
	run(crash(), []string{}, nil, nil, &stderr)
	if !strings.Contains(stderr.String(), "main_test.go") {
		t.Errorf("no stack in %q", &stderr)
	}
}
