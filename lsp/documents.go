package lsp

import (
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A document is open in the editor: its text counts, not that of its file.
type document struct {
	id      uri.URI // in the form that all ways to write it have in common
	uri     uri.URI // as the client writes it
	path    string  // without links on the way to it
	version int32
	source  []byte
}

// canonical returns a path without links on the way to its directory, so that
// one file has one name.
func canonical(path string) string {
	dir, base := filepath.Split(filepath.Clean(path))
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	return filepath.Join(dir, base)
}

// opened returns the document of an identifier, nil when it is not open.
func (s *server) opened(id uri.URI) *document { return s.documents[id] }

// at returns the open document of a path, nil when there is none.
func (s *server) at(path string) *document {
	for _, d := range s.documents {
		if d.path == path {
			return d
		}
	}
	return nil
}

// An opening names a document as the client writes it.
type opening struct {
	TextDocument struct {
		URI string `json:"uri"`
	} `json:"textDocument"`
}

func (s *server) didOpen(p *protocol.DidOpenTextDocumentParams, as opening) {
	item := p.TextDocument
	if !item.URI.IsFile() {
		return
	}
	// The strings are parts of the message, which is not to be kept for them.
	id := uri.URI(strings.Clone(string(item.URI)))
	d := &document{
		id: id, uri: uri.URI(strings.Clone(as.TextDocument.URI)), path: canonical(id.FsPath()),
		version: item.Version, source: []byte(item.Text),
	}
	s.documents[id] = d
	s.changed(d.path, 0)
}

func (s *server) didChange(p *protocol.DidChangeTextDocumentParams) {
	d := s.opened(p.TextDocument.URI)
	if d == nil {
		return
	}
	for _, change := range p.ContentChanges {
		d.apply(change, s.client.bytes)
	}
	d.version = p.TextDocument.Version
	if s.settings.LintOn == onSave {
		s.outdated(d.path)
		return
	}
	s.changed(d.path, debounce)
}

// apply makes one change. Snapshots of the old text stay as they are.
func (d *document) apply(change protocol.TextDocumentContentChangeEvent, bytes bool) {
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangeWholeDocument:
		d.source = []byte(c.Text)
	case *protocol.TextDocumentContentChangePartial:
		t := text{d.source, bytes}
		from := t.offset(c.Range.Start)
		to := max(from, t.offset(c.Range.End))
		d.source = slices.Concat(d.source[:from], []byte(c.Text), d.source[to:])
	}
}

func (s *server) didSave(p *protocol.DidSaveTextDocumentParams) {
	if d := s.opened(p.TextDocument.URI); d != nil {
		s.saved(d)
	}
}

func (s *server) didClose(p *protocol.DidCloseTextDocumentParams) {
	d := s.opened(p.TextDocument.URI)
	if d == nil {
		return
	}
	delete(s.documents, d.id)
	s.changed(d.path, debounce)
	s.settle()
}
