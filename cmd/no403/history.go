package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/no403/no403/baseline"
	"github.com/no403/no403/gitrev"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/tf"
)

// A history knows what was found in the targets of a run at a git revision.
type history struct {
	ctx      context.Context //nolint:containedctx // it lives as long as the run does
	revision string
	config   string                  // the file of settings that the user names
	trees    map[string]*gitrev.Tree // by the top of the repository; nil where there is none
	diags    []tf.Diagnostic
	err      error // why there is no telling what is new
}

func newHistory(ctx context.Context, revision, config string) *history {
	return &history{ctx: ctx, revision: revision, config: config, trees: make(map[string]*gitrev.Tree)}
}

// of returns what was found in a target, nil where nobody asks.
func (h *history) of(t target, s *source) *baseline.Baseline {
	if h == nil {
		return nil
	}
	found := &baseline.Baseline{}
	if t.kind != directory {
		h.fail("%s: a plan says nothing about revision %q: name the directory of its source, with --plan if need be", t.path, h.revision)
		return found
	}
	top, base, err := hclload.Repository(t.path)
	if err != nil {
		h.fail("%w", err)
		return found
	}
	tree := h.tree(top)
	if tree == nil {
		return found
	}
	if info, err := fs.Stat(tree, base); err != nil || !info.IsDir() {
		return found // all of it is new
	}
	then := target{input: t.input, settings: h.settings(tree, top, base, t.settings)}
	o := then.with(s.Options)
	o.Tree, o.Plan = tree, nil
	cfg := hclload.Load(t.path, o)
	stated := then.settings.Settings
	stated.Known = func(f lint.Finding) lint.Suppression {
		found.Add("", f)
		return lint.Suppression{}
	}
	stated.Run(cfg, rules.All())
	for _, d := range cfg.Diagnostics.All() {
		if d.Severity == tf.DiagError {
			h.diags = append(h.diags, tf.Diagnostic{
				Severity: tf.DiagWarning, Message: fmt.Sprintf("at revision %q this could not be read, so what it holds counts as new: %s", h.revision, d.String()),
			})
			break
		}
	}
	return found
}

func (h *history) fail(format string, args ...any) {
	h.err = cmp.Or(h.err, fmt.Errorf("--new-from: %w", fmt.Errorf(format, args...)))
}

// failed returns why there is no telling what is new, nil when there is.
func (h *history) failed() error {
	if h == nil {
		return nil
	}
	return h.err
}

// tree returns the files of a repository at the revision, nil when they cannot
// be had.
func (h *history) tree(top string) *gitrev.Tree {
	tree, asked := h.trees[top]
	if !asked {
		var err error
		if tree, err = gitrev.Open(h.ctx, top, h.revision); err != nil {
			h.fail("%w", err)
			tree = nil
		}
		h.trees[top] = tree
	}
	return tree
}

// close ends what reads the revision.
func (h *history) close() {
	if h == nil {
		return
	}
	for _, tree := range h.trees {
		if tree != nil {
			_ = tree.Close() // nothing is asked any more
		}
	}
}

// settings returns those that held for a directory at the revision: what the
// change states must not be taken for what was there.
func (h *history) settings(tree fs.FS, top, base string, now *settings.File) *settings.File {
	if h.config != "" {
		of, dir, err := hclload.Repository(filepath.Dir(h.config))
		if err != nil || of != top {
			return now // no revision has it
		}
		text, err := fs.ReadFile(tree, path.Join(dir, filepath.Base(h.config)))
		if err != nil {
			return &settings.File{}
		}
		then, _ := settings.Parse(now.Path, text, rules.All())
		return then
	}
	for dir := base; ; dir = path.Dir(dir) {
		if text, err := fs.ReadFile(tree, path.Join(dir, settings.Name)); err == nil {
			name := nameOf(filepath.Join(top, filepath.FromSlash(dir), settings.Name))
			then, _ := settings.Parse(name, text, rules.All())
			return then
		}
		if dir == "." {
			return &settings.File{}
		}
	}
}
