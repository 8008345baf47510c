// Package gitrev shows the files of a git revision as a file system, without
// checking anything out.
//
// It runs git, and nothing in a repository may make git run anything else or
// reach the network: contents are read as they are stored, so no filter or text
// conversion applies, hooks and monitors are switched off, and no protocol is
// allowed to fetch what a partial clone lacks.
package gitrev

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"
)

// maxRevision is the longest name of a revision, in bytes.
const maxRevision = 1000

// A Tree holds the files of a revision, and beside them what git ignores, such
// as the modules that "terraform init" has installed: no revision has those, so
// they are taken from the disk. It implements [fs.FS], and follows links as far
// as they do not lead out of it.
type Tree struct {
	root   *node
	disk   *os.Root
	blobs  *blobs
	commit string
}

// Open returns the tree of a revision, in any form that git understands, of the
// repository whose top is the directory.
func Open(ctx context.Context, top, revision string) (*Tree, error) {
	r := repository{ctx, top}
	commit, err := r.resolve(revision)
	if err != nil {
		return nil, err
	}
	listing, err := r.git("ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	// The pattern is for those who do not tell git to ignore it.
	ignored, err := r.git("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--exclude=.terraform/", "--directory")
	if err != nil {
		return nil, err
	}
	t := &Tree{root: newDirectory(), commit: commit}
	if err := t.root.addListing(listing); err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(ignored), "\x00") {
		if name = strings.TrimSuffix(name, "/"); fs.ValidPath(name) && name != "." {
			t.root.add(name, &node{disk: true})
		}
	}
	if t.disk, err = os.OpenRoot(top); err != nil {
		return nil, fmt.Errorf("%s: %w", top, err)
	}
	if t.blobs, err = r.blobs(); err != nil {
		_ = t.disk.Close() // it was only opened
		return nil, err
	}
	return t, nil
}

// Commit returns the name of the commit that the revision is.
func (t *Tree) Commit() string { return t.commit }

// Close ends the program that reads the files.
func (t *Tree) Close() error { return errors.Join(t.disk.Close(), t.blobs.close()) }

// A repository runs git in the directory that is its top.
type repository struct {
	ctx context.Context //nolint:containedctx // it lives as long as Open does
	top string
}

// resolve returns the name of the commit that a revision is.
func (r repository) resolve(revision string) (string, error) {
	if wrong := func(c rune) bool { return unicode.IsControl(c) || c == unicode.ReplacementChar }; revision == "" ||
		strings.HasPrefix(revision, "-") || len(revision) > maxRevision || strings.ContainsFunc(revision, wrong) {
		return "", fmt.Errorf("%.80q is no revision: name a branch, a tag or a commit", revision)
	}
	commit, err := r.git("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if silent := (failure{}); errors.As(err, &silent) && silent.complaint == "" {
		return "", fmt.Errorf("git knows no revision %q here: fetch it, or name another (a shallow clone has few)", revision)
	}
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(commit)), nil
}

// git runs git and returns what it writes.
func (r repository) git(args ...string) ([]byte, error) {
	var out, complaints bytes.Buffer
	cmd := r.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is not on the PATH: install it")
	case err != nil:
		line, _, _ := strings.Cut(strings.TrimSpace(complaints.String()), "\n")
		return nil, failure{args[0], strings.TrimPrefix(line, "fatal: "), err}
	}
	return out.Bytes(), nil
}

// A failure is that of a command of git.
type failure struct {
	command, complaint string
	err                error
}

func (f failure) Error() string { return fmt.Sprintf("git %s: %s (%v)", f.command, f.complaint, f.err) }
func (f failure) Unwrap() error { return f.err }

// command returns a command of git that trusts nothing in the repository.
func (r repository) command(args ...string) *exec.Cmd {
	safe := []string{
		"-C", r.top, "--no-pager",
		"-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "core.hooksPath=" + os.DevNull,
		"-c", "protocol.allow=never", "-c", "safe.bareRepository=explicit",
	}
	cmd := exec.CommandContext(r.ctx, "git", append(safe, args...)...) //nolint:gosec // git alone, and the revision is checked
	for _, entry := range os.Environ() {
		// What a hook of git sets is about another repository than this one.
		if name, _, _ := strings.Cut(entry, "="); !strings.HasPrefix(name, "GIT_") || strings.HasPrefix(name, "GIT_CONFIG_") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env,
		"LC_ALL=C", "GIT_CEILING_DIRECTORIES="+filepath.Dir(r.top), "GIT_WORK_TREE="+r.top,
		"GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
	)
	return cmd
}
