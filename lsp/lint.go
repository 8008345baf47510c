package lsp

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/tf"
)

// An analysis is what was found out about a root as it was at one time.
type analysis struct {
	dir    string
	report *lint.Report
	// texts are those of the files, by the names that ranges carry. The sources of
	// the report are not, where something in them is secret.
	texts map[string][]byte

	asking  sync.Mutex // what follows is for one goroutine at a time
	config  *tf.Config
	model   *cloudfront.Model // nil before anybody asked
	mending *fix.Result
	fixes   map[string][]fix.Fix // that were asked for, by finding
}

// reads reports whether the root had a file read.
func (a *analysis) reads(path string) bool {
	if a == nil {
		return false
	}
	_, read := a.texts[filepath.ToSlash(path)]
	return read
}

// analyze lints a root, with the settings that hold for it.
func analyze(dir string, source hclload.Options, rules []*lint.Rule) *analysis {
	stated := settings.Files{Rules: rules, Overlay: source.Overlay}
	own := stated.For(dir)
	source.VariablesFiles = own.VariablesFiles
	cfg := hclload.Load(dir, source)
	root := fix.Root{Dir: dir, Options: source, Settings: &own.Settings, Rules: rules}
	report := root.Settings.Run(cfg, rules)
	// More may be read while somebody asks about the configuration.
	texts := maps.Clone(cfg.Sources)
	report.Sources = maps.Clone(report.Sources)
	stated.Whole(dir)
	report.Diagnostics = append(report.Diagnostics, stated.Diagnostics(report)...)
	for _, path := range stated.Paths() {
		text, held := source.Overlay[path]
		if !held {
			text, _ = os.ReadFile(path) // which has been read; it is for places only
		}
		report.Sources[filepath.ToSlash(path)], texts[filepath.ToSlash(path)] = text, text
	}
	return &analysis{dir: dir, report: report, texts: texts, config: cfg, mending: root.Linted(cfg, report), fixes: make(map[string][]fix.Fix)}
}

// lintAfter has a root linted after a time in which nobody asks for it again.
func (s *server) lintAfter(r *root, after time.Duration) {
	r.stop()
	if after == 0 {
		s.lint(r)
		return
	}
	r.timer = time.AfterFunc(after, func() { s.do(func() { s.lint(r) }) })
}

// stop takes back that the root is to be linted.
func (r *root) stop() {
	if r.timer != nil {
		r.timer.Stop()
		r.timer = nil
	}
}

// lint lints a root in the background, unless that is going on: then it is
// linted again when it is done.
func (s *server) lint(r *root) {
	r.stop()
	if r.linting {
		return
	}
	r.linting = true
	loaded := s.loading(r.analysis == nil)
	of, source := r.changes, s.source()
	source.Parsed = &r.parsed
	var found *analysis
	s.background(func() { found = analyze(r.dir, source, s.options.Rules) }, func(err error) {
		defer loaded()
		r.linting = false
		switch {
		case s.roots[r.dir] != r:
			r.served(errClosed)
		case err != nil:
			s.log(r.dir + ": " + err.Error())
			r.served(err)
		case of == r.changes:
			r.analysis, r.of = found, of
			s.publish()
			r.served(nil)
		case r.timer == nil:
			s.lint(r)
		}
	})
}

var errClosed = errors.New("no open document is part of the root any more")

// served calls those who wait for the root.
func (r *root) served(err error) {
	waiting := r.waiting
	r.waiting = nil
	for _, then := range waiting {
		then(err)
	}
}

// source says what roots are evaluated with: the texts of open documents take
// the place of their files.
func (s *server) source() hclload.Options {
	o := s.settings.source(s.options.Source, s.folders)
	o.Overlay = make(map[string][]byte, len(s.documents))
	for _, d := range s.documents {
		o.Overlay[d.path] = d.source
	}
	return o
}
