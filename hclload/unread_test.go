package hclload

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

// closed is a file system in which one directory cannot be read.
type closed struct {
	fstest.MapFS
	dir string
}

func (c closed) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == c.dir {
		return nil, fs.ErrPermission
	}
	return c.MapFS.ReadDir(name)
}

// A directory that cannot be read is not passed over in silence.
func TestUnreadDirectory(t *testing.T) {
	tree := closed{fstest.MapFS{"a/main.tf": {}, "secret/main.tf": {}}, "secret"}
	m := &Modules{top: "/top", sources: make(map[string][]string)}
	if err := m.walk(tree); err != nil {
		t.Fatal(err)
	}
	m.connect()
	if got := m.Unread(); !slices.Equal(got, []string{"/top/secret"}) {
		t.Errorf("not read: %v", got)
	}
	if got := m.Roots(); !slices.Equal(got, []string{"/top/a"}) {
		t.Errorf("roots: %v", got)
	}
}
