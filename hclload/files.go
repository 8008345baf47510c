package hclload

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/jsondepth"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
)

// Limits that no flag raises: those on single resources and calls are reached
// first, unless somebody means it.
const (
	maxScopes    = 5_000 // module instances
	maxResources = 100_000
)

// moduleFiles parses the Terraform files of a directory of the tree, the
// broken ones as far as they go. Override files come apart.
// See https://developer.hashicorp.com/terraform/language/files/override.
func (l *loader) moduleFiles(dir string) (files, overrides []*hcl.File) {
	all := l.names(dir)
	var names []string
	for _, name := range all {
		if !strings.HasPrefix(name, ".") && isTerraform(name) && !has(all, insteadOf(name)) {
			names = append(names, name)
		}
	}
	for i, f := range l.parseAll(dir, names) {
		switch {
		case f == nil:
		case isOverride(names[i]):
			overrides = append(overrides, f)
		default:
			files = append(files, f)
		}
	}
	return files, overrides
}

// IsSource reports whether a file belongs to a configuration, by the names that
// Terraform and OpenTofu go by: it holds a part of a module, or values for
// variables.
func IsSource(name string) bool {
	return isTerraform(name) || strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

func isTerraform(name string) bool {
	for _, ending := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// insteadOf returns the file that OpenTofu reads instead of one of Terraform.
// See https://opentofu.org/docs/language/files/.
func insteadOf(name string) string {
	if base, ok := strings.CutSuffix(name, ".tf"); ok {
		return base + ".tofu"
	}
	if base, ok := strings.CutSuffix(name, ".tf.json"); ok {
		return base + ".tofu.json"
	}
	return ""
}

func isOverride(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	return base == "override" || strings.HasSuffix(base, "_override")
}

// has reports whether a sorted list has a name.
func has(sorted []string, name string) bool {
	_, found := slices.BinarySearch(sorted, name)
	return found
}

// parse reads one file; what is wrong with it is a diagnostic.
func (l *loader) parse(name string) *hcl.File {
	return l.parseAll(path.Dir(name), []string{path.Base(name)})[0]
}

// source reads a file of the tree and notes it as one that ranges name: shown.
// src is nil when it cannot be read.
func (l *loader) source(name string) (shown string, src []byte) {
	shown = l.show(name)
	src, ok := l.read(name)
	if !ok {
		return shown, nil
	}
	l.sources[shown] = src
	return shown, src
}

// parse reads Terraform source. What is broken is read as far as it goes, what
// is nested too deep not at all: file is nil.
func parse(src []byte, name string, nesting int) (file *hcl.File, diags hcl.Diagnostics) {
	isJSON := strings.HasSuffix(name, ".json")
	if isJSON && jsondepth.Exceeds(src, nesting) || !isJSON && functions.TooDeep(src, nesting) {
		return nil, hcl.Diagnostics{tooDeep(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos})}
	}
	if isJSON {
		return json.Parse(src, name)
	}
	return hclsyntax.ParseConfig(src, name, hcl.InitialPos)
}

// parseInside reads a file of the tree that is named from where the user stands.
func (l *loader) parseInside(name string) *hcl.File {
	rel, err := filepath.Rel(l.dir, name)
	at := path.Join(l.base, filepath.ToSlash(rel))
	if err != nil || !fs.ValidPath(at) {
		l.fail(tf.Range{File: filepath.ToSlash(name)}, "lies outside the tree that may be read: move it into the repository")
		return nil
	}
	return l.parse(at)
}

// parseOutside reads a file that the user names, wherever it is.
func (l *loader) parseOutside(name string) *hcl.File {
	at := tf.Range{File: filepath.ToSlash(filepath.Clean(name))}
	dir, base := filepath.Split(filepath.Clean(name))
	dir = cmp.Or(dir, ".")
	root, err := os.OpenRoot(dir)
	if err != nil {
		l.fail(at, "cannot be read: %v", reason(err))
		return nil
	}
	defer root.Close() //nolint:errcheck // opened for reading only
	src, ok := l.readIn(overlaid(root.FS(), dir, l.options.Overlay), base, at)
	if !ok {
		return nil
	}
	l.sources[at.File] = src
	only := parsing{shown: at.File, src: src}
	only.parse(l)
	return l.parsed(&only)
}

// read reads a file of the tree.
func (l *loader) read(name string) ([]byte, bool) {
	return l.readIn(l.tree, name, tf.Range{File: l.show(name)})
}

// readIn reads a file; what is wrong with it is a diagnostic.
func (l *loader) readIn(tree fs.FS, name string, at tf.Range) ([]byte, bool) {
	// A pipe would wait for its other end, so this is asked before it is opened.
	info, err := fs.Stat(tree, name)
	if err != nil {
		l.fail(at, "cannot be read: %v", reason(err))
		return nil, false
	}
	if !info.Mode().IsRegular() {
		l.fail(at, "is not a regular file: remove it or lint another directory")
		return nil, false
	}
	f, err := tree.Open(name)
	if err != nil {
		l.fail(at, "cannot be read: %v", reason(err))
		return nil, false
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	text := bytes.NewBuffer(make([]byte, 0, min(info.Size(), int64(l.limits.FileSize))+bytes.MinRead))
	_, err = text.ReadFrom(io.LimitReader(f, int64(l.limits.FileSize)+1))
	src := text.Bytes()
	switch size := limits.Size(len(src)); {
	case err != nil:
		l.fail(at, "cannot be read: %v", reason(err))
		return nil, false
	case size > l.limits.FileSize:
		l.fail(at, "is larger than %s: split it, or raise --max-file-size", l.limits.FileSize)
		return nil, false
	}
	if l.size += limits.Size(len(src)); l.size > l.limits.RootSize {
		l.fail(at, "there are more than %s of Terraform in this root: the rest is not read: lint its parts, or raise --max-root-size", l.limits.RootSize)
		return nil, false
	}
	return src, true
}

// reason drops the path that file errors repeat.
func reason(err error) error {
	if pe, ok := err.(*fs.PathError); ok { //nolint:errorlint // the outermost error names the path
		return pe.Err
	}
	return err
}

// report turns the parser's diagnostics into ours.
func (l *loader) report(diags hcl.Diagnostics, severity tf.DiagSeverity) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		var at tf.Range
		if d.Subject != nil {
			at = rangeOf(*d.Subject)
		}
		message := strings.TrimSuffix(strings.ToLower(d.Summary[:1])+d.Summary[1:], ".")
		if strings.Contains(d.Detail, "panic in function implementation") {
			d.Detail = "there is no result" // instead of a stack
		}
		if d.Detail != "" {
			message += ": " + strings.Join(strings.Fields(d.Detail), " ")
		}
		if key, ok := hcl.DiagnosticExtra[missingKey](d); ok && l.options.Workspace == "" && strings.Contains(string(key), l.workspace()) {
			message += ": if it comes from terraform.workspace, name the workspace with --workspace"
		}
		l.diags.Add(severity, at, "%s", message)
	}
}

// names returns the names of what is in a directory of the tree and is no
// directory, sorted.
func (l *loader) names(dir string) []string {
	entries, err := fs.ReadDir(l.tree, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func (l *loader) exists(name string) bool {
	info, err := fs.Stat(l.tree, name)
	return err == nil && info.Mode().IsRegular()
}
