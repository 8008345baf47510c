package docs_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A dependency is a package that the program is built of.
type dependency struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// dependencies returns the packages that the program is built of on Linux.
func dependencies(t *testing.T) []dependency {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Imports,Module", "../cmd/no403")
	cmd.Env = append(os.Environ(), "GOOS=linux")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []dependency
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var d dependency
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
}

// outward are the packages by which a program could reach out of itself, each with
// what the program needs it for, and who may import it; any package where nobody is
// named.
var outward = map[string]struct {
	reason string
	by     string
}{
	"net":       {reason: "types of addresses, for the functions of IP networks and for flags; no connection is made"},
	"net/netip": {reason: "types of addresses"},
	"net/url":   {reason: "the parts of URLs"},
	"os/exec":   {reason: "git, for an option that names a revision", by: "github.com/no403/no403/gitrev"},
}

// TestNothingReachesOut checks that what could make a connection or run a program
// is not part of the program. That none is made is shown by .ci/sealed.
func TestNothingReachesOut(t *testing.T) {
	suspicious := func(path string) bool {
		return path == "net" || strings.HasPrefix(path, "net/") || path == "os/exec" || path == "plugin" ||
			path == "crypto/tls" || path == "syscall/js" || path == "C" || strings.HasPrefix(path, "golang.org/x/net/")
	}
	for _, d := range dependencies(t) {
		if _, known := outward[d.ImportPath]; suspicious(d.ImportPath) && !known {
			t.Errorf("%s is part of the program", d.ImportPath)
		}
		for _, imported := range d.Imports {
			if by := outward[imported].by; by != "" && !d.Standard && d.ImportPath != by {
				t.Errorf("%s imports %s", d.ImportPath, imported)
			}
		}
	}
}

// licences are told by a sentence of their own.
var licences = []struct{ name, sentence string }{
	{"MPL-2.0", "Mozilla Public License, version 2.0"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"Apache-2.0", "Apache License Version 2.0"},
	{"BSD-3-Clause", "Neither the name of"},
	{"MIT", "Permission is hereby granted, free of charge"},
}

func licence(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "LICENSE*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s has no licence: %v", dir, err)
	}
	found := make(map[string]bool)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.Join(strings.Fields(string(text)), " ")
		for _, l := range licences {
			if strings.Contains(plain, l.sentence) {
				found[l.name] = true
				break
			}
		}
	}
	if len(found) == 0 {
		t.Errorf("%s has a licence that is none of those allowed", dir)
	}
	return strings.Join(slices.Sorted(maps.Keys(found)), ", ")
}

// TestDependencies keeps dependencies.md: a new module shows in review, with its
// licence.
func TestDependencies(t *testing.T) {
	modules := make(map[string]string)
	for _, d := range dependencies(t) {
		if m := d.Module; m != nil && !m.Main {
			modules[m.Path] = fmt.Sprintf("| %s | %s | %s |", m.Path, m.Version, licence(t, m.Dir))
		}
	}
	var page strings.Builder
	page.WriteString("# Dependencies\n\nThe modules that the program is built of, with their licences. Made by \"make docs\".\n\n| module | version | licence |\n| --- | --- | --- |\n")
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		page.WriteString(modules[path] + "\n")
	}
	page.WriteString("\nOf the standard library, these packages could reach out of the program, and are needed for:\n\n| package | for |\n| --- | --- |\n")
	for _, path := range slices.Sorted(maps.Keys(outward)) {
		fmt.Fprintf(&page, "| %s | %s |\n", path, outward[path].reason)
	}
	const file = "dependencies.md"
	if *update {
		if err := os.WriteFile(file, []byte(page.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(written), page.String()); diff != "" {
		t.Errorf("%s is not current: run \"make docs\" (-written +actual):\n%s", file, diff)
	}
}
