package lsp

import (
	"context"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// dispatch begins to carry out a request.
func (s *server) dispatch(r *request, method string, params jsonrpc2.RawMessage) {
	var err error
	switch method {
	case protocol.MethodInitialize:
		err = with(params, func(p *protocol.InitializeParams) { s.initialize(r, p) })
	case protocol.MethodShutdown:
		s.phase = shuttingDown
		r.reply(nil, nil)
	case protocol.MethodTextDocumentHover:
		err = with(params, func(p *protocol.HoverParams) { s.hover(r, p) })
	case protocol.MethodTextDocumentCodeAction:
		err = with(params, func(p *protocol.CodeActionParams) { s.codeAction(r, p) })
	case protocol.MethodTextDocumentDocumentLink:
		err = with(params, func(p *protocol.DocumentLinkParams) { s.documentLink(r, p) })
	case protocol.MethodWorkspaceExecuteCommand:
		err = with(params, func(p *protocol.ExecuteCommandParams) { s.executeCommand(r, p) })
	case protocol.MethodWorkspaceTextDocumentContent:
		err = with(params, func(p *protocol.TextDocumentContentParams) { s.documentContent(r, p) })
	default:
		err = jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "there is no method %.100q here", method)
	}
	if err != nil {
		r.reply(nil, err)
	}
}

// notified carries out a notification. Those that nobody knows, or whose
// parameters do not fit, are of no consequence, as the protocol wants it.
func (s *server) notified(m *jsonrpc2.Notification) {
	if m.Method() == protocol.MethodExit {
		if s.phase == shuttingDown {
			s.exit = 0
		}
		s.end()
		return
	}
	if s.phase != running {
		return
	}
	if err := guarded(func() { s.heed(m.Method(), m.Params()) }); err != nil {
		s.log(err.Error())
	}
}

func (s *server) heed(method string, params jsonrpc2.RawMessage) {
	var err error
	switch method {
	case protocol.MethodInitialized:
		s.initialized()
	case protocol.MethodCancelRequest:
		err = with(params, s.cancel)
	case protocol.MethodTextDocumentDidOpen:
		err = with(params, func(p *protocol.DidOpenTextDocumentParams) {
			var as opening
			if json.Unmarshal(params, &as) == nil {
				s.didOpen(p, as)
			}
		})
	case protocol.MethodTextDocumentDidChange:
		err = with(params, s.didChange)
	case protocol.MethodTextDocumentDidSave:
		err = with(params, s.didSave)
	case protocol.MethodTextDocumentDidClose:
		err = with(params, s.didClose)
	case protocol.MethodWorkspaceDidChangeConfiguration:
		err = with(params, s.didChangeConfiguration)
	case protocol.MethodWorkspaceDidChangeWorkspaceFolders:
		err = with(params, s.didChangeFolders)
	case protocol.MethodWorkspaceDidChangeWatchedFiles:
		err = with(params, s.didChangeFiles)
	}
	if err != nil {
		s.log(method + ": " + err.Error())
	}
}

// cancel answers a request that the client no longer wants.
func (s *server) cancel(p *protocol.CancelParams) {
	var id jsonrpc2.ID
	switch of := p.ID.(type) {
	case protocol.Integer:
		id = jsonrpc2.NewNumberID(int64(of))
	case protocol.String:
		id = jsonrpc2.NewStringID(string(of))
	}
	r := &request{server: s, id: id, context: context.Background()}
	r.reply(nil, jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestCancelled), "the request was cancelled"))
}

// log tells the client of an error that belongs into a log.
func (s *server) log(message string) {
	s.notify(protocol.MethodWindowLogMessage, &protocol.LogMessageParams{Type: protocol.MessageTypeError, Message: message})
}
