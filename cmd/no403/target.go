package main

import (
	"fmt"
	"path/filepath"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/tf"
)

// A target is one input with the settings that hold for it.
type target struct {
	input
	settings *settings.File
	within   string // the directory that it was found in; empty if it was named
}

// A chooser finds the targets that the arguments of lint stand for, each once,
// and says what becomes of those that are not looked at.
type chooser struct {
	find    finder
	stated  *settings.Files
	targets []target
	diags   []tf.Diagnostic
	left    []tf.Diagnostic // about what the settings exclude
	seen    map[input]bool
}

// choose returns the targets of the arguments; without any, of the roots that
// the settings name, else of the current directory.
func (c *chooser) choose(args []string) {
	c.seen = make(map[input]bool)
	c.named(args)
	for _, dir := range c.find.unread {
		in := input{directory, nameOf(dir)}
		if _, excluded := c.stated.For(".").Excludes(in.path); !excluded {
			c.diags = append(c.diags, tf.Diagnostic{
				Severity: tf.DiagWarning, Range: tf.Range{File: filepath.ToSlash(in.path)},
				Message: "cannot be looked through: let it be read, or exclude it in " + settings.Name,
			})
		}
	}
}

func (c *chooser) named(args []string) {
	if len(args) == 0 {
		if file := c.stated.For("."); len(file.Roots) > 0 && filepath.Clean(file.Dir()) == "." {
			c.stated.Whole(".")
			c.roots(file)
			return
		}
		args = []string{"."}
	}
	for _, arg := range args {
		inputs, err := c.find.find(arg)
		if err != nil {
			c.diags = append(c.diags, diagnosticOf(arg, err))
			continue
		}
		if !hclload.IsSource(arg) || isDirectory(arg) {
			c.stated.Whole(nameOf(arg))
		}
		within := ""
		if c.find.recursive && isDirectory(arg) {
			within = nameOf(arg)
		}
		c.add(inputs, within)
	}
}

// add adds inputs, except those that settings exclude. Whoever named one hears of
// it; of many that were found within a directory, only when there is nothing else.
func (c *chooser) add(inputs []input, within string) {
	var excluded []tf.Diagnostic
	for _, in := range inputs {
		if c.seen[in] {
			continue
		}
		c.seen[in] = true
		file := c.stated.For(in.dir())
		if pattern, is := file.Excludes(in.path); is && in.kind != standardInput {
			excluded = append(excluded, tf.Diagnostic{
				Severity: tf.DiagWarning, Range: pattern.Range,
				Message: fmt.Sprintf("this excludes %s: it is not looked at", in.path),
			})
			continue
		}
		c.targets = append(c.targets, target{in, file, within})
	}
	if within == "" || len(excluded) == len(inputs) {
		c.left = append(c.left, excluded...)
	}
}

// roots adds the directories that settings name as roots. A pattern stands for
// the root modules that it matches; a path for that directory.
func (c *chooser) roots(file *settings.File) {
	modules, err := c.find.modules(file.Dir())
	if err != nil {
		c.diags = append(c.diags, tf.Diagnostic{Severity: tf.DiagError, Range: file.Roots[0].Range, Message: err.Error()})
		return
	}
	for _, pattern := range file.Roots {
		candidates := modules.Roots()
		if pattern.IsPath() {
			candidates = modules.Dirs()
		}
		var inputs []input
		for _, in := range directories(candidates) {
			if rel, ok := file.Within(in.path); ok && pattern.Matches(rel) {
				inputs = append(inputs, in)
			}
		}
		if len(inputs) == 0 {
			c.diags = append(c.diags, tf.Diagnostic{
				Severity: tf.DiagError, Range: pattern.Range,
				Message: fmt.Sprintf("there is no root module at %q: name a directory that holds *.tf files", pattern.Text),
			})
		}
		c.add(inputs, file.Dir())
	}
}

// with returns the options of source with what settings say.
func (t target) with(o hclload.Options) hclload.Options {
	o.VariablesFiles, o.Within = t.settings.VariablesFiles, t.within
	return o
}
