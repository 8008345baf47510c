package lsp

import (
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// loads are what is going on for the first time, which may take a while. The
// client shows it as one thing, unless it is over before the client is ready.
type loads struct {
	open  int
	token protocol.String
	begun bool
}

// loading notes that something is loaded, if first is true, and returns what to
// call when it is.
func (s *server) loading(first bool) (done func()) {
	if !first || !s.client.progress {
		return func() {}
	}
	if s.loads == nil {
		s.beginLoads()
	}
	l := s.loads
	l.open++
	return func() {
		if l.open--; l.open > 0 {
			return
		}
		s.loads = nil
		if l.begun {
			s.progress(l, &protocol.WorkDoneProgressEnd{Kind: "end"})
		}
	}
}

func (s *server) beginLoads() {
	l := &loads{token: protocol.String(fmt.Sprintf("no403/%d", s.asked))}
	s.loads = l
	s.request(protocol.MethodWindowWorkDoneProgressCreate, &protocol.WorkDoneProgressCreateParams{Token: l.token}, func(answer *jsonrpc2.Response) {
		if answer.Err() == nil && s.loads == l {
			l.begun = true
			s.progress(l, &protocol.WorkDoneProgressBegin{Kind: "begin", Title: "no403: reading Terraform"})
		}
	})
}

func (s *server) progress(l *loads, value any) {
	s.notify(protocol.MethodProgress, &protocol.ProgressParams{Token: l.token, Value: encoded(value)})
}
