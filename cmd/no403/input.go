package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/no403/no403/crash"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// accepted says what may be named on the command line.
const accepted = `name a directory with Terraform files, a plan written by "terraform show -json", or - for standard input`

// An input is one thing to look at. Those that name the same are equal.
type input struct {
	kind inputKind
	path string // relative to the current directory
}

// dir returns the directory whose settings hold for the input.
func (in input) dir() string {
	if in.kind == directory {
		return in.path
	}
	return "."
}

type inputKind int

const (
	directory inputKind = iota
	planFile
	standardInput
)

// inputOf finds out what an argument names. Of a file of Terraform source it
// is the directory: a file alone is no configuration.
func inputOf(arg string) (input, error) {
	path := nameOf(arg)
	if arg == "-" {
		return input{standardInput, path}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return input{}, fmt.Errorf("%s: no such file or directory: %s", path, accepted)
	case err != nil:
		return input{}, plain(path, err)
	case info.IsDir():
		return input{directory, path}, nil
	case hclload.IsSource(arg):
		return input{directory, filepath.Dir(path)}, nil
	}
	return input{planFile, path}, nil
}

// A finder finds the roots that arguments of lint stand for.
type finder struct {
	recursive bool
	below     map[string]*hclload.Modules // by directory
	unread    []string                    // directories that could not be looked through
}

// modules looks through a directory, once.
func (f *finder) modules(dir string) (*hclload.Modules, error) {
	if found := f.below[dir]; found != nil {
		return found, nil
	}
	found, err := hclload.FindModules(dir)
	if err != nil {
		return nil, err
	}
	f.unread = append(f.unread, found.Unread()...)
	if f.below == nil {
		f.below = make(map[string]*hclload.Modules)
	}
	f.below[dir] = found
	return found, nil
}

// find returns what to look at for an argument: the roots that use a file of
// Terraform source, with recursive all roots below a directory.
func (f *finder) find(arg string) ([]input, error) {
	in, err := inputOf(arg)
	switch {
	case err != nil || in.kind != directory:
		return []input{in}, err
	case hclload.IsSource(arg) && !isDirectory(arg):
		return f.rootsOf(in)
	case f.recursive:
		return f.rootsBelow(in)
	}
	return []input{in}, nil
}

// isDirectory tells a directory from a file of the same kind of name.
func isDirectory(arg string) bool {
	info, err := os.Stat(arg)
	return err == nil && info.IsDir()
}

func (f *finder) rootsOf(in input) ([]input, error) {
	top, _, err := hclload.Repository(in.path)
	if err != nil {
		return nil, err
	}
	modules, err := f.modules(top)
	if err != nil {
		return nil, err
	}
	return directories(modules.RootsOf(in.path)), nil
}

func (f *finder) rootsBelow(in input) ([]input, error) {
	modules, err := f.modules(in.path)
	if err != nil {
		return nil, err
	}
	roots := directories(modules.Roots())
	if len(roots) == 0 {
		return nil, fmt.Errorf("%s: no Terraform files here or below: %s", in.path, accepted)
	}
	return roots, nil
}

func directories(paths []string) []input {
	inputs := make([]input, 0, len(paths))
	for _, path := range paths {
		inputs = append(inputs, input{directory, nameOf(path)})
	}
	return inputs
}

// nameOf returns what messages call an argument: a path relative to the
// current directory.
func nameOf(arg string) string {
	switch {
	case arg == "-":
		return "standard input"
	case !filepath.IsAbs(arg):
		return filepath.Clean(arg)
	}
	here, err := os.Getwd()
	if err != nil {
		return arg
	}
	path, err := filepath.Rel(here, arg)
	if err != nil {
		return arg // on another volume
	}
	return path
}

// load reads the input. An error is about all of it; what is wrong with parts
// of it is in the configuration's diagnostics.
// If that goes wrong, it costs this root and not the run.
func (in input) load(stdin io.Reader, o hclload.Options) (cfg *tf.Config, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s: internal error %s: %s", in.path, crash.Place(cause), crash.Report)
		}
	}()
	if in.kind == directory {
		return hclload.Load(in.path, o), nil
	}
	plan, err := in.readPlan(stdin, o.Limits)
	if err != nil {
		return nil, err
	}
	return plan.Config(), nil
}

// readPlan reads a plan or state from a file or standard input.
func (in input) readPlan(stdin io.Reader, within limits.Limits) (*planload.Plan, error) {
	if in.kind != standardInput {
		f, err := os.Open(in.path)
		if err != nil {
			return nil, plain(in.path, err)
		}
		defer f.Close() //nolint:errcheck // opened for reading only
		stdin = f
	}
	buffered := bufio.NewReader(stdin)
	head, err := buffered.Peek(planload.SniffLength)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, plain(in.path, err)
	case !planload.Sniff(head):
		return nil, fmt.Errorf("%s: neither Terraform source nor a plan: %s", in.path, accepted)
	}
	return planload.ReadWithin(in.path, buffered, within)
}

// readPlan reads the plan that goes with source.
func readPlan(arg string, stdin io.Reader, within limits.Limits) (*planload.Plan, error) {
	in, err := inputOf(arg)
	switch {
	case err != nil:
		return nil, err
	case in.kind == directory:
		return nil, fmt.Errorf("%s: is no plan: name what \"terraform show -json\" writes of one", in.path)
	}
	return in.readPlan(stdin, within)
}

// plain names the path once, where errors of package os name the call too.
func plain(path string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}
