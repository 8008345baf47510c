package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// offered returns what a shell is told to offer for the last argument: the words,
// and as the last line how to go on.
func offered(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if code := run(newRoot(), append([]string{cobra.ShellCompNoDescRequestCmd}, args...), strings.NewReader(""), &out, &bytes.Buffer{}); code != 0 {
		t.Errorf("%q: exit code %d", args, code)
	}
	return strings.TrimSpace(out.String())
}

func TestCompletion(t *testing.T) {
	const files, none, withEnding, directories, noSpace = ":0", ":4", ":8", ":16", ":2"
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"li"}, "lint\n" + none},
		{[]string{"lint", "--fail-on", ""}, "error\nwarning\nnote\nnever\n" + none},
		{[]string{"lint", "--output", "sa"}, "sarif=\n" + noSpace},
		{[]string{"lint", "--output", "sarif="}, "sarif=\n" + noSpace},
		{[]string{"lint", "--output", "out/"}, files},
		{[]string{"lint", "--baseline", ""}, "json\n" + withEnding},
		{[]string{"lint", "--var-file", ""}, "tfvars\njson\n" + withEnding},
		{[]string{"lint", "--allow-read", ""}, directories},
		{[]string{"lint", "--new-from", ""}, none},
		{[]string{"lint", ""}, files},
		{[]string{"trace", ""}, none},
		{[]string{"trace", "www.example.com", ""}, files},
		{[]string{"trace", "--method", ""}, "GET\nHEAD\nOPTIONS\nPOST\nPUT\nPATCH\nDELETE\n" + none},
		{[]string{"explain", "s3-policy-missing", ""}, none},
		{[]string{"init", ""}, directories},
		{[]string{"completion", "z"}, "zsh\n" + none},
	} {
		if got := offered(t, tc.args...); got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.args, got, tc.want)
		}
	}
	if got := offered(t, "explain", "s3-policy-m"); !strings.Contains(got, "s3-policy-missing\n") {
		t.Errorf("explain does not offer rules: %q", got)
	}
}

// What is offered is for flags that there are.
func TestCompletionsOfFlags(t *testing.T) {
	for name := range completions {
		if !slices.ContainsFunc(newRoot().Commands(), func(cmd *cobra.Command) bool { return cmd.Flags().Lookup(name) != nil }) {
			t.Errorf("there is no flag --%s", name)
		}
	}
}

func TestCompletionScripts(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		var out bytes.Buffer
		if code := run(newRoot(), []string{"completion", shell}, strings.NewReader(""), &out, &out); code != 0 || !strings.Contains(out.String(), "__complete") {
			t.Errorf("%s: exit code %d: %.200s", shell, code, &out)
		}
	}
}
