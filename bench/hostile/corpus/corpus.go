// Package corpus has the hostile inputs: those that are small enough to be files,
// in testdata/hostile, and those that are made.
package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// An Input is one attack.
type Input struct {
	// Name is that of its file without extension, or of what makes it.
	Name string
	// About says in a line what it tries.
	About string
	// Args are those of the command that it is for.
	Args []string
	// Large tells that its reports are: they are written as text only.
	Large bool
	// Want is what the command says to it.
	Want string

	files []file
	links [][2]string // name and target
	pipes []string
}

type file struct {
	name string
	data []byte
}

const want = "want"

// Small returns the inputs that are files of a directory.
func Small(dir string) ([]*Input, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []*Input
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			return nil, err
		}
		in, err := parse(strings.TrimSuffix(filepath.Base(name), ".txtar"), archive)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, in)
	}
	return all, nil
}

// parse reads an archive. Its comment says in the first line what it is about;
// further lines begin with a word that says what they are. A file of which the
// name ends in ".quoted" has its content as a Go string on each line.
func parse(name string, archive *txtar.Archive) (*Input, error) {
	in := &Input{Name: name, Args: []string{"lint", "."}}
	for i, line := range strings.Split(strings.TrimSpace(string(archive.Comment)), "\n") {
		word, rest, _ := strings.Cut(line, ": ")
		switch {
		case i == 0:
			in.About = line
		case word == "args":
			args, err := unquoteAll(rest)
			if err != nil {
				return nil, err
			}
			in.Args = args
		case word == "link":
			name, target, _ := strings.Cut(rest, " -> ")
			in.links = append(in.links, [2]string{name, target})
		case line == "large":
			in.Large = true
		case word == "pipe":
			in.pipes = append(in.pipes, rest)
		default:
			return nil, fmt.Errorf("unknown line %q", line)
		}
	}
	for _, f := range archive.Files {
		name, quoted := strings.CutSuffix(f.Name, ".quoted")
		switch {
		case f.Name == want:
			in.Want = string(f.Data)
		case quoted:
			parts, err := unquoteAll(strings.ReplaceAll(strings.TrimSpace(string(f.Data)), "\n", " "))
			if err != nil {
				return nil, err
			}
			in.files = append(in.files, file{unquoted(name), []byte(strings.Join(parts, ""))})
		default:
			in.files = append(in.files, file{unquoted(name), f.Data})
		}
	}
	return in, nil
}

// unquoted returns a name that may be a Go string.
func unquoted(name string) string {
	if plain, err := strconv.Unquote(name); err == nil {
		return plain
	}
	return name
}

// unquoteAll splits words at blanks, of which some may be Go strings.
func unquoteAll(text string) ([]string, error) {
	var words []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if text[0] != '"' {
			word, rest, _ := strings.Cut(text, " ")
			words, text = append(words, word), rest
			continue
		}
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", quoted, err)
		}
		words, text = append(words, word), text[len(quoted):]
	}
	return words, nil
}

// Write makes the input in a directory.
func (in *Input) Write(dir string) error {
	for _, f := range in.files {
		name := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.data, 0o600); err != nil {
			return err
		}
	}
	for _, link := range in.links {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, link[0])), 0o750); err != nil {
			return err
		}
		if err := os.Symlink(link[1], filepath.Join(dir, link[0])); err != nil {
			return err
		}
	}
	for _, pipe := range in.pipes {
		if err := makePipe(filepath.Join(dir, pipe)); err != nil {
			return err
		}
	}
	return nil
}

// Impossible reports whether no process can be started with the arguments: one
// holds a zero byte, or is too long for the system.
func (in *Input) Impossible() bool {
	const longest = 128 << 10
	return slices.ContainsFunc(in.Args, func(arg string) bool {
		return strings.ContainsRune(arg, 0) || len(arg) >= longest
	})
}
