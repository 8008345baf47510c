package lsp_test

import (
	"os"
	"strings"
	"testing"
)

// example returns the files of a directory of the repository.
func example(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	entries, err := os.ReadDir("../" + dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			text, err := os.ReadFile("../" + dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			files[e.Name()] = string(text)
		}
	}
	return files
}

// What is wrong shows when a file is opened, and is gone once it is mended in
// the editor, saved or not.
func TestDiagnostics(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	good := example(t, "testdata/rules/alias-missing/good")["main.tf"]
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"])
	got := c.diagnostics("main.tf", 1)
	if got.codes() != "alias-missing" {
		t.Fatalf("diagnostics are %v", got)
	}
	d := got.Diagnostics[0]
	if d.Severity != 1 || !strings.HasSuffix(d.CodeDescription.Href, "/docs/rules/alias-missing.md") || !strings.Contains(d.Message, "\nfix: ") || len(d.RelatedInformation) == 0 {
		t.Errorf("the diagnostic is %+v", d)
	}
	c.change("main.tf", 2, good)
	if got := c.diagnostics("main.tf", 2); len(got.Diagnostics) != 0 {
		t.Errorf("what is mended has %v", got)
	}
	c.change("main.tf", 3, files["main.tf"])
	c.save("main.tf")
	if got := c.diagnostics("main.tf", 3); got.codes() != "alias-missing" {
		t.Errorf("what is broken again has %v", got)
	}
}

func TestExit(t *testing.T) {
	c := start(t, nil)
	if m := c.request("shutdown", "null"); m.Error != nil || string(m.Result) != "null" {
		t.Errorf("shutdown gets %+v", m)
	}
	c.notify("exit", "null")
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d after shutdown", code)
	}
	c = start(t, nil)
	c.notify("exit", "null")
	if code := c.ends(); code != 1 {
		t.Errorf("exit code %d without shutdown", code)
	}
	c = start(t, nil)
	c.in.Close()
	if code := c.ends(); code != 1 {
		t.Errorf("exit code %d when the client is gone", code)
	}
}

// What is there for nothing is tagged.
func TestTags(t *testing.T) {
	files := example(t, "testdata/rules/behavior-shadowed/bad")
	c := start(t, files)
	c.open("main.tf", 1, "# no403:ignore https-only nothing is wrong with that\n"+files["main.tf"])
	tagged := make(map[string]bool)
	for _, d := range c.diagnostics("main.tf", 1).Diagnostics {
		tagged[d.Code] = len(d.Tags) == 1 && d.Tags[0] == 1
	}
	if !tagged["behavior-shadowed"] || !tagged[""] {
		t.Errorf("tagged are %v", tagged)
	}
}
