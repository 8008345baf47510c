package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/bench/hostile/corpus"
	"github.com/rogpeppe/go-internal/txtar"
)

// hang is when a run counts as one that does not end. How fast inputs are is
// measured by bench/hostile.
const hang = 2 * time.Minute

// TestHostile runs the command on every hostile input. It says what is expected,
// and nothing in any format acts on whoever looks at it. With -update, what it says
// is written down, to be read.
func TestHostile(t *testing.T) {
	const dir = "../../testdata/hostile"
	small, err := corpus.Small(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range small {
		t.Run(in.Name, func(t *testing.T) {
			file, err := filepath.Abs(filepath.Join(dir, in.Name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			if said := survive(t, in); *update {
				setWant(t, file, said)
			} else if diff := cmp.Diff(in.Want, said); diff != "" {
				t.Errorf("%s (-want +got):\n%s", in.About, diff)
			}
		})
	}
}

func setWant(t *testing.T, file, said string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(said)})
	if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

// survive runs the command on an input in its own directory, and returns what it
// says: the exit code, what is on standard error, and the last line of what is on
// standard output.
func survive(t *testing.T, in *corpus.Input) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "root"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(dir, "root"))
	if err := in.Write("."); err != nil {
		t.Fatal(err)
	}
	args := slices.Clone(in.Args)
	files := make(map[string]string)
	if args[0] == "lint" && !in.Large {
		for _, format := range formatNames() {
			files[format] = filepath.Join(dir, "report."+format)
			args = append(args, "--output", format+"="+files[format])
		}
		args = append(args, "--notes", "--coverage")
	}
	var stdout, stderr bytes.Buffer
	ended := make(chan int, 1)
	go func() { ended <- run(newRoot(), args, strings.NewReader(""), &stdout, &stderr) }()
	var code int
	select {
	case code = <-ended:
	case <-time.After(hang):
		t.Fatal("does not end")
	}
	texts := map[string]string{"standard output": stdout.String(), "standard error": stderr.String()}
	for format, file := range files {
		text, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		texts[format] = string(text)
	}
	for what, text := range texts {
		if wrong := harmful(what, text); wrong != "" {
			t.Errorf("%s: %s", what, wrong)
		}
	}
	return summary(code, stderr.String(), stdout.String(), dir)
}

func summary(code int, stderr, stdout, dir string) string {
	const most, longest = 12, 240
	var b strings.Builder
	fmt.Fprintf(&b, "exit code %d\n", code)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(stderr, dir, "DIR"), "\n"), "\n")
	for _, line := range lines[:min(len(lines), most)] {
		if len(line) > longest {
			line = strings.ToValidUTF8(line[:longest], "") + "..."
		}
		b.WriteString(line + "\n")
	}
	if more := len(lines) - most; more > 0 {
		fmt.Fprintf(&b, "... and %d more\n", more)
	}
	last := strings.TrimSpace(stdout)
	last = last[strings.LastIndexByte(last, '\n')+1:]
	b.WriteString("> " + last[:min(len(last), longest)] + "\n")
	return b.String()
}

var (
	workflowCommand = regexp.MustCompile(`^::(error|warning|notice) title=[a-z0-9-]+[^\n]*$`)
	injected        = regexp.MustCompile(`(?i)<(img|script|iframe|svg)[ >/]`)
	tablePipe       = regexp.MustCompile(`(?m)^\| (error|warning|note) \|`)
)

// harmful says what in a text would act on whoever looks at it.
func harmful(what, text string) string {
	if strings.Contains(text, "internal error") {
		return "has an internal error: " + text[max(0, strings.Index(text, "internal error")-100):][:min(len(text), 300)]
	}
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("is not UTF-8 at %q", text[max(0, i-20):i+1])
		}
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return fmt.Sprintf("has %U after %q", r, text[max(0, i-20):i])
		}
	}
	switch what {
	case "json", "sarif", "gitlab":
		if text != "" && !json.Valid([]byte(text)) {
			return "is not JSON"
		}
	case "junit", "checkstyle":
		for dec := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return err.Error()
			}
		}
	case "html":
		body := strings.Replace(text, "<script>\nconst form", "", 1)
		if tag := injected.FindString(body); tag != "" {
			return "has a tag " + tag
		}
	case "markdown":
		outside := regexp.MustCompile("(?s)(`{3,})[a-z]*\n.*?\n`{3,}").ReplaceAllString(text, "")
		if tag := injected.FindString(outside); tag != "" {
			return "has a tag " + tag
		}
		for _, row := range strings.Split(outside, "\n") {
			if tablePipe.MatchString(row) && strings.Count(strings.ReplaceAll(row, `\|`, ""), "|") != 5 {
				return "breaks its table: " + row
			}
		}
	case "github":
		for line := range strings.Lines(text) {
			if !workflowCommand.MatchString(strings.TrimSuffix(line, "\n")) {
				return "has a line that is none of its commands: " + line
			}
		}
	}
	return ""
}
