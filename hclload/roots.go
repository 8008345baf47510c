package hclload

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/limits"
)

// maxDirs bounds the directories that are looked through for roots.
const maxDirs = 100_000

// Modules are the directories below one that hold Terraform files, and which of
// them call which as a local module. Nothing is evaluated.
type Modules struct {
	top     string              // absolute
	sources map[string][]string // of the local modules that a file calls, by the file within top
	dirs    []string            // within top, sorted
	callers map[string][]string // by the directory that is called
	unread  []string            // directories that cannot be read
}

// FindModules looks through a directory. Hidden directories are left out, and so
// are links.
func FindModules(dir string) (*Modules, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, reason(err))
	}
	defer root.Close() //nolint:errcheck // opened for reading only
	m := &Modules{top: abs, sources: make(map[string][]string)}
	if err := m.walk(root.FS()); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	m.connect()
	return m, nil
}

// Update takes over the text of a file that has changed, and reports whether
// modules call others than before. The file is named by its absolute path, without
// links on the way to it.
func (m *Modules) Update(file string, text []byte) (changed bool) {
	name, err := filepath.Rel(m.top, file)
	if name = filepath.ToSlash(name); err != nil || !filepath.IsLocal(name) || !isTerraform(name) {
		return false
	}
	before, known := m.sources[name]
	m.sources[name] = sourcesIn(text, name)
	if known && slices.Equal(before, m.sources[name]) {
		return false
	}
	m.connect()
	return true
}

var errTooManyDirs = errors.New("too many directories: name the roots to look at")

func (m *Modules) walk(tree fs.FS) error {
	visited := 0
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			m.unread = append(m.unread, name)
			return fs.SkipDir
		case err != nil:
			return nil //nolint:nilerr // nor is a file that cannot
		case !d.IsDir():
			if d.Type().IsRegular() && isTerraform(d.Name()) {
				m.sources[name] = localSources(tree, name)
			}
			return nil
		case name != "." && strings.HasPrefix(d.Name(), "."), d.Name() == "node_modules":
			return fs.SkipDir
		}
		if visited++; visited > maxDirs {
			return errTooManyDirs
		}
		return nil
	})
	return err
}

// connect finds the directories with files, and which of them call which.
func (m *Modules) connect() {
	m.dirs, m.callers = nil, make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(m.sources)) {
		dir := path.Dir(name)
		m.dirs = append(m.dirs, dir)
		for _, source := range m.sources[name] {
			called := path.Join(dir, source)
			if called != dir && !slices.Contains(m.callers[called], dir) {
				m.callers[called] = append(m.callers[called], dir)
			}
		}
	}
	slices.Sort(m.dirs)
	m.dirs = slices.Compact(m.dirs)
}

// localSources returns the local sources of the modules that a file calls. A
// file that is too large or broken is read as far as it goes.
func localSources(tree fs.FS, name string) []string {
	info, err := fs.Stat(tree, name)
	if err != nil || info.Size() > int64(limits.FileSize) {
		return nil
	}
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil
	}
	return sourcesIn(src, name)
}

// sourcesIn is localSources for the text of a file.
func sourcesIn(src []byte, name string) []string {
	if !bytes.Contains(src, []byte("module")) {
		return nil
	}
	file, _ := parse(src, name, limits.Nesting)
	if file == nil || file.Body == nil {
		return nil
	}
	calls, _, _ := file.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "module", LabelNames: []string{"name"}}}})
	var sources []string
	for _, call := range calls.Blocks {
		if source, ok := literalString(attribute(call.Body, "source")); ok && isLocal(source) {
			sources = append(sources, source)
		}
	}
	return sources
}

// isLocal reports whether a module source is a path.
// See https://developer.hashicorp.com/terraform/language/modules/sources#local-paths.
func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") || source == "." || source == ".."
}

// Roots returns the directories that no other one calls, as paths.
func (m *Modules) Roots() []string {
	var roots []string
	for _, dir := range m.dirs {
		if len(m.callers[dir]) == 0 {
			roots = append(roots, m.path(dir))
		}
	}
	return roots
}

// Dirs returns all directories that hold Terraform files, as paths.
func (m *Modules) Dirs() []string {
	dirs := make([]string, 0, len(m.dirs))
	for _, dir := range m.dirs {
		dirs = append(dirs, m.path(dir))
	}
	return dirs
}

// Unread returns the directories that cannot be read, as paths: nobody knows
// what is in them.
func (m *Modules) Unread() []string {
	dirs := make([]string, 0, len(m.unread))
	for _, dir := range m.unread {
		dirs = append(dirs, m.path(dir))
	}
	return dirs
}

// RootsOf returns the roots that a directory's files are part of: itself, or
// those that call it, through other modules too. Files of a directory that
// holds no module, such as values for variables, belong to the one above.
func (m *Modules) RootsOf(dir string) []string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return []string{dir}
	}
	rel, err := filepath.Rel(m.top, abs)
	if err != nil {
		return []string{dir}
	}
	var roots []string
	seen := make(map[string]bool)
	var climb func(string)
	climb = func(dir string) {
		if seen[dir] {
			return
		}
		seen[dir] = true
		if len(m.callers[dir]) == 0 {
			roots = append(roots, m.path(dir))
		}
		for _, caller := range m.callers[dir] {
			climb(caller)
		}
	}
	module := filepath.ToSlash(rel)
	for module != "." && !slices.Contains(m.dirs, module) {
		module = path.Dir(module)
	}
	climb(module)
	if len(roots) == 0 { // it is part of a cycle only
		return []string{dir}
	}
	slices.Sort(roots)
	return roots
}

func (m *Modules) path(dir string) string { return filepath.Join(m.top, filepath.FromSlash(dir)) }

// Repository returns the directory below which everything belongs together
// with dir: the repository that holds it, or dir itself. within is dir as seen from
// there, slash-separated.
func Repository(dir string) (top, within string, err error) { return treeTop(dir, "") }
