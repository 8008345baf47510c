// Package settings reads .no403.hcl, in which people state what must work for
// the viewers of their distributions, what is meant to be refused, how the rules
// count, and what is looked at.
package settings

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// Name is that of the file.
const Name = ".no403.hcl"

// maxSize is the most bytes that are read.
const maxSize = 1 << 20

// Find returns the file that holds for a directory: its own, or that of the
// nearest directory above in the same repository. It returns "" when there is
// none. The path is relative where dir is. With an error it is that of what is
// in the way, if there is such a thing.
func Find(dir string) (string, error) {
	top, _, err := hclload.Repository(dir)
	if err != nil {
		return "", err
	}
	here, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if here, err = filepath.EvalSymlinks(here); err != nil {
		return "", err
	}
	for up := dir; ; up, here = filepath.Join(up, ".."), filepath.Dir(here) {
		path := filepath.Join(up, Name)
		switch info, err := os.Lstat(path); {
		case err == nil && info.Mode().IsRegular():
			return path, nil
		case err == nil:
			return path, errors.New("is no regular file: replace it by one")
		case !errors.Is(err, fs.ErrNotExist):
			return path, cause(err)
		}
		if here == top || here == filepath.Dir(here) {
			return "", nil
		}
	}
}

// Read reads a file of settings for some rules. What is wrong with parts of it
// is told by the diagnostics, and the rest is used.
func Read(path string, rules []*lint.Rule) (*File, []tf.Diagnostic) {
	src, err := readFile(path)
	if err != nil {
		r := newReader(path, rules)
		r.fail(tf.Range{File: filepath.ToSlash(path)}, "cannot be read: %v", err)
		return r.settings, r.diags.All()
	}
	return Parse(path, src, rules)
}

// Parse is like Read, for the text that a file has.
func Parse(path string, src []byte, rules []*lint.Rule) (*File, []tf.Diagnostic) {
	r := newReader(path, rules)
	name := filepath.ToSlash(path)
	if len(src) > maxSize {
		r.fail(tf.Range{File: name}, "cannot be read: it has more than %d bytes", maxSize)
		return r.settings, r.diags.All()
	}
	if functions.TooDeep(src, limits.Nesting) {
		r.fail(tf.Range{File: name}, "is nested too deep: write less into one value")
		return r.settings, r.diags.All()
	}
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	r.report(diags)
	content, diags := file.Body.Content(&hcl.BodySchema{Attributes: pathSchema, Blocks: []hcl.BlockHeaderSchema{
		{Type: "viewers", LabelNames: []string{"name"}},
		{Type: "refused", LabelNames: []string{"name"}},
		{Type: "rule", LabelNames: []string{"rule"}},
	}})
	r.report(diags)
	r.paths(content.Attributes)
	for _, b := range content.Blocks {
		switch b.Type {
		case "viewers":
			if c, ok := r.viewers(b); ok {
				r.settings.Viewers = append(r.settings.Viewers, c)
			}
		case "refused":
			if c, ok := r.refused(b); ok {
				r.settings.Refused = append(r.settings.Refused, c)
			}
		case "rule":
			r.rule(b)
		}
	}
	return r.settings, r.diags.All()
}

// readFile reads a file, of one that is too long only so much that it shows.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	src, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, cause(err)
	}
	return src, nil
}

// cause leaves out the path, which the diagnostic has.
func cause(err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		return inner.Err
	}
	return err
}

// A reader collects the settings and what is wrong with them.
type reader struct {
	rules    []*lint.Rule
	settings *File
	diags    tf.Diagnostics
}

func newReader(path string, rules []*lint.Rule) *reader {
	return &reader{rules: rules, settings: &File{Path: path, Settings: lint.Settings{Rules: make(map[string]lint.RuleSetting)}}}
}

func (r *reader) fail(at tf.Range, format string, args ...any) {
	r.diags.Add(tf.DiagError, at, format, args...)
}

// report takes over the errors of the parser.
func (r *reader) report(diags hcl.Diagnostics) {
	for _, d := range diags {
		var at tf.Range
		if d.Subject != nil {
			at = rangeOf(*d.Subject)
		}
		message := strings.TrimSuffix(strings.ToLower(d.Summary[:1])+d.Summary[1:], ".")
		if d.Detail != "" {
			message += ": " + strings.Join(strings.Fields(d.Detail), " ")
		}
		r.fail(at, "%s", message)
	}
}

func rangeOf(r hcl.Range) tf.Range {
	return tf.Range{
		File:  r.Filename,
		Start: tf.Pos{Line: r.Start.Line, Column: r.Start.Column},
		End:   tf.Pos{Line: r.End.Line, Column: r.End.Column},
	}
}
