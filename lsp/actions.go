package lsp

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/no403/no403/fix"
	"github.com/no403/no403/lint"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// codeAction offers what can be done about the findings in a range.
func (s *server) codeAction(r *request, p *protocol.CodeActionParams) {
	if only := p.Context.Only; len(only) > 0 && !slices.ContainsFunc(only, holdsQuickFix) {
		r.reply([]protocol.CommandOrCodeAction{}, nil)
		return
	}
	notes, offer := s.settings.Notes, s.offer()
	s.ask(r, p.TextDocument, func(q *question) any {
		actions := []protocol.CommandOrCodeAction{}
		from, to := q.text.offset(p.Range.Start), q.text.offset(p.Range.End)
		seen := make(map[string]bool) // roots that share a module may offer the same
		for _, a := range q.analyses {
			for _, f := range a.at(q, from, to, notes) {
				for _, action := range offer.about(q, a, f, p.Context.Diagnostics) {
					key, err := protocol.Marshal(action)
					if err == nil && !seen[string(key)] {
						seen[string(key)] = true
						actions = append(actions, action)
					}
				}
			}
		}
		return actions
	})
}

// holdsQuickFix reports whether a kind of action holds quick fixes.
func holdsQuickFix(k protocol.CodeActionKind) bool {
	return k == protocol.CodeActionKindQuickFix || k == protocol.CodeActionKindEmpty
}

// An offer makes actions in the words of the client. It is a snapshot: it is
// used outside of the loop.
type offer struct {
	documents map[string]document // by path
	versioned bool                // edits name the version that they are for
	bytes     bool
}

// offer returns what actions are made with at this time.
func (s *server) offer() offer {
	o := offer{documents: make(map[string]document), versioned: s.client.versioned, bytes: s.client.bytes}
	for _, d := range s.documents {
		o.documents[d.path] = *d
	}
	return o
}

// about returns the actions for one finding.
func (o offer) about(q *question, a *analysis, f lint.Finding, shown []protocol.Diagnostic) []*protocol.CodeAction {
	var actions []*protocol.CodeAction
	for _, mending := range a.fixesFor(f) {
		actions = append(actions, o.mend(a, mending))
	}
	if at, ok := ignorePlace(a, f); ok {
		actions = append(actions, &protocol.CodeAction{
			Title: "Ignore " + f.Rule.Slug + " here, for a reason that you write",
			Edit:  o.edit(a, []insertion{at}),
		})
	}
	slug, _ := json.Marshal(f.Rule.Slug) // a string can be
	actions = append(actions, &protocol.CodeAction{
		Title:   "Explain " + f.Rule.Slug,
		Command: protocol.Command{Title: "Explain " + f.Rule.Slug, Command: explainCommand, Arguments: []protocol.LSPAny{slug}},
	})
	kind := protocol.CodeActionKindQuickFix
	for _, action := range actions {
		action.Kind = &kind
		for _, d := range shown {
			if d.Code == protocol.String(f.Rule.Slug) && d.Range == q.text.span(f.Decision.Range) {
				action.Diagnostics = append(action.Diagnostics, d)
			}
		}
	}
	return actions
}

// mend returns the action that makes the edits of a fix.
func (o offer) mend(a *analysis, mending fix.Fix) *protocol.CodeAction {
	action := &protocol.CodeAction{Title: sentence(mending.Title), IsPreferred: &mending.Safe}
	if !mending.Safe {
		action.Title += " (unsafe: see the page of the rule)"
	}
	var insertions []insertion
	for _, e := range mending.Edits {
		insertions = append(insertions, insertion{file: e.Range.Filename, from: e.Range.Start.Byte, to: e.Range.End.Byte, text: e.NewText})
	}
	action.Edit = o.edit(a, insertions)
	return action
}

// sentence returns a text with a capital letter in front.
func sentence(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// fixesFor returns what mends a finding, which takes linting the root again when
// it is first asked.
func (a *analysis) fixesFor(f lint.Finding) []fix.Fix {
	a.asking.Lock()
	defer a.asking.Unlock()
	key := f.Rule.Slug + " " + f.Distribution + " " + f.Decision.FullPath() + " " + f.Decision.Viewers
	found, known := a.fixes[key]
	if !known {
		found = a.mending.For(f)
		a.fixes[key] = found
	}
	return found
}

// An insertion replaces the bytes between two places of a file.
type insertion struct {
	file     string // as ranges name it
	from, to int
	text     string
}

// edit returns insertions as the client makes them.
func (o offer) edit(a *analysis, insertions []insertion) *protocol.WorkspaceEdit {
	edit := &protocol.WorkspaceEdit{}
	byURI := make(map[uri.URI][]protocol.TextEdit)
	var order []uri.URI
	versions := make(map[uri.URI]*int32)
	for _, i := range insertions {
		path := filepath.FromSlash(i.file)
		id := uri.File(path)
		if d, open := o.documents[path]; open {
			id = d.uri
			versions[id] = &d.version
		}
		t := text{a.texts[i.file], o.bytes}
		if byURI[id] == nil {
			order = append(order, id)
		}
		byURI[id] = append(byURI[id], protocol.TextEdit{
			Range: protocol.Range{Start: t.positionAt(i.from), End: t.positionAt(i.to)}, NewText: i.text,
		})
	}
	if !o.versioned {
		edit.Changes = byURI
		return edit
	}
	for _, id := range order {
		change := &protocol.TextDocumentEdit{TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: id}, Version: versions[id],
		}}
		for i := range byURI[id] {
			change.Edits = append(change.Edits, &byURI[id][i])
		}
		edit.DocumentChanges = append(edit.DocumentChanges, change)
	}
	return edit
}
