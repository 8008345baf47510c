package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the output in the documentation")

var (
	// console finds the blocks that show a command of the program and its output.
	console = regexp.MustCompile("(?ms)^```console\n\\$ (?:go run \\./cmd/)?no403 (.*?)\n(.*?)^```$")
	// shell finds the blocks with commands to copy, command one of the program there.
	shell   = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	command = regexp.MustCompile(`(?m)(?:^|\| )no403 ([^#|\n]*)`)
)

// documents returns the pages that are written by hand, by name.
func documents(t *testing.T) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/scanners/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts[file] = string(text)
		}
	}
	return texts
}

// TestDocs runs the commands in the console blocks of the documentation, in the
// repository, and compares what they print on 80 columns with what stands below
// them.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	for file, text := range documents(t) {
		current := console.ReplaceAllStringFunc(text, func(block string) string {
			line, shown := console.FindStringSubmatch(block)[1], console.FindStringSubmatch(block)[2]
			args := strings.Fields(line)
			if args[0] == "lint" || args[0] == "trace" {
				args = append(args, "--width=80")
			}
			var out bytes.Buffer
			if code := run(newRoot(), args, strings.NewReader(""), &out, &out); code == int(exitBadInput) {
				t.Errorf("%s: no403 %s: exit code %d", file, line, code)
			}
			return strings.TrimSuffix(block, shown+"```") + out.String() + "```"
		})
		if *update {
			if err := os.WriteFile(file, []byte(current), 0o600); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(text, current); diff != "" {
			t.Errorf("%s is not current: run \"make docs\" (-documented +actual):\n%s", file, diff)
		}
	}
}

// TestDocsCommands reads the commands that the documentation gives to copy: the
// program must have them, and their flags.
func TestDocsCommands(t *testing.T) {
	t.Chdir("../..")
	found := 0
	for file, text := range documents(t) {
		for _, block := range shell.FindAllStringSubmatch(text, -1) {
			for _, line := range command.FindAllStringSubmatch(block[1], -1) {
				found++
				cmd, args, err := newRoot().Find(strings.Fields(line[1]))
				if err == nil {
					err = cmd.ParseFlags(args)
				}
				if err != nil {
					t.Errorf("%s: no403 %s: %v", file, line[1], err)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no command found")
	}
}
