package lsp

import (
	"path/filepath"
	"time"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
	"go.lsp.dev/protocol"
)

// An analysis is what was found out about a root as it was at one time.
type analysis struct {
	config *tf.Config
	report *lint.Report
}

// reads reports whether the root had a file read.
func (a *analysis) reads(path string) bool {
	return a != nil && a.report.Sources[filepath.ToSlash(path)] != nil
}

// analyze lints a root.
func analyze(dir string, source hclload.Options, rules []*lint.Rule) *analysis {
	cfg := hclload.Load(dir, source)
	return &analysis{config: cfg, report: lint.Run(cfg, rules)}
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
	of, source := r.changes, s.source()
	var found *analysis
	s.background(func() { found = analyze(r.dir, source, s.options.Rules) }, func(err error) {
		r.linting = false
		switch {
		case s.roots[r.dir] != r:
			return // nobody is interested any more
		case err != nil:
			s.log(protocol.MessageTypeError, r.dir+": "+err.Error())
			return
		case of != r.changes && r.timer == nil:
			s.lint(r)
			return
		case of != r.changes:
			return
		}
		r.analysis, r.of = found, of
		s.publish()
	})
}

// source says what roots are evaluated with: the texts of open documents take
// the place of their files.
func (s *server) source() hclload.Options {
	o := s.settings.source(s.options.Source)
	o.Overlay = make(map[string][]byte, len(s.documents))
	for _, d := range s.documents {
		o.Overlay[d.path] = d.source
	}
	return o
}
