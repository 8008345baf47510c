package lsp

import (
	"context"
	"errors"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// receive takes one message of the client.
func (s *server) receive(content []byte) {
	message, err := jsonrpc2.DecodeMessage(content)
	switch m := message.(type) {
	case *jsonrpc2.Call:
		s.call(m)
	case *jsonrpc2.Notification:
		s.notified(m)
	case *jsonrpc2.Response:
		s.answered(m)
	default:
		code := jsonrpc2.ParseError
		if jsontext.Value(content).IsValid() {
			code = jsonrpc2.InvalidRequest
		}
		s.reply(jsonrpc2.ID{}, nil, jsonrpc2.Errorf(code, "this is no message of JSON-RPC 2.0: %v", err))
	}
}

// call carries out a request. Each gets one answer.
func (s *server) call(m *jsonrpc2.Call) {
	switch {
	case s.phase == starting && m.Method() != protocol.MethodInitialize:
		s.reply(m.ID(), nil, jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the first request must be initialize"))
		return
	case s.phase == shuttingDown:
		s.reply(m.ID(), nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the session has been shut down"))
		return
	}
	r := &request{server: s, id: m.ID()}
	r.context, s.pending[r.id] = context.WithCancel(context.Background())
	if err := guarded(func() { s.dispatch(r, m.Method(), m.Params()) }); err != nil {
		r.reply(nil, jsonrpc2.NewError(jsonrpc2.InternalError, err.Error()))
	}
}

// A request waits for its answer.
type request struct {
	server  *server
	id      jsonrpc2.ID
	context context.Context //nolint:containedctx // it is that of this request
}

// open reports whether the request still has no answer.
func (r *request) open() bool { return r.server.pending[r.id] != nil }

// reply answers the request, unless it has its answer already.
func (r *request) reply(result any, err error) {
	if !r.open() {
		return
	}
	r.server.pending[r.id]()
	delete(r.server.pending, r.id)
	r.server.reply(r.id, result, err)
}

// with decodes the parameters of a message for a function.
func with[P any](params jsonrpc2.RawMessage, do func(*P)) error {
	p := new(P)
	if err := protocol.Unmarshal(params, p); err != nil {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the parameters do not fit: %v", err)
	}
	do(p)
	return nil
}

// reply sends an answer.
func (s *server) reply(id jsonrpc2.ID, result any, err error) {
	var value jsonrpc2.RawMessage
	if err == nil {
		value, err = protocol.Marshal(result)
	}
	s.send(jsonrpc2.NewResponse(id, value, err))
}

// notify sends a notification.
func (s *server) notify(method string, params any) {
	value, err := protocol.Marshal(params)
	if err != nil {
		panic(err) // what is sent is made here
	}
	s.send(jsonrpc2.NewNotification(method, value))
}

// request sends a request. The loop calls then with the answer, if there is one.
func (s *server) request(method string, params any, then func(*jsonrpc2.Response)) {
	value, err := protocol.Marshal(params)
	if err != nil {
		panic(err) // what is sent is made here
	}
	s.asked++
	s.expecting[s.asked] = then
	s.send(jsonrpc2.NewCall(jsonrpc2.NewNumberID(s.asked), method, value))
}

func (s *server) send(m jsonrpc2.Message) {
	content, err := jsonrpc2.EncodeMessage(m)
	if err == nil {
		err = writeFrame(s.out, content)
	}
	s.lost = errors.Join(s.lost, err)
}

// answered takes the answer to a request of the server.
func (s *server) answered(m *jsonrpc2.Response) {
	n, _ := m.ID().Number()
	then, expected := s.expecting[n]
	delete(s.expecting, n)
	if expected {
		then(m)
	}
}
