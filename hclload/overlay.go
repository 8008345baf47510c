package hclload

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// overlaid returns the tree below a directory with texts, by path, over it: what
// is read, listed and asked for is as if they were written there.
func overlaid(tree fs.FS, dir string, texts map[string][]byte) fs.FS {
	top, err := filepath.Abs(dir)
	if len(texts) == 0 || err != nil {
		return tree
	}
	o := overlay{tree, make(map[string][]byte)}
	for name, text := range texts {
		for _, way := range waysTo(name) {
			if at, err := filepath.Rel(top, way); err == nil && fs.ValidPath(filepath.ToSlash(at)) {
				o.texts[filepath.ToSlash(at)] = text
			}
		}
	}
	return o
}

// waysTo returns the absolute path of a file, and the one without links on the
// way to its directory.
func waysTo(name string) []string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return []string{abs}
	}
	return []string{abs, filepath.Join(dir, filepath.Base(abs))}
}

// An overlay is a file system in which some files have another text, or are
// there only in the overlay. Directories are those of the file system below, and
// are listed by ReadDir.
type overlay struct {
	fs.FS
	texts map[string][]byte
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.texts[name]; ok {
		return &overlaidFile{overlaidInfo{path.Base(name), len(text)}, bytes.NewReader(text)}, nil
	}
	return o.FS.Open(name) //nolint:wrapcheck // it is that file system's
}

// Stat implements fs.StatFS.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.texts[name]; ok {
		return overlaidInfo{path.Base(name), len(text)}, nil
	}
	return fs.Stat(o.FS, name) //nolint:wrapcheck // it is that file system's
}

// ReadDir implements fs.ReadDirFS.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return entries, err //nolint:wrapcheck // it is that file system's
	}
	for at, text := range o.texts {
		if path.Dir(at) == name {
			base := path.Base(at)
			entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base })
			entries = append(entries, fs.FileInfoToDirEntry(overlaidInfo{base, len(text)}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Lstat implements fs.ReadLinkFS.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, ok := o.texts[name]; ok {
		return o.Stat(name)
	}
	return fs.Lstat(o.FS, name) //nolint:wrapcheck // it is that file system's
}

// ReadLink implements fs.ReadLinkFS.
func (o overlay) ReadLink(name string) (string, error) {
	if _, ok := o.texts[name]; ok {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadLink(o.FS, name) //nolint:wrapcheck // it is that file system's
}

// overlaidInfo describes a file of an overlay.
type overlaidInfo struct {
	name string
	size int
}

func (i overlaidInfo) Name() string     { return i.name }
func (i overlaidInfo) Size() int64      { return int64(i.size) }
func (overlaidInfo) Mode() fs.FileMode  { return 0o444 }
func (overlaidInfo) ModTime() time.Time { return time.Time{} }
func (overlaidInfo) IsDir() bool        { return false }
func (overlaidInfo) Sys() any           { return nil }

// An overlaidFile is an open file of an overlay.
type overlaidFile struct {
	info overlaidInfo
	io.Reader
}

func (f *overlaidFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (*overlaidFile) Close() error                 { return nil }
