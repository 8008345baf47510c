package functions

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A Tree is the [Files] of a file system. The file system must itself refuse
// links that lead out of it, as that of [os.Root] does.
type Tree struct {
	// FS is all that may be read.
	FS fs.FS
	// Dir is the working directory within FS, slash-separated: "." by default.
	Dir string
	// Root is the absolute path of FS, slash-separated: "/" by default.
	Root string
	// Others are read where a path leads out of FS into one of them.
	Others []*Tree
}

// Dir returns a Tree of all that lies below a directory, which is also the
// working directory. It keeps the directory open.
func Dir(dir string) (*Tree, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("linted directory: %w", err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, fmt.Errorf("linted directory: %w", err)
	}
	return &Tree{FS: root.FS(), Root: filepath.ToSlash(abs)}, nil
}

var errOutside = errors.New("reads outside the linted tree: --allow-read allows it")

// Abs implements [Files].
func (t *Tree) Abs(name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join("/", t.Root, t.Dir, name)
}

// holder returns the tree that holds a path, and the path for it. It is t for
// what is nowhere.
func (t *Tree) holder(name string) (*Tree, string) {
	if _, err := t.within(name); err == nil {
		return t, name
	}
	abs := t.Abs(name)
	for _, other := range t.Others {
		if _, err := other.within(abs); err == nil {
			return other, abs
		}
	}
	return t, name
}

// within returns the path of a file in FS.
func (t *Tree) within(name string) (string, error) {
	root := path.Join("/", t.Root)
	rest, ok := strings.CutPrefix(t.Abs(name), root)
	if !ok || root != "/" && rest != "" && rest[0] != '/' {
		return "", outside(name)
	}
	rest = path.Clean(strings.TrimPrefix(rest, "/"))
	if !fs.ValidPath(rest) || t.escapes(name) {
		return "", outside(name)
	}
	return rest, nil
}

// escapes reports whether a relative path climbs above FS, which joining it
// to a root of "/" hides.
func (t *Tree) escapes(name string) bool {
	rel := path.Join(t.Dir, name)
	return !path.IsAbs(name) && (rel == ".." || strings.HasPrefix(rel, "../"))
}

func outside(name string) error { return fmt.Errorf("%s: %w", name, errOutside) }

// stat finds a file or directory, following links within FS.
func (t *Tree) stat(name string) (string, fs.FileInfo, error) {
	at, err := t.within(name)
	if err != nil {
		return "", nil, err
	}
	info, err := fs.Stat(t.FS, at)
	switch {
	case isMissing(err):
		return "", nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	case err != nil && t.isLink(at):
		return "", nil, outside(name)
	case err != nil:
		return "", nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	}
	return at, info, nil
}

// isLink reports whether a path leads through a symbolic link.
func (t *Tree) isLink(at string) bool {
	for ; at != "."; at = path.Dir(at) {
		if info, err := fs.Lstat(t.FS, at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// ReadFile implements [Files].
func (t *Tree) ReadFile(name string) ([]byte, error) {
	t, name = t.holder(name)
	at, info, err := t.stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	f, err := t.FS.Open(at)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	}
	defer f.Close() //nolint:errcheck // nothing is written
	src, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	}
	if len(src) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, maxFile)
	}
	return src, nil
}

// Exists implements [Files].
func (t *Tree) Exists(name string) (bool, error) {
	t, name = t.holder(name)
	_, info, err := t.stat(name)
	switch {
	case isMissing(err):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%s is not a regular file", name)
	}
	return true, nil
}

// Limits of a pattern: alternatives multiply, and so do the directories that
// several ** can share out.
const (
	maxPattern      = 1024 // bytes
	maxAlternatives = 4    // braces
	maxStars        = 4    // **
)

// IsComplex reports whether a pattern is one that could take too long to match.
func IsComplex(pattern string) bool {
	return len(pattern) > maxPattern ||
		strings.Count(pattern, "{") > maxAlternatives ||
		strings.Count(pattern, "**") > maxStars
}

// Glob implements [Files].
func (t *Tree) Glob(dir, pattern string) ([]string, error) {
	t, dir = t.holder(dir)
	if IsComplex(pattern) {
		return nil, errors.New("the pattern is too complex")
	}
	from, err := t.within(dir)
	if err != nil {
		return nil, err
	}
	if _, err := t.within(path.Join(dir, pattern)); err != nil {
		return nil, err
	}
	full := strings.TrimPrefix(path.Join("/", from, pattern), "/")
	var names []string
	err = doublestar.GlobWalk(t.FS, full, func(at string, _ fs.DirEntry) error {
		if t.isFile(at) {
			names = append(names, at)
		}
		if len(names) > maxElements {
			return errTooMany
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("fileset %s: %w", pattern, err)
	}
	return relativeTo(from, names)
}

// isFile reports whether a path leads to a regular file within FS.
func (t *Tree) isFile(at string) bool {
	info, err := fs.Stat(t.FS, at)
	return err == nil && info.Mode().IsRegular()
}

func relativeTo(dir string, names []string) ([]string, error) {
	out := make([]string, len(names))
	for i, name := range names {
		rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(name))
		if err != nil {
			return nil, fmt.Errorf("%s from %s: %w", name, dir, err)
		}
		out[i] = filepath.ToSlash(rel)
	}
	return out, nil
}
