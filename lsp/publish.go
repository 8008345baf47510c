package lsp

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// publish sends the diagnostics of files that have others than the client
// knows. What a root says about a file that has changed since is not shown: the
// root is linted again, and then is.
func (s *server) publish() {
	all := s.merged()
	shown := s.diagnostics(all)
	files := slices.Collect(maps.Keys(shown))
	files = slices.AppendSeq(files, maps.Keys(s.published))
	for _, d := range s.documents {
		if s.isRead(d.path) { // it is said of these, too, that nothing is wrong
			files = append(files, d.path)
		}
	}
	slices.Sort(files)
	for _, file := range slices.Compact(files) {
		if !s.inFlux(file) {
			s.publishFile(file, shown[file])
		}
	}
}

// merged joins what is known of all roots: what they share is shown once.
func (s *server) merged() *lint.Report {
	var reports []*lint.Report
	for _, dir := range slices.Sorted(maps.Keys(s.roots)) {
		if a := s.roots[dir].analysis; a != nil {
			reports = append(reports, a.report)
		}
	}
	return lint.Merge(reports...)
}

// isRead reports whether a root has read a file.
func (s *server) isRead(file string) bool {
	for _, r := range s.roots {
		if r.analysis.reads(file) {
			return true
		}
	}
	return false
}

// inFlux reports whether a root that reads a file is not up to date.
func (s *server) inFlux(file string) bool {
	for _, r := range s.roots {
		if !r.current() && r.analysis.reads(file) {
			return true
		}
	}
	return false
}

func (s *server) publishFile(file string, diagnostics []protocol.Diagnostic) {
	params := &protocol.PublishDiagnosticsParams{URI: uri.File(file), Diagnostics: diagnostics}
	if diagnostics == nil {
		params.Diagnostics = []protocol.Diagnostic{} // null is no list
	}
	if d := s.at(file); d != nil {
		params.URI, params.Version = d.uri, protocol.NewOptional(d.version)
	}
	encoded, err := protocol.Marshal(params)
	if err != nil {
		panic(err) // what is sent is made here
	}
	if s.published[file] == string(encoded) {
		return
	}
	s.published[file] = string(encoded)
	if len(diagnostics) == 0 && s.at(file) == nil {
		delete(s.published, file) // the client knows nothing of the file from here on
	}
	s.notify(protocol.MethodTextDocumentPublishDiagnostics, params)
}

// diagnostics returns what there is to show, by file.
func (s *server) diagnostics(all *lint.Report) map[string][]protocol.Diagnostic {
	shown := make(map[string][]protocol.Diagnostic)
	c := converter{texts: make(map[string][]byte), bytes: s.client.bytes, uriOf: s.uriOf}
	for _, dir := range slices.Sorted(maps.Keys(s.roots)) {
		if a := s.roots[dir].analysis; a != nil {
			maps.Copy(c.texts, a.texts)
		}
	}
	add := func(at tf.Range, d protocol.Diagnostic) {
		if at.File != "" {
			file := filepath.FromSlash(at.File)
			shown[file] = append(shown[file], d)
		}
	}
	for _, d := range all.Diagnostics {
		if d.Range.File == "" && !s.said[d.Message] {
			s.said[d.Message] = true
			s.log(d.Message) // it is about no file in particular
		}
		add(d.Range, c.input(d))
	}
	unused := make(map[tf.Range]bool)
	for _, i := range all.Ignores {
		unused[i.At] = i.Wrong == "" && !i.Used
	}
	for _, d := range all.IgnoreProblems(s.options.Rules) {
		comment := c.input(d)
		if unused[d.Range] {
			comment.Tags = unnecessary()
		}
		add(d.Range, comment)
	}
	for _, f := range all.Open() {
		if f.Severity > lint.Note || s.settings.Notes {
			add(f.Decision.Range, c.finding(f))
		}
	}
	return shown
}

// uriOf returns what the client calls a file.
func (s *server) uriOf(file string) uri.URI {
	if d := s.at(file); d != nil {
		return d.uri
	}
	return uri.File(file)
}
