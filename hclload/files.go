package hclload

import (
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
	"github.com/no403/no403/tf"
)

// Limits on what is read, far above what people write and low enough that no
// input makes the program eat memory.
const (
	maxFileSize  = 8 << 20
	maxTotalSize = 256 << 20
	maxDepth     = 64     // module calls within module calls
	maxScopes    = 20_000 // module instances
	maxInstances = 10_000 // of one resource or module call
	maxResources = 500_000
	maxValue     = 8 << 20 // bytes of a named value
)

// moduleFiles parses the Terraform files of a directory of the tree, the
// broken ones as far as they go. Override files come apart.
// See https://developer.hashicorp.com/terraform/language/files/override.
func (l *loader) moduleFiles(dir string) (files, overrides []*hcl.File) {
	names := l.names(dir)
	for _, name := range names {
		if strings.HasPrefix(name, ".") || !isTerraform(name) || slices.Contains(names, insteadOf(name)) {
			continue
		}
		f := l.parse(path.Join(dir, name))
		switch {
		case f == nil:
		case isOverride(name):
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

// parse reads one file; what is wrong with it is a diagnostic.
func (l *loader) parse(name string) *hcl.File {
	shown := l.show(name)
	src, ok := l.read(name)
	if !ok {
		return nil
	}
	l.sources[shown] = src
	file, diags := l.options.Parsed.parse(src, shown)
	l.report(diags, tf.DiagError)
	return file
}

// parse reads Terraform source. What is broken is read as far as it goes, what
// is nested too deep not at all: file is nil.
func parse(src []byte, name string) (file *hcl.File, diags hcl.Diagnostics) {
	isJSON := strings.HasSuffix(name, ".json")
	if isJSON && functions.TooDeepJSON(src) || !isJSON && functions.TooDeep(src) {
		return nil, hcl.Diagnostics{tooDeep(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos})}
	}
	if isJSON {
		return json.Parse(src, name)
	}
	file, diags = hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		decideBody(body)
	}
	return file, diags
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
	file, diags := l.options.Parsed.parse(src, at.File)
	l.report(diags, tf.DiagError)
	return file
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
	src, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	switch {
	case err != nil:
		l.fail(at, "cannot be read: %v", reason(err))
		return nil, false
	case len(src) > maxFileSize:
		l.fail(at, "is larger than %d MiB: split it", maxFileSize>>20)
		return nil, false
	}
	if l.bytes += len(src); l.bytes > maxTotalSize {
		l.fail(at, "more than %d MiB of Terraform in one root: lint its parts", maxTotalSize>>20)
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
