package hclload

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
)

// installed returns the directory, within the tree, of a module that
// "terraform init" has put there for a call.
// See https://developer.hashicorp.com/terraform/cli/commands/init.
func (l *loader) installed(s *scope, call string) (dir string, ok bool) {
	data, err := fs.ReadFile(l.tree, path.Join(l.base, ".terraform/modules/modules.json"))
	if err != nil || len(data) > maxFileSize {
		return "", false
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if json.Unmarshal(data, &manifest) != nil {
		return "", false
	}
	key := strings.Join(append(s.callNames(), call), ".")
	for _, m := range manifest.Modules {
		if m.Key == key {
			return path.Join(l.base, m.Dir), true
		}
	}
	return "", false
}
