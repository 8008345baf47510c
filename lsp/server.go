// Package lsp is the language server: it shows findings in an editor, while
// Terraform is being written.
//
// One goroutine, the loop, owns all state. Others read messages, lint a root or
// answer a question about one; they hand what they found to the loop as a
// function, which the loop calls.
package lsp

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/no403/no403/crash"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"
)

// Options are what a server is made of.
type Options struct {
	// Version is that of the program.
	Version string
	// Rules are asked in this order.
	Rules []*lint.Rule
	// Source says what all roots are evaluated with. The settings of the client
	// add to it.
	Source hclload.Options
}

// debounce is how long a text must rest before it is looked at.
const debounce = 150 * time.Millisecond

// A server talks to one client.
type server struct {
	options Options
	out     io.Writer
	lost    error // why the client cannot be written to

	tasks chan func()   // what is to be done in the loop
	ended chan struct{} // closed when the loop has ended

	phase    phase
	exit     int
	client   client
	folders  []string // of the workspace
	settings clientSettings
	loads    *loads // nil when nothing is loaded for the first time

	asked     int64                              // requests to the client so far
	expecting map[int64]func(*jsonrpc2.Response) // their answers
	pending   map[jsonrpc2.ID]context.CancelFunc // requests of the client that have no answer yet
	documents map[uri.URI]*document              // open in the client
	repos     map[string]*repository             // by their directories
	roots     map[string]*root                   // by their directories
	said      map[string]bool                    // what was told once because it is about no file
	published map[string]string                  // by file, as it was sent
}

// A phase is how far a session has come.
type phase int

const (
	starting phase = iota
	running
	shuttingDown
	over
)

// Serve talks to a client until it ends the session or is gone, and returns the
// exit code of the program: 0 when the client has asked for the end before, as
// the protocol wants it, else 1.
// See https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/.
func Serve(in io.Reader, out io.Writer, o Options) int {
	s := &server{
		options:   o,
		out:       out,
		tasks:     make(chan func()),
		ended:     make(chan struct{}),
		exit:      1,
		settings:  clientSettings{LintOn: onChange},
		expecting: make(map[int64]func(*jsonrpc2.Response)),
		pending:   make(map[jsonrpc2.ID]context.CancelFunc),
		documents: make(map[uri.URI]*document),
		repos:     make(map[string]*repository),
		roots:     make(map[string]*root),
		said:      make(map[string]bool),
		published: make(map[string]string),
	}
	defer close(s.ended)
	go s.read(in)
	for s.phase != over && s.lost == nil {
		(<-s.tasks)()
	}
	for _, cancel := range s.pending {
		cancel()
	}
	return s.exit
}

// do has the loop call a function, unless it has ended.
func (s *server) do(task func()) {
	select {
	case s.tasks <- task:
	case <-s.ended:
	}
}

// end ends the loop after the present task.
func (s *server) end() { s.phase = over }

// background does work outside of the loop, and then has the loop call done. A
// panic in the work is an error of that work alone.
func (s *server) background(work func(), done func(error)) {
	go func() {
		err := guarded(work)
		s.do(func() { done(err) })
	}()
}

// guarded calls a function and makes an error of a panic.
func guarded(work func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("internal error %s: %s", crash.Place(cause), crash.Report)
		}
	}()
	work()
	return nil
}

// read reads messages until there are no more.
func (s *server) read(in io.Reader) {
	messages := frames{bufio.NewReader(in)}
	for {
		content, err := messages.next()
		var passed unreadable
		switch {
		case err == nil:
			s.do(func() { s.receive(content) })
		case errors.As(err, &passed):
			s.do(func() { s.reply(jsonrpc2.ID{}, nil, jsonrpc2.NewError(jsonrpc2.ParseError, passed.Error())) })
		default:
			s.do(func() { s.end() })
			return
		}
	}
}
