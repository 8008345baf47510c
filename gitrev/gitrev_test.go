package gitrev_test

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/no403/no403/gitrev"
)

// A repository for a test.
type repository struct {
	t   *testing.T
	top string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := repository{t, top}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repository) git(args ...string) string {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "git", append([]string{"-C", r.top, "-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repository) write(name, content string) {
	r.t.Helper()
	path := filepath.Join(r.top, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

func (r repository) commit() {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "a change")
}

func (r repository) open(revision string) *gitrev.Tree {
	r.t.Helper()
	tree, err := gitrev.Open(context.Background(), r.top, revision) // the context of the test ends before the tree is closed
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		if err := tree.Close(); err != nil {
			r.t.Error(err)
		}
	})
	return tree
}

func content(t *testing.T, tree fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func TestTree(t *testing.T) {
	r := newRepository(t)
	r.write("main.tf", "old\r\n")
	r.write("modules/a b/\"ü\".tf", "module")
	r.write("deleted.tf", "deleted")
	r.write("empty", "")
	r.write(".gitignore", "*.auto.tfvars\nbuild/\n")
	for name, target := range map[string]string{
		"link.tf": "main.tf", "modules/up": "..", "loop": "loop", "outside": "../../etc/hostname", "absolute": "/etc/hostname", "nowhere": "gone",
	} {
		if err := os.Symlink(target, filepath.Join(r.top, name)); err != nil {
			t.Fatal(err)
		}
	}
	r.commit()
	r.write("main.tf", "new")
	r.write("staged.tf", "staged")
	r.git("add", "staged.tf")
	r.write("untracked.tf", "untracked")
	r.write("x.auto.tfvars", "ignored")
	r.write("build/a.js", "ignored")
	r.write("site/.terraform/modules/modules.json", "installed")
	if err := os.Remove(filepath.Join(r.top, "deleted.tf")); err != nil {
		t.Fatal(err)
	}

	tree := r.open("HEAD")
	if tree.Commit() != r.git("rev-parse", "HEAD") {
		t.Errorf("commit %s", tree.Commit())
	}
	for name, want := range map[string]string{
		"main.tf":                              "old\r\n",
		"modules/a b/\"ü\".tf":                 "module",
		"deleted.tf":                           "deleted",
		"empty":                                "",
		"link.tf":                              "old\r\n",
		"modules/up/main.tf":                   "old\r\n",
		"x.auto.tfvars":                        "ignored",
		"build/a.js":                           "ignored",
		"site/.terraform/modules/modules.json": "installed",
		"staged.tf":                            "open staged.tf: file does not exist",
		"untracked.tf":                         "open untracked.tf: file does not exist",
		"main.tf/x":                            "open main.tf/x: file does not exist",
		"../main.tf":                           "open ../main.tf: invalid argument",
		"loop":                                 "open loop: too many links",
		"outside":                              "open outside: the link leads out of the repository",
		"absolute":                             "open absolute: the link leads out of the repository",
		"nowhere":                              "open nowhere: file does not exist",
		"modules":                              "read modules: is a directory",
		".git/HEAD":                            "open .git/HEAD: file does not exist",
	} {
		if got := content(t, tree, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// The tree is a file system as package fs means it.
func TestFS(t *testing.T) {
	r := newRepository(t)
	r.write("main.tf", "text")
	r.write("modules/a/main.tf", "module")
	if err := os.Symlink("main.tf", filepath.Join(r.top, "link.tf")); err != nil {
		t.Fatal(err)
	}
	r.commit()
	if err := fstest.TestFS(r.open("main"), "main.tf", "modules/a/main.tf", "link.tf"); err != nil {
		t.Error(err)
	}
}

func TestRevisions(t *testing.T) {
	r := newRepository(t)
	r.write("a", "1")
	r.commit()
	r.git("tag", "-a", "-m", "a tag", "v1")
	r.write("a", "2")
	r.commit()
	r.git("branch", "-f", "other", "HEAD")
	for revision, want := range map[string]string{"HEAD": "2", "HEAD~1": "1", "v1": "1", "other": "2", r.git("rev-parse", "v1^{commit}"): "1", "main@{0}": "2"} {
		if got := content(t, r.open(revision), "a"); got != want {
			t.Errorf("%s: got %q, want %q", revision, got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	r := newRepository(t)
	r.write("a", "1")
	r.commit()
	check := func(top, revision, want string) {
		t.Helper()
		tree, err := gitrev.Open(t.Context(), top, revision)
		if err == nil {
			_ = tree.Close()
			t.Errorf("%q is taken for a revision", revision)
			return
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", revision, err, want)
		}
	}
	for _, revision := range []string{"", "-", "--upload-pack=touch x", "--output=x", "a\x00b", "a\nb", "\xff", strings.Repeat("a", 2000)} {
		check(r.top, revision, "is no revision: name a branch, a tag or a commit")
	}
	for _, revision := range []string{"nothing", "HEAD:a", "HEAD..HEAD", "$(touch x)", "main@{999}"} {
		check(r.top, revision, "git knows no revision")
	}
	check(t.TempDir(), "HEAD", "not a git repository")
	t.Setenv("PATH", t.TempDir())
	check(r.top, "HEAD", "git is not on the PATH: install it")
}

// What is above the directory is not asked, nor one that only looks like a
// repository.
func TestOnlyThisRepository(t *testing.T) {
	r := newRepository(t)
	r.write("site/main.tf", "1")
	r.commit()
	if err := os.Mkdir(filepath.Join(r.top, "site", ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	if tree, err := gitrev.Open(t.Context(), filepath.Join(r.top, "site"), "HEAD"); err == nil {
		_ = tree.Close()
		t.Error("the repository above is asked")
	}
	bare := filepath.Join(r.top, "bare")
	r.git("clone", "-q", "--bare", ".", bare)
	if tree, err := gitrev.Open(t.Context(), bare, "HEAD"); err == nil {
		_ = tree.Close()
		t.Error("a bare repository is asked")
	}
	// What a hook sets is about another repository.
	other := newRepository(t)
	t.Setenv("GIT_DIR", filepath.Join(other.top, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other.top, "index"))
	if got := content(t, r.open("HEAD"), "site/main.tf"); got != "1" {
		t.Errorf("got %q", got)
	}
}

// Nothing that the configuration or the attributes of a repository name is run,
// and nothing is fetched.
func TestRunsNothing(t *testing.T) {
	r := newRepository(t)
	r.write("main.tf", "stored")
	r.write(".gitattributes", "* filter=evil diff=evil export-subst\n")
	r.commit()
	blob := r.git("rev-parse", "HEAD:main.tf")
	ran := filepath.Join(r.top, "ran")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho ran >> '"+ran+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	hook := filepath.Join(r.top, "hooks", "post-index-change")
	if err := os.Mkdir(filepath.Dir(hook), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(program, hook); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"core.fsmonitor": program, "core.hooksPath": filepath.Dir(hook), "core.pager": program, "core.sshCommand": program, "core.gitProxy": program,
		"core.editor": program, "core.askPass": program, "core.alternateRefsCommand": program, "pager.ls-files": program,
		"filter.evil.smudge": program, "filter.evil.clean": program, "filter.evil.process": program, "filter.evil.required": "true",
		"diff.evil.textconv": program, "diff.evil.command": program, "diff.external": program, "gpg.program": program,
		"alias.ls-tree": "!" + program, "alias.cat-file": "!" + program, "credential.helper": "!" + program,
		"core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
		"remote.origin.url": "ext::" + program, "remote.origin.uploadpack": program, "protocol.ext.allow": "always", "protocol.allow": "always",
	} {
		r.git("config", name, value)
	}
	if got := content(t, r.open("HEAD"), "main.tf"); got != "stored" {
		t.Errorf("got %q", got)
	}
	// A clone that is not whole says so.
	if err := os.Remove(filepath.Join(r.top, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	tree, err := gitrev.Open(t.Context(), r.top, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if got := content(t, tree, "main.tf"); !strings.HasPrefix(got, "open main.tf: git") {
		t.Errorf("got %q of a file that is not there", got)
	}
	_ = tree.Close() // git complains about the clone
	if out, err := os.ReadFile(ran); err == nil {
		t.Errorf("a program of the repository was run: %s", out)
	}
}
