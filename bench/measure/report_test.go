package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"machine":             "One processor.\n",
		"root-100.1.json":     `{"results": [{"command": "parse", "times": [0.1], "user": 0.1, "system": 0}, {"command": "no403", "times": [0.2], "user": 0.1, "system": 0.05}]}`,
		"root-100.2.json":     `{"results": [{"command": "parse", "times": [0.3], "user": 0.1, "system": 0}, {"command": "no403", "times": [0.4], "user": 0.1, "system": 0.05}]}`,
		"root-1000.1.json":    `{"results": [{"command": "parse", "times": [2], "user": 1, "system": 0}, {"command": "no403", "times": [3], "user": 1, "system": 0.5}]}`,
		"root-100.memory":     "parse 1000000\nno403 2000000\n",
		"plan-10.1.json":      `{"results": [{"command": "load", "times": [0.5], "user": 0.1, "system": 0}]}`,
		"plan-10.memory":      "load 30000\nfile 10000\nmodel 20000\n",
		"repository-5.1.json": `{"results": []}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	if err := run([]string{"report", dir}); err != nil {
		t.Error(err)
	}
	if err := report(&b, dir); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"One processor.",
		"| hclparse alone | 0.200 | 1.00 | 0.100 | 1.00 | 1024 |",
		"| `no403 lint` | 0.300 | 1.50 | 0.150 | 1.50 | 2048 |",
		"| 100 to 1,000 resources | 10.00 | 10.00 | 0.00 |",
		"| 10.2 | 20 | 20.5 | 10.2 |",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestRun(t *testing.T) {
	root, plan := t.TempDir(), filepath.Join(t.TempDir(), "plan.json")
	for _, args := range [][]string{{"root", "20", root}, {"parse", root}, {"plan", "1", plan}, {"scan", plan}, {"load", plan}, {"sizes", plan}, {"repository", "2", root}} {
		if err := run(args); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
	for _, args := range [][]string{nil, {"root", "many", root}, {"scan", root + "/none"}, {"load", root + "/none"}, {"sizes", root + "/none"}, {"parse", root + "/none"}, {"report", root}} {
		if run(args) == nil {
			t.Errorf("%v: no error", args)
		}
	}
}
