package fix_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/fix"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestSave(t *testing.T) {
	top := writeRoot(t, []txtar.File{{Name: "site/a.tf", Data: []byte("a")}, {Name: "site/b.tf", Data: []byte("b")}, {Name: "m/c.tf", Data: []byte("c")}})
	outside := writeRoot(t, []txtar.File{{Name: "d.tf", Data: []byte("d")}})
	for link, to := range map[string]string{
		"site/link.tf": "a.tf", "site/out.tf": filepath.Join(outside, "d.tf"), "site/away": outside,
	} {
		if err := os.Symlink(to, filepath.Join(top, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(top, "site/a.tf"), 0o640); err != nil {
		t.Fatal(err)
	}
	t.Chdir(top)
	change := func(file, before, after string) fix.Change {
		return fix.Change{File: file, Before: []byte(before), After: []byte(after)}
	}
	for _, c := range []struct {
		name, file, before, want string
	}{
		{"changed meanwhile", "site/b.tf", "another", "write site/b.tf: has changed since it was read: run it again"},
		{"gone", "site/gone.tf", "", "write site/gone.tf: no such file or directory"},
		{"a link", "site/link.tf", "a", "write site/link.tf: is not a regular file: edit what it leads to"},
		{"a link out", "site/out.tf", "d", "write site/out.tf: is not a regular file: edit what it leads to"},
		{"through a link out", "site/away/d.tf", "d", "write site/away/d.tf: lies outside of the repository"},
		{"outside", filepath.Join(outside, "d.tf"), "d", "lies outside of the repository"},
	} {
		err := fix.Save("site", []fix.Change{change("site/a.tf", "a", "A"), change(c.file, c.before, "X")})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	// Nothing was written so far.
	if err := fix.Save("site", []fix.Change{change("site/a.tf", "a", "A"), change("m/c.tf", "c", "C")}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"site/a.tf": "A", "site/b.tf": "b", "m/c.tf": "C", filepath.Join(outside, "d.tf"): "d"} {
		if text, err := os.ReadFile(name); err != nil || string(text) != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if info, err := os.Stat("site/a.tf"); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if left, err := filepath.Glob("*/.no403*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
