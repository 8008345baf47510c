package fix

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/no403/no403/hclload"
)

// Save writes changes to the files of a root: each is there as a whole or not at
// all. Nothing is written when one of the files is no longer as it was read, is a
// link, or lies outside of the repository that holds the root. What is wrong with a
// file is an [fs.PathError].
func Save(dir string, changes []Change) error {
	top, _, err := hclload.Repository(dir)
	if err != nil {
		return err //nolint:wrapcheck // it names the directory
	}
	tree, err := os.OpenRoot(top)
	if err != nil {
		return err //nolint:wrapcheck // it names the directory
	}
	defer tree.Close() //nolint:errcheck // what is written is synced
	names := make([]string, len(changes))
	modes := make([]fs.FileMode, len(changes))
	for i, c := range changes {
		if names[i], modes[i], err = check(tree, c); err != nil {
			return err
		}
	}
	for i, c := range changes {
		if err := replaceFile(tree, names[i], modes[i], c.After); err != nil {
			return refuse(c.File, fmt.Errorf("cannot be written: %w", reason(err)))
		}
	}
	return nil
}

// check finds the file of a change in a tree, and refuses what must not be
// written.
func check(tree *os.Root, c Change) (name string, mode fs.FileMode, err error) {
	name, err = within(tree.Name(), c.File)
	if err != nil {
		return "", 0, err
	}
	info, err := tree.Lstat(name)
	if err != nil {
		return "", 0, refuse(c.File, reason(err))
	}
	if !info.Mode().IsRegular() {
		return "", 0, refuse(c.File, errors.New("is not a regular file: edit what it leads to"))
	}
	text, err := tree.ReadFile(name)
	if err != nil {
		return "", 0, refuse(c.File, reason(err))
	}
	if !bytes.Equal(text, c.Before) {
		return "", 0, refuse(c.File, errors.New("has changed since it was read: run it again"))
	}
	return name, info.Mode().Perm(), nil
}

// within returns the path of a file below a directory.
func within(top, file string) (string, error) {
	abs, err := filepath.Abs(filepath.FromSlash(file))
	if err != nil {
		return "", refuse(file, err)
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return "", refuse(file, reason(err))
	}
	name, err := filepath.Rel(top, filepath.Join(dir, filepath.Base(abs)))
	if err != nil || !filepath.IsLocal(name) {
		return "", refuse(file, errors.New("lies outside of the repository"))
	}
	return name, nil
}

// replaceFile puts a new file in the place of one.
func replaceFile(tree *os.Root, name string, mode fs.FileMode, text []byte) error {
	aside := path.Join(path.Dir(filepath.ToSlash(name)), ".no403-"+rand.Text())
	f, err := tree.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = tree.Rename(aside, name)
	}
	if err != nil {
		return errors.Join(err, tree.Remove(aside))
	}
	return nil
}

func refuse(file string, why error) error { return &fs.PathError{Op: "write", Path: file, Err: why} }

// reason drops the path that file errors repeat.
func reason(err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		return inner.Err
	}
	return err
}
