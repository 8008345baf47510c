package lsp

import (
	"slices"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A client is what matters of the program at the other end.
type client struct {
	bytes         bool // positions count bytes, not units of UTF-16
	configuration bool // it can be asked for settings
	configures    bool // it says when they have changed, if it is asked to
	watches       bool // it says when files have changed, if it is asked to
	progress      bool // it shows progress
	shows         bool // it opens pages
	asksContent   bool // it asks for the content of documents that are no files
	versioned     bool // it makes edits for a version of a document
}

// is returns what an optional member says, false when it is not there.
func is(optional *bool) bool { return optional != nil && *optional }

// clientOf reads what a client can do.
func clientOf(c protocol.ClientCapabilities) client {
	var own client
	if c.General != nil {
		own.bytes = slices.Contains(c.General.PositionEncodings, protocol.PositionEncodingKindUTF8)
	}
	if w := c.Workspace; w != nil {
		own.configuration = is(w.Configuration)
		own.configures = w.DidChangeConfiguration != nil && is(w.DidChangeConfiguration.DynamicRegistration)
		own.asksContent = w.TextDocumentContent != nil
		own.versioned = w.WorkspaceEdit != nil && is(w.WorkspaceEdit.DocumentChanges)
		own.watches = w.DidChangeWatchedFiles != nil && is(w.DidChangeWatchedFiles.DynamicRegistration)
	}
	if c.Window != nil {
		own.progress = is(c.Window.WorkDoneProgress)
		own.shows = c.Window.ShowDocument != nil && c.Window.ShowDocument.Support
	}
	return own
}

func (s *server) initialize(r *request, p *protocol.InitializeParams) {
	if s.phase != starting {
		r.reply(nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the session has begun already"))
		return
	}
	s.client = clientOf(p.Capabilities)
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		s.addFolders(folders)
	} else if p.RootURI != nil { //nolint:staticcheck // it is what clients without folders say
		s.addFolders([]protocol.WorkspaceFolder{{URI: *p.RootURI}}) //nolint:staticcheck // see above
	}
	if p.ProcessID != nil {
		go s.watchParent(int(*p.ProcessID))
	}
	s.phase = running
	r.reply(&protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "no403", Version: protocol.NewOptional(s.options.Version)},
	}, nil)
	if len(p.InitializationOptions) > 0 {
		s.configure(p.InitializationOptions)
	}
}

// capabilities returns what the server can do.
func (s *server) capabilities() protocol.ServerCapabilities {
	yes, change := true, protocol.TextDocumentSyncKindIncremental
	encoding := protocol.PositionEncodingKindUTF16
	if s.client.bytes {
		encoding = protocol.PositionEncodingKindUTF8
	}
	return protocol.ServerCapabilities{
		PositionEncoding:       encoding,
		TextDocumentSync:       &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &change, Save: &protocol.SaveOptions{}},
		HoverProvider:          protocol.Boolean(true),
		CodeActionProvider:     &protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}},
		DocumentLinkProvider:   &protocol.DocumentLinkOptions{},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: []string{explainCommand}},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders:    &protocol.WorkspaceFoldersServerCapabilities{Supported: &yes, ChangeNotifications: protocol.Boolean(true)},
			TextDocumentContent: &protocol.TextDocumentContentOptions{Schemes: []string{pageScheme}},
		},
	}
}

// initialized asks the client for what it offered.
func (s *server) initialized() {
	var wanted []protocol.Registration
	if s.client.watches {
		wanted = append(wanted, watching())
	}
	if s.client.configures {
		wanted = append(wanted, protocol.Registration{
			ID: "configuration", Method: protocol.MethodWorkspaceDidChangeConfiguration,
			RegisterOptions: encoded(&protocol.DidChangeConfigurationRegistrationOptions{Section: protocol.String(section)}),
		})
	}
	if len(wanted) > 0 {
		s.request(protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{Registrations: wanted}, func(*jsonrpc2.Response) {})
	}
	s.askConfiguration()
}

// encoded returns what the protocol leaves open as JSON.
func encoded(value any) protocol.LSPAny {
	text, err := protocol.Marshal(value)
	if err != nil {
		panic(err) // what is sent is made here
	}
	return text
}

func (s *server) addFolders(folders []protocol.WorkspaceFolder) {
	for _, f := range folders {
		if f.URI.IsFile() {
			s.folders = append(s.folders, folderPath(f.URI))
		}
	}
}

func folderPath(id uri.URI) string { return canonical(id.FsPath()) }

func (s *server) didChangeFolders(p *protocol.DidChangeWorkspaceFoldersParams) {
	for _, f := range p.Event.Removed {
		gone := folderPath(f.URI)
		s.folders = slices.DeleteFunc(s.folders, func(folder string) bool { return folder == gone })
	}
	s.addFolders(p.Event.Added)
	s.askConfiguration()
}

// parentInterval is how often the server looks whether its parent lives.
const parentInterval = 3 * time.Second

// watchParent ends the session when the program that began it is gone.
func (s *server) watchParent(process int) {
	tick := time.NewTicker(parentInterval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if !alive(process) {
				s.do(s.end)
				return
			}
		case <-s.ended:
			return
		}
	}
}
