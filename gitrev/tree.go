package gitrev

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	maxFiles = 2_000_000 // of a revision
	maxLinks = 40        // followed on the way to one file
)

// A node is a file, a link or a directory of a revision, or what is only on the
// disk.
type node struct {
	mode     fs.FileMode
	id       string           // of a file or link
	children map[string]*node // of a directory
	disk     bool
}

func newDirectory() *node {
	return &node{mode: fs.ModeDir | 0o555, children: make(map[string]*node)}
}

// addListing adds what "git ls-tree" lists. Repositories within the repository
// are left out: their files are not in this one.
func (n *node) addListing(listing []byte) error {
	if bytes.Count(listing, []byte{0}) > maxFiles {
		return fmt.Errorf("the revision has more than %d files", maxFiles)
	}
	for entry := range bytes.SplitSeq(listing, []byte{0}) {
		head, name, _ := strings.Cut(string(entry), "\t")
		fields := strings.Fields(head)
		if len(fields) != 3 || fields[1] != "blob" || !fs.ValidPath(name) {
			continue
		}
		file := &node{mode: 0o444, id: fields[2]}
		if fields[0] == "120000" {
			file.mode |= fs.ModeSymlink
		}
		n.add(name, file)
	}
	return nil
}

// add adds a node at a path, unless something is there already.
func (n *node) add(name string, added *node) {
	dir, base := path.Split(name)
	for step := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		if step == "" {
			continue
		}
		next := n.children[step]
		if next == nil {
			next = newDirectory()
			n.children[step] = next
		}
		if n = next; n.children == nil {
			return // below what is only on the disk, or was a file
		}
	}
	if n.children[base] == nil {
		n.children[base] = added
	}
}

// find returns the node at a path, and the path without links. last tells
// whether a link at its end is followed too. Of what is only on the disk it is
// the node that leads there.
func (t *Tree) find(name string, last bool) (*node, string, error) {
	if !fs.ValidPath(name) {
		return nil, "", fs.ErrInvalid
	}
	at, n, todo := ".", t.root, strings.Split(name, "/")
	for links := 0; len(todo) > 0; {
		step := todo[0]
		todo = todo[1:]
		if step == "." {
			continue
		}
		if n.disk {
			return n, path.Join(append([]string{at, step}, todo...)...), nil
		}
		next := n.children[step]
		if next == nil {
			return nil, "", fs.ErrNotExist
		}
		if next.mode&fs.ModeSymlink == 0 || len(todo) == 0 && !last {
			at, n = path.Join(at, step), next
			continue
		}
		if links++; links > maxLinks {
			return nil, "", errors.New("too many links")
		}
		target, err := t.blobs.read(next.id)
		if err != nil {
			return nil, "", err
		}
		to := path.Join(at, string(target))
		if path.IsAbs(string(target)) || !fs.ValidPath(to) {
			return nil, "", errors.New("the link leads out of the repository")
		}
		at, n, todo = ".", t.root, append(strings.Split(to, "/"), todo...)
	}
	return n, at, nil
}

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	n, at, err := t.find(name, true)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if n.disk {
		return t.disk.FS().Open(at)
	}
	if n.children != nil {
		entries, err := t.entries(at, n)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &openDirectory{info{path.Base(name), n, t}, entries}, nil
	}
	content, err := t.blobs.read(n.id)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{bytes.NewReader(content), info{path.Base(name), n, t}}, nil
}

// Stat implements [fs.StatFS].
func (t *Tree) Stat(name string) (fs.FileInfo, error) { return t.stat("stat", name, true) }

// Lstat implements [fs.ReadLinkFS].
func (t *Tree) Lstat(name string) (fs.FileInfo, error) { return t.stat("lstat", name, false) }

func (t *Tree) stat(op, name string, follow bool) (fs.FileInfo, error) {
	n, at, err := t.find(name, follow)
	switch {
	case err != nil:
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	case n.disk && follow:
		return t.disk.Stat(at)
	case n.disk:
		return t.disk.Lstat(at)
	}
	return info{path.Base(name), n, t}, nil
}

// ReadLink implements [fs.ReadLinkFS].
func (t *Tree) ReadLink(name string) (string, error) {
	n, at, err := t.find(name, false)
	switch {
	case err != nil:
		return "", &fs.PathError{Op: "readlink", Path: name, Err: err}
	case n.disk:
		return t.disk.Readlink(at)
	case n.mode&fs.ModeSymlink == 0:
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	target, err := t.blobs.read(n.id)
	return string(target), err
}

// entries returns what is in a directory, by name.
func (t *Tree) entries(dir string, n *node) ([]fs.DirEntry, error) {
	entries := make([]fs.DirEntry, 0, len(n.children))
	for _, name := range slices.Sorted(maps.Keys(n.children)) {
		child := n.children[name]
		if !child.disk {
			entries = append(entries, fs.FileInfoToDirEntry(info{name, child, t}))
			continue
		}
		switch found, err := t.disk.Lstat(path.Join(dir, name)); {
		case err == nil:
			entries = append(entries, fs.FileInfoToDirEntry(found))
		case !errors.Is(err, fs.ErrNotExist): // it was there a moment ago
			return nil, err
		}
	}
	return entries, nil
}

// info describes a node.
type info struct {
	name string
	n    *node
	t    *Tree
}

// Name implements [fs.FileInfo].
func (i info) Name() string { return i.name }

// Size implements [fs.FileInfo]. Git is asked only now: a clone that is not
// whole does not know the sizes of what it lacks.
func (i info) Size() int64 {
	if i.n.id == "" {
		return 0
	}
	content, err := i.t.blobs.read(i.n.id)
	if err != nil {
		return 0
	}
	return int64(len(content))
}

// Mode implements [fs.FileInfo].
func (i info) Mode() fs.FileMode { return i.n.mode }

// ModTime implements [fs.FileInfo]: a revision does not say.
func (i info) ModTime() time.Time { return time.Time{} }

// IsDir implements [fs.FileInfo].
func (i info) IsDir() bool { return i.n.mode.IsDir() }

// Sys implements [fs.FileInfo].
func (i info) Sys() any { return nil }

type openFile struct {
	*bytes.Reader
	info info
}

// Stat implements [fs.File].
func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements [fs.File].
func (f *openFile) Close() error { return nil }

type openDirectory struct {
	info    info
	entries []fs.DirEntry // that were not read yet
}

// Stat implements [fs.File].
func (d *openDirectory) Stat() (fs.FileInfo, error) { return d.info, nil }

// Read implements [fs.File].
func (d *openDirectory) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: errors.New("is a directory")}
}

// Close implements [fs.File].
func (d *openDirectory) Close() error { return nil }

// ReadDir implements [fs.ReadDirFile].
func (d *openDirectory) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.entries) {
		n = len(d.entries)
	}
	read := d.entries[:n]
	d.entries = d.entries[n:]
	return read, nil
}
