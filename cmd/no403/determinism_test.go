package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/no403/no403/bench/inputs"
)

// The same input gives the same bytes: in every format, on every run, on one
// processor and on two.
func TestSameBytes(t *testing.T) {
	t.Chdir("../..")
	const planned = "testdata/rules/s3-policy-names-another/bad"
	calls := [][]string{
		{planned + "/plan.json"},
		{"--plan", planned + "/plan.json", planned},
		{"--recursive", "examples"},
		{"testdata/rules/web-acl-blocks-behavior/bad", "testdata/rules/inner-distribution-refuses/bad", planned},
	}
	examples, err := filepath.Glob("examples/*")
	if err != nil || len(examples) == 0 {
		t.Fatal(examples, err)
	}
	for _, dir := range examples {
		calls = append(calls, []string{dir})
	}
	// Enough distributions that goroutines share them.
	root, plan := filepath.Join(t.TempDir(), "root"), filepath.Join(t.TempDir(), "plan.json")
	if err := inputs.Root(root, 800); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(plan)
	if err == nil {
		err = errors.Join(inputs.Plan(file, 40), file.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	calls = append(calls, []string{root}, []string{plan})
	// output returns what is written in all formats, in one run of the program.
	output := func(processors int, args []string) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		dir := t.TempDir()
		args = slices.Concat([]string{"lint", "--notes", "--coverage"}, args)
		for _, format := range formatNames() {
			args = append(args, "--output", format+"="+filepath.Join(dir, format))
		}
		var out bytes.Buffer
		if code := run(newRoot(), args, strings.NewReader(""), io.Discard, &out); code == int(exitBadInput) {
			t.Fatalf("%q: %s", args, &out)
		}
		for _, format := range formatNames() {
			text, err := os.ReadFile(filepath.Join(dir, format))
			if err != nil {
				t.Fatal(err)
			}
			out.WriteString("== " + format + "\n")
			out.Write(text)
		}
		return out.String()
	}
	for _, args := range calls {
		first := output(1, args)
		for _, processors := range []int{1, 2, 2, runtime.NumCPU()} {
			if other := output(processors, args); other != first {
				t.Errorf("%q: on %d processors:\n%s", args, processors, difference(first, other))
			}
		}
	}
}

// difference returns the first lines in which two texts differ.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "- " + x[i] + "\n+ " + y[i]
		}
	}
	return "one is longer"
}
