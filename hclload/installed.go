package hclload

import (
	"bytes"
	"cmp"
	"encoding/json"
	"path"
	"strings"

	"github.com/no403/no403/tf"
)

// installed returns the directory, within the tree, of a module that
// "terraform init" has put there for a call.
// See https://developer.hashicorp.com/terraform/cli/commands/init.
func (l *loader) installed(names []string) (dir string, ok bool) {
	if l.manifest == nil {
		l.manifest = l.readManifest(path.Join(l.base, ".terraform/modules/modules.json"))
	}
	dir, ok = l.manifest[strings.Join(names, ".")]
	return dir, ok
}

// workspace returns the name of the workspace that is selected.
// See https://developer.hashicorp.com/terraform/language/state/workspaces.
func (l *loader) workspace() string {
	if l.selected == "" {
		l.selected = cmp.Or(l.options.Workspace, l.readWorkspace())
	}
	return l.selected
}

func (l *loader) readWorkspace() string {
	if name := path.Join(l.base, ".terraform/environment"); l.exists(name) {
		if src, ok := l.read(name); ok && len(bytes.TrimSpace(src)) > 0 {
			return string(bytes.TrimSpace(src))
		}
	}
	return "default"
}

func (l *loader) readManifest(name string) map[string]string {
	dirs := make(map[string]string)
	if !l.exists(name) {
		return dirs
	}
	data, ok := l.read(name)
	if !ok {
		return dirs
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		l.fail(tf.Range{File: l.show(name)}, "cannot be read: %v: run terraform init again", err)
	}
	for _, m := range manifest.Modules {
		dirs[m.Key] = path.Join(l.base, m.Dir)
	}
	return dirs
}
