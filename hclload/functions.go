package hclload

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// functionTable returns the functions that expressions may call. Those that
// read files see what the loader may read, from the root module's directory.
func (l *loader) functionTable(top string) map[string]function.Function {
	tree := &functions.Tree{FS: l.tree, Dir: l.base, Root: filepath.ToSlash(top)}
	for _, dir := range l.options.AllowRead {
		more, err := functions.Dir(dir)
		if err != nil {
			l.fail(tf.Range{File: dir}, "cannot be read: %v", reason(err))
			continue
		}
		tree.Others = append(tree.Others, more)
	}
	l.files = tree
	return functions.Table(watchedFiles{tree, l},
		functions.WithUnknown(l.standIn),
		functions.WithTrust(func(v cty.Value) cty.Value { return l.reread(settle(v, int(l.limits.ValueSize))) }),
		functions.WithStandIns(replaceTokens),
		functions.WithEvaluate(func(e hclsyntax.Expression, vars map[string]cty.Value, all map[string]function.Function) (cty.Value, hcl.Diagnostics) {
			return decide(e).Value(l.budget.context(vars, all))
		}),
	)
}

// watchedFiles remembers which files could not be read: an expression that
// fails over one is worth a word even where other values in it are not known.
type watchedFiles struct {
	functions.Files
	l *loader
}

// ReadFile implements functions.Files.
func (w watchedFiles) ReadFile(name string) ([]byte, error) {
	data, err := w.Files.ReadFile(name)
	if _, known := symbol.Parse(name).Literal(); err != nil && known {
		w.l.unread = append(w.l.unread, err)
	}
	if shown := w.l.shownCode(name); err == nil && shown != "" {
		w.l.sources[shown] = data
	}
	return data, err
}

// shownCode returns the name that ranges carry for a file of JavaScript: lines
// of the code of edge functions are shown like those of Terraform.
func (l *loader) shownCode(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs", ".cjs":
		return l.shownFile(name)
	}
	return ""
}

// shownFile returns the name that ranges carry for a file which an expression
// names; it is empty for one outside of the tree.
func (l *loader) shownFile(name string) string {
	root := path.Join("/", l.files.Root)
	rest, below := strings.CutPrefix(l.files.Abs(name), strings.TrimSuffix(root, "/")+"/")
	if !below {
		return ""
	}
	return l.show(rest)
}

// ReadFile implements tf.FileReader.
func (r lister) ReadFile(name string) (content []byte, shown string, err error) {
	content, err = r.root.l.files.ReadFile(name)
	if err != nil {
		return nil, "", err //nolint:wrapcheck // it names the file
	}
	return content, r.root.l.shownFile(name), nil
}

// replaceTokens writes a text with values in place of its symbols.
func replaceTokens(text string, value func(name string, mayBeEmpty bool) string) string {
	var b strings.Builder
	for _, p := range symbol.Parse(text).Parts() {
		if p.Symbol == nil {
			b.WriteString(p.Literal)
		} else {
			b.WriteString(value(p.Symbol.String(), !p.Symbol.Identifies()))
		}
	}
	return b.String()
}

// standIn returns what jsonencode writes for an unknown value within a known
// one: a symbol of its own, so that the rest of a policy stays readable.
func (l *loader) standIn(cty.Value) cty.Value {
	l.serial++
	return l.symbolValue(symbol.Nameless(l.serial))
}
