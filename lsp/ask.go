package lsp

import (
	"slices"

	"github.com/no403/no403/cloudfront"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A question is about a place in an open document.
type question struct {
	path     string
	text     text
	analyses []*analysis // of the roots that it is part of, all of them current
}

// ask has a question about a document answered in the background, once what is
// known of its roots is current. Without an answer the result is null.
func (s *server) ask(r *request, id protocol.TextDocumentIdentifier, answer func(*question) any) {
	d := s.opened(id.URI)
	if d == nil {
		r.reply(nil, nil)
		return
	}
	s.whenCurrent(r, d.path, func(analyses []*analysis) {
		q := &question{path: d.path, text: text{slices.Clip(d.source), s.client.bytes}, analyses: analyses}
		var result any
		s.background(func() { result = answer(q) }, func(err error) {
			if err != nil {
				err = jsonrpc2.NewError(jsonrpc2.InternalError, err.Error())
			}
			r.reply(result, err)
		})
	})
}

// whenCurrent calls then with what is known of the roots of a file, as soon as
// that knows of all changes.
func (s *server) whenCurrent(r *request, path string, then func([]*analysis)) {
	if !r.open() {
		return // it was cancelled meanwhile
	}
	if repo := s.repository(path); repo != nil && repo.looking && repo.modules == nil {
		repo.waiting = append(repo.waiting, func() { s.whenCurrent(r, path, then) })
		return
	}
	var analyses []*analysis
	for _, dir := range s.rootsOf(path) {
		root := s.roots[dir]
		switch {
		case root == nil:
		case root.current():
			analyses = append(analyses, root.analysis)
		case s.settings.LintOn == onSave && root.analysis != nil:
			r.reply(nil, nil) // what is not saved is not looked at
			return
		default:
			root.waiting = append(root.waiting, func(err error) {
				if err != nil {
					r.reply(nil, jsonrpc2.NewError(jsonrpc2.InternalError, err.Error()))
					return
				}
				s.whenCurrent(r, path, then)
			})
			s.lint(root)
			return
		}
	}
	then(analyses)
}

// distributions returns the distributions of a root. The caller holds asking.
func (a *analysis) distributions() []*cloudfront.Distribution {
	if a.model == nil {
		a.model = cloudfront.New(a.config)
	}
	return a.model.Distributions
}
