package hclload

import (
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
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
)

// moduleFiles parses the Terraform files of a directory of the tree, the
// broken ones as far as they go.
func (l *loader) moduleFiles(dir string) []*hcl.File {
	entries, err := fs.ReadDir(l.tree, dir)
	if err != nil {
		return nil
	}
	var files []*hcl.File
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasPrefix(name, ".") || !isTerraform(name) {
			continue
		}
		if f := l.parse(path.Join(dir, name)); f != nil {
			files = append(files, f)
		}
	}
	return files
}

func isTerraform(name string) bool {
	for _, ending := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// parse reads one file; what is wrong with it is a diagnostic.
func (l *loader) parse(name string) *hcl.File {
	shown := l.show(name)
	src, ok := l.read(name)
	if !ok {
		return nil
	}
	l.sources[shown] = src
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		file, diags = json.Parse(src, shown)
	} else {
		file, diags = hclsyntax.ParseConfig(src, shown, hcl.InitialPos)
	}
	l.report(diags, tf.DiagError)
	return file
}

func (l *loader) read(name string) ([]byte, bool) {
	at := tf.Range{File: l.show(name)}
	f, err := l.tree.Open(name)
	if err != nil {
		l.fail(at, "cannot be read: %v", reason(err))
		return nil, false
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		l.fail(at, "is not a regular file: remove it or lint another directory")
		return nil, false
	}
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
		l.diags.Add(severity, at, "%s", message)
	}
}

// names returns the names in a directory of the tree, sorted.
func (l *loader) names(dir string) []string {
	entries, err := fs.ReadDir(l.tree, dir)
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

func (l *loader) exists(name string) bool {
	info, err := fs.Stat(l.tree, name)
	return err == nil && info.Mode().IsRegular()
}
