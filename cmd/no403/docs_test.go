package main

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the output in the documentation")

// console finds the blocks that show a command of the program and its output.
var console = regexp.MustCompile("(?ms)^```console\n\\$ (?:go run \\./cmd/)?no403 (.*?)\n(.*?)^```$")

// TestDocs runs the commands in the console blocks of the documentation, in the
// repository, and compares what they print with what stands below them.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	for _, file := range []string{"README.md", "CONTRIBUTING.md", "docs/settings.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		current := console.ReplaceAllStringFunc(string(text), func(block string) string {
			command, shown := console.FindStringSubmatch(block)[1], console.FindStringSubmatch(block)[2]
			var out bytes.Buffer
			if code := run(newRoot(), strings.Fields(command), strings.NewReader(""), &out, &out); code == int(exitBadInput) {
				t.Errorf("%s: no403 %s: exit code %d", file, command, code)
			}
			return strings.TrimSuffix(block, shown+"```") + out.String() + "```"
		})
		if *update {
			if err := os.WriteFile(file, []byte(current), 0o600); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(string(text), current); diff != "" {
			t.Errorf("%s is not current: run \"make docs\" (-documented +actual):\n%s", file, diff)
		}
	}
}
