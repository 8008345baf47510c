package lsp

import (
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A client is what matters of the program at the other end.
type client struct {
	bytes bool // positions count bytes, not units of UTF-16
}

// is returns what an optional member says, false when it is not there.
func is(optional *bool) bool { return optional != nil && *optional }

func (s *server) initialize(r *request, p *protocol.InitializeParams) {
	if s.phase != starting {
		r.reply(nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the session has begun already"))
		return
	}
	s.client = clientOf(p.Capabilities)
	if p.ProcessID != nil {
		go s.watchParent(int(*p.ProcessID))
	}
	s.phase = running
	r.reply(&protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "no403", Version: protocol.NewOptional(s.options.Version)},
	}, nil)
}

// clientOf reads what a client can do.
func clientOf(c protocol.ClientCapabilities) client {
	var own client
	if c.General != nil {
		for _, encoding := range c.General.PositionEncodings {
			own.bytes = own.bytes || encoding == protocol.PositionEncodingKindUTF8
		}
	}
	return own
}

// capabilities returns what the server can do.
func (s *server) capabilities() protocol.ServerCapabilities {
	yes, change := true, protocol.TextDocumentSyncKindIncremental
	encoding := protocol.PositionEncodingKindUTF16
	if s.client.bytes {
		encoding = protocol.PositionEncodingKindUTF8
	}
	return protocol.ServerCapabilities{
		PositionEncoding: encoding,
		TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &change, Save: &protocol.SaveOptions{}},
	}
}

func (s *server) initialized() {}

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
