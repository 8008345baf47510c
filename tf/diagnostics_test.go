package tf_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
)

// Diagnostics come by place, whatever the order in which they were noted, and
// each once.
func TestDiagnostics(t *testing.T) {
	place := func(file string, line int) tf.Range {
		return tf.Range{File: file, Start: tf.Pos{Line: line, Column: 1}}
	}
	var ds tf.Diagnostics
	ds.Add(tf.DiagError, place("b.tf", 1), "first of b")
	ds.Add(tf.DiagWarning, place("a.tf", 10), "later in a")
	ds.Add(tf.DiagWarning, place("a.tf", 9), "z")
	ds.Add(tf.DiagError, place("a.tf", 9), "a is %d", 1)
	ds.Add(tf.DiagWarning, place("a.tf", 9), "z")
	ds.Add(tf.DiagError, place("a.tf", 9), "z")
	ds.Add(tf.DiagError, tf.Range{File: "a.tf"}, "about the file")
	ds.Add(tf.DiagError, tf.Range{}, "about everything")
	var got []string
	for _, d := range ds.All() {
		got = append(got, string(d.Severity)+" "+d.String())
	}
	want := []string{
		"error about everything",
		"error a.tf: about the file",
		"error a.tf:9:1: a is 1",
		"warning a.tf:9:1: z",
		"error a.tf:9:1: z",
		"warning a.tf:10:1: later in a",
		"error b.tf:1:1: first of b",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func TestNoDiagnostics(t *testing.T) {
	var none *tf.Diagnostics
	if all := none.All(); len(all) > 0 {
		t.Errorf("diagnostics are %v", all)
	}
	if all := (&tf.Diagnostics{}).All(); len(all) > 0 {
		t.Errorf("diagnostics are %v", all)
	}
}

// Modules that are not installed make one diagnostic, at the first call.
func TestNotInstalled(t *testing.T) {
	for _, test := range []struct {
		names []string // of calls from the last line to the first
		want  string
	}{
		{[]string{"a"}, `main.tf:1:1: module "a" is not installed: run terraform init, its resources are not seen`},
		{[]string{"a", "a"}, `main.tf:1:1: module "a" is not installed: run terraform init, its resources are not seen`},
		{[]string{"b", "a"}, `main.tf:1:1: modules "a" and "b" are not installed: run terraform init, their resources are not seen`},
		{[]string{"d", "c", "b", "a"}, `main.tf:1:1: modules "a", "b", "c" and "d" are not installed: run terraform init, their resources are not seen`},
		{[]string{"e", "d", "c", "b", "a"}, `main.tf:1:1: modules "a", "b", "c" and 2 more are not installed: run terraform init, their resources are not seen`},
	} {
		var ds tf.Diagnostics
		for i, name := range test.names {
			ds.NotInstalled(tf.Range{File: "main.tf", Start: tf.Pos{Line: len(test.names) - i, Column: 1}}, name)
		}
		all := ds.All()
		if len(all) != 1 || all[0].Severity != tf.DiagWarning || all[0].String() != test.want {
			t.Errorf("%q: got %v, want %s", test.names, all, test.want)
		}
	}
}

// Of very many, a hundred are named, and the rest counted at the end.
func TestManyDiagnostics(t *testing.T) {
	var ds tf.Diagnostics
	for i := range 150 {
		ds.Add(tf.DiagError, tf.Range{File: "main.tf", Start: tf.Pos{Line: i + 1, Column: 1}}, "wrong")
	}
	all := ds.All()
	if len(all) != 101 || all[0].Range.Start.Line != 1 {
		t.Fatalf("%d diagnostics, the first of them %v", len(all), all[0])
	}
	if got, want := all[100].String(), "and 50 more errors: they show when those that are named are mended"; got != want {
		t.Errorf("the last is %q, want %q", got, want)
	}
	if ds.Len() != 150 {
		t.Errorf("there were %d, want 150", ds.Len())
	}
}
