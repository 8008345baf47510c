package settings

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// A File is what one file of settings states. The zero value states nothing.
type File struct {
	lint.Settings
	// Path is that of the file, empty without one.
	Path string
	// Roots are the directories that are looked at when none is named.
	Roots []Pattern
	// Exclude are directories and files that are not looked at.
	Exclude []Pattern
	// VariablesFiles are files of values for the variables of roots, as paths.
	VariablesFiles []string
	// Baseline is the path of the list of findings that are known, empty without
	// one.
	Baseline string
}

// Dir returns the directory that patterns are relative to.
func (f *File) Dir() string { return filepath.Dir(f.Path) }

// Excludes returns the pattern that excludes a path, or a directory above it. ok
// is false when none does.
func (f *File) Excludes(name string) (p Pattern, ok bool) {
	if len(f.Exclude) == 0 {
		return p, false
	}
	rel, ok := f.Within(name)
	if !ok {
		return p, false
	}
	for at := rel; at != "."; at = path.Dir(at) {
		for _, p := range f.Exclude {
			if p.Matches(at) {
				return p, true
			}
		}
	}
	return p, false
}

// Within returns a path as seen from the directory of the file, slash-separated;
// ok is false when it is not below that.
func (f *File) Within(name string) (rel string, ok bool) {
	dir, err := filepath.Abs(f.Dir())
	if err != nil {
		return "", false
	}
	abs, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return "", false
	}
	rel, err = filepath.Rel(dir, abs)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// A Pattern stands for paths below the directory of the file that has it. A star
// is any part of a name, two stars any directories.
type Pattern struct {
	Text  string
	Range tf.Range
}

// Matches reports whether a path relative to that directory, slash-separated, is
// one of those.
func (p Pattern) Matches(name string) bool {
	matches, err := doublestar.Match(p.Text, name)
	return err == nil && matches
}

// IsPath reports whether the pattern is a path itself.
func (p Pattern) IsPath() bool { return !strings.ContainsAny(p.Text, `*?[{\`) }

var pathSchema = []hcl.AttributeSchema{{Name: "roots"}, {Name: "exclude"}, {Name: "variables_files"}, {Name: "baseline"}}

// paths reads the arguments that are about files.
func (r *reader) paths(attrs hcl.Attributes) {
	f := r.settings
	f.Roots, f.Exclude = r.patterns(attrs["roots"]), r.patterns(attrs["exclude"])
	for _, name := range r.texts(attrs["variables_files"], relative) {
		f.VariablesFiles = append(f.VariablesFiles, filepath.Join(f.Dir(), filepath.FromSlash(name)))
	}
	if a := attrs["baseline"]; a != nil {
		name, wrong := below(r.text(a))
		switch {
		case name == "": // which was told
		case wrong != "":
			r.fail(rangeOf(a.Expr.Range()), "baseline: %s", wrong)
		default:
			f.Baseline = filepath.Join(f.Dir(), filepath.FromSlash(name))
		}
	}
}

// patterns reads a list of patterns, each with its place.
func (r *reader) patterns(a *hcl.Attribute) []Pattern {
	texts := r.texts(a, pattern)
	if len(texts) == 0 {
		return nil
	}
	elements, _ := hcl.ExprList(a.Expr)
	patterns := make([]Pattern, 0, len(texts))
	for i, text := range texts {
		p := Pattern{text, rangeOf(a.Expr.Range())}
		if len(elements) == len(texts) {
			p.Range = rangeOf(elements[i].Range())
		}
		patterns = append(patterns, p)
	}
	return patterns
}

// relative takes paths that do not begin at the top of the disk.
func relative(s string) (string, string) {
	if s == "" || path.IsAbs(s) || filepath.IsAbs(s) || strings.Contains(s, `\`) {
		return "", "write a path from the directory of this file, with slashes"
	}
	return path.Clean(s), ""
}

// below takes paths below the directory of the file.
func below(s string) (string, string) {
	s, wrong := relative(s)
	if wrong == "" && (s == ".." || strings.HasPrefix(s, "../")) {
		return s, "lies above the directory of this file: move this file up"
	}
	return s, wrong
}

func pattern(s string) (string, string) {
	s, wrong := below(s)
	switch {
	case wrong != "":
		return "", wrong
	case !doublestar.ValidatePattern(s):
		return "", "is no pattern: a bracket or brace is not closed"
	case functions.IsComplex(s):
		return "", "is too long, or has too many ** or braces: write several patterns"
	}
	return s, ""
}
