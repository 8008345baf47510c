// Package hclload reads Terraform source and evaluates it as far as it can be
// known without a plan.
//
// # Symbolic evaluation
//
// A computed attribute such as aws_cloudfront_distribution.cdn.arn evaluates
// to a known string that holds a token (package symbol), and to a cty mark
// with the token's identity. jsonencode, templates, join and format keep the
// token in place, so a policy stays a policy.
//
// A result is trusted only if the token of every mark that it carries is still
// visible in it as a whole: otherwise some condition or function has consumed
// the value that nobody knows, and the result is unknown, with the references
// that made it. The check is made wherever a value gets a name: a local, a
// variable, an output, an attribute of a resource; and for each value within
// what jsonencode writes. So that a symbol which stands beside what it decides
// does not hide that it did, operations and calls hide the reads that they
// consume (decider), and functions that look inside a string are asked whether
// they would do the same for any value of the symbols in it.
//
// Its limits: elements of sets and maps whose symbols may have equal values are
// taken to differ, compact takes them not to be empty, and all come in the
// order of their tokens; trimspace and chomp take them to have no blanks.
package hclload

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Load reads the root module in dir, and the local modules that it calls. What
// cannot be read is in the configuration's diagnostics; everything else is
// there. Files are read only below the repository that holds dir, or below dir
// when it is in none.
func Load(dir string, o Options) *tf.Config {
	l := &loader{
		options:  o,
		limits:   o.Limits.OrDefault(),
		dir:      filepath.Clean(dir),
		diags:    &tf.Diagnostics{Secrets: &secrets.Set{}},
		sources:  make(map[string][]byte),
		modules:  make(map[string]*module),
		contents: make(map[string]*content),
	}
	if l.options.Parsed == nil {
		l.options.Parsed = &Parsed{} // for those who read it again
	}
	l.budget = &budget{left: l.limits.Steps, l: l}
	var source tf.Source = tf.Listed(nil)
	if root := l.load(); root != nil {
		source = lister{root}
	}
	cfg := tf.NewConfig(source, l.sources, l.diags)
	cfg.Deadline, cfg.Again = l.limits.Deadline, l.again
	cfg.Steps = func() (taken, most int) { return l.limits.Steps - l.budget.left, l.limits.Steps }
	return cfg
}

// again reads the same input anew, without parsing it. A revision of git is not
// read twice: that takes longer than what it saves.
func (l *loader) again() *tf.Config {
	o := l.options
	if o.Tree != nil {
		return nil
	}
	if o.Plan != nil {
		o.Plan = o.Plan.Again()
	}
	return Load(l.dir, o)
}

type loader struct {
	options   Options
	limits    limits.Limits
	budget    *budget
	dir       string // as the user wrote it
	base      string // of dir within tree, slash-separated
	tree      fs.FS  // the tree that may be read
	diags     *tf.Diagnostics
	sources   map[string][]byte
	size      limits.Size         // of what was read
	modules   map[string]*module  // by directory within tree
	contents  map[string]*content // of called modules, by the path of their calls
	manifest  map[string]string   // directories of installed modules, by the path of their calls
	funcs     map[string]function.Function
	files     *functions.Tree // what functions may read
	selected  string          // the workspace
	unread    []error         // files that functions could not read
	extra     []*tf.Resource  // of the plan alone, once it is known
	serial    int
	mention   map[string]bool
	mentionOf int
	scopes    int
}

// load reads the modules and returns the scope of the root; nil when there is
// none.
func (l *loader) load() *scope {
	top, base, err := treeTop(l.dir, l.options.Within)
	if err != nil {
		l.fail(tf.Range{}, "%v", err) // which names the directory
		return nil
	}
	l.base = base
	if l.tree, err = l.openTree(top); err != nil {
		l.fail(tf.Range{File: l.dir}, "%v", err)
		return nil
	}
	l.tree = overlaid(l.tree, top, l.options.Overlay)
	l.funcs = l.functionTable(top)

	mod := l.module(l.base)
	if len(mod.files) == 0 {
		if len(l.diags.All()) == 0 {
			l.fail(tf.Range{File: l.dir}, "no Terraform files here: name a directory that holds *.tf files")
		}
		return nil
	}
	rootScope := l.newScope(mod, nil, nil)
	rootScope.given = l.rootValues(mod)
	l.readCalled(rootScope.mod, nil, nil)
	l.checkPlan()
	return rootScope
}

// openTree returns the files that may be read.
func (l *loader) openTree(top string) (fs.FS, error) {
	if l.options.Tree != nil {
		return l.options.Tree, nil
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		return nil, err
	}
	// Bodies are evaluated when they are asked, so the root stays open as long
	// as the configuration is in use; its finalizer closes it.
	return root.FS(), nil
}

// treeTop returns the directory below which files may be read: the repository
// that holds dir, or without one the directory within which it was found, or dir
// itself. base is dir as seen from there, slash-separated.
func treeTop(dir, within string) (top, base string, err error) {
	abs, err := realDirectory(dir)
	if err != nil {
		return "", "", err
	}
	top = repositoryOf(abs)
	if top == "" && within != "" {
		if top, err = realDirectory(within); err != nil {
			return "", "", err
		}
	}
	top = cmp.Or(top, abs)
	switch rel, err := filepath.Rel(top, abs); {
	case err != nil:
		return "", "", err
	case !filepath.IsLocal(rel): // it was not found within
		return abs, ".", nil
	default:
		return top, filepath.ToSlash(rel), nil
	}
}

// repositoryOf returns the directory with the repository that holds a directory,
// empty without one.
func repositoryOf(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// realDirectory returns the absolute path of a directory without links.
func realDirectory(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return "", fmt.Errorf("%s: no such directory", dir)
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s: is not a directory", dir)
	}
	return abs, nil
}

// show returns the name that ranges carry for a file of the tree: relative to
// where the user stands, as far as the directory given was.
func (l *loader) show(name string) string {
	rel, err := filepath.Rel(filepath.FromSlash(l.base), filepath.FromSlash(name))
	if err != nil {
		return name
	}
	return filepath.ToSlash(filepath.Join(l.dir, rel))
}

// hide remembers all strings within a value as secrets.
func (l *loader) hide(v cty.Value) {
	for _, text := range tf.Strings(v) {
		l.diags.Secrets.Add(text)
	}
}

func (l *loader) fail(r tf.Range, format string, args ...any) {
	l.diags.Add(tf.DiagError, r, format, args...)
}

func (l *loader) warn(r tf.Range, format string, args ...any) {
	l.diags.Add(tf.DiagWarning, r, format, args...)
}

// rangeOf converts a range of the parser.
func rangeOf(r hcl.Range) tf.Range {
	return tf.Range{
		File:  r.Filename,
		Start: tf.Pos{Line: r.Start.Line, Column: r.Start.Column},
		End:   tf.Pos{Line: r.End.Line, Column: r.End.Column},
	}
}
