package lsp

import (
	"encoding/json"
	"strings"

	ruledocs "github.com/no403/no403/docs/rules"
	"github.com/no403/no403/report"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// explainCommand shows the page of a rule. Its argument is the name of the rule,
// its result the page in Markdown.
const explainCommand = "no403.explain"

func (s *server) executeCommand(r *request, p *protocol.ExecuteCommandParams) {
	var slug string
	if p.Command != explainCommand || len(p.Arguments) != 1 || json.Unmarshal(p.Arguments[0], &slug) != nil {
		r.reply(nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the commands here are: %s with the name of a rule", explainCommand))
		return
	}
	rule := s.rule(slug)
	page, ok := ruledocs.Page(slug)
	if rule == nil || !ok {
		r.reply(nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "there is no rule %.100q", slug))
		return
	}
	address, outside := report.Page(rule), true
	if s.client.asksContent {
		address, outside = pageScheme+":/rules/"+slug+".md", false
	}
	if s.client.shows {
		s.request(protocol.MethodWindowShowDocument, &protocol.ShowDocumentParams{URI: uri.URI(address), External: &outside}, func(*jsonrpc2.Response) {})
	} else {
		s.notify(protocol.MethodWindowShowMessage, &protocol.ShowMessageParams{
			Type: protocol.MessageTypeInfo, Message: rule.Title + ".\n\n" + rule.About + "\n\n" + report.Page(rule),
		})
	}
	r.reply(protocol.String(page), nil)
}

// pageScheme is that of the addresses of pages for clients that ask the server
// for the content of documents.
const pageScheme = "no403"

// documentContent returns the page of a rule.
func (s *server) documentContent(r *request, p *protocol.TextDocumentContentParams) {
	slug := strings.TrimSuffix(strings.TrimPrefix(p.URI.Path(), "/rules/"), ".md")
	page, ok := ruledocs.Page(slug)
	if p.URI.Scheme() != pageScheme || s.rule(slug) == nil || !ok {
		r.reply(nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "there is no document %.100q", p.URI))
		return
	}
	r.reply(&protocol.TextDocumentContentResult{Text: page}, nil)
}
