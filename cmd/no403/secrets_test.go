package main

import (
	"bytes"
	"encoding/base64"
	"html"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// planted finds the secrets in the inputs: each is planted-<where>-<number>, with
// characters that formats escape.
var planted = regexp.MustCompile(`planted-[a-z0-9-]+/&<x>\+[0-9]+`)

// TestSecrets plants secrets wherever a configuration can have them, and looks for
// them, and for what encodings make of them, in every format.
func TestSecrets(t *testing.T) {
	archives, err := filepath.Glob("testdata/secrets/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(archives, err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(name), func(t *testing.T) { searchSecrets(t, archive) })
	}
}

func searchSecrets(t *testing.T, archive *txtar.Archive) {
	t.Chdir(t.TempDir())
	hidden := make(map[string]bool)
	for _, f := range archive.Files {
		for _, secret := range planted.FindAllString(string(f.Data), -1) {
			hidden[secret] = true
		}
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const byEnvironment, byFlag = "planted-environment/&<x>+1", "planted-flag/&<x>+2"
	t.Setenv("TF_VAR_by_environment", byEnvironment)
	hidden[byEnvironment], hidden[byFlag] = true, true
	t.Setenv("NO403_DEBUG", "1")

	// The first lines of an archive are the commands.
	for command := range strings.Lines(strings.TrimSpace(string(archive.Comment))) {
		args := strings.Fields(command)
		if slices.Contains(args, "VAR") {
			args[slices.Index(args, "VAR")] = "by_flag=" + byFlag
		}
		for _, args := range inAllFormats(args) {
			var out bytes.Buffer
			run(newRoot(), args, strings.NewReader(""), &out, &out)
			if out.Len() == 0 {
				t.Errorf("no403 %q says nothing", args)
			}
			for _, secret := range slices.Sorted(maps.Keys(hidden)) {
				for _, form := range encoded(secret) {
					if at := strings.Index(out.String(), form); at >= 0 {
						t.Errorf("no403 %q shows %s: %s", args, secret, around(out.String(), at))
						break
					}
				}
			}
		}
	}
}

// inAllFormats returns a command once for each format, with everything that it can
// show.
func inAllFormats(args []string) [][]string {
	formats := formatNames()
	if args[0] == "trace" {
		formats = []string{"text", "json"}
	}
	var all [][]string
	for _, format := range formats {
		command := append(slices.Clone(args), "--format", format)
		if args[0] == "lint" {
			command = append(command, "--notes", "--coverage")
		}
		all = append(all, command)
	}
	return all
}

// encoded returns the forms that a secret could have in an output. The number at its
// end tells it from others.
func encoded(secret string) []string {
	name, _, _ := strings.Cut(secret, "/")
	return []string{
		name, secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret),
		strings.ToUpper(name), base64.StdEncoding.EncodeToString([]byte(secret))[:20],
	}
}

func around(text string, at int) string { return text[max(0, at-60):min(len(text), at+60)] }
