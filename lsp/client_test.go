package lsp_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/lsp"
)

// A message is one of JSON-RPC.
type message struct {
	ID     any             `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Code    int
		Message string
	} `json:"error,omitempty"`
}

// A session is a client and the server that it talks to.
type session struct {
	t    testing.TB
	dir  string
	in   *io.PipeWriter
	got  chan message
	code chan int
	seen []message // those that nobody has waited for yet
	last int       // number of the last request
}

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// begin starts a server for a directory of files, without a word to it.
func begin(t testing.TB, files map[string]string) *session {
	t.Helper()
	return beginWith(t, files, rules.All())
}

func beginWith(t testing.TB, files map[string]string, rules []*lint.Rule) *session {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := &session{t: t, dir: dir, got: make(chan message, 10_000), code: make(chan int, 1)}
	for name, text := range files {
		c.write(name, text)
	}
	in, write := io.Pipe()
	read, out := io.Pipe()
	c.in = write
	go func() {
		c.code <- lsp.Serve(in, out, lsp.Options{Version: "test", Rules: rules})
		out.Close()
		in.CloseWithError(io.ErrClosedPipe)
	}()
	go c.read(bufio.NewReader(read))
	t.Cleanup(func() { write.Close() })
	return c
}

// start starts a server and greets it.
func start(t testing.TB, files map[string]string) *session {
	t.Helper()
	c := begin(t, files)
	c.initialize(`{}`)
	return c
}

func (c *session) initialize(capabilities string) message {
	c.t.Helper()
	answer := c.request("initialize", fmt.Sprintf(`{"processId":%d,"rootUri":null,"capabilities":%s,"workspaceFolders":[{"uri":%q,"name":"test"}]}`,
		os.Getpid(), capabilities, c.uri("")))
	c.notify("initialized", `{}`)
	return answer
}

// read passes on what the server writes.
func (c *session) read(in *bufio.Reader) {
	defer close(c.got)
	for {
		length := 0
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			if n, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				length, _ = strconv.Atoi(n)
			}
		}
		content := make([]byte, length)
		if _, err := io.ReadFull(in, content); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(content, &m); err != nil {
			c.t.Errorf("the server writes %q: %v", content, err)
		}
		c.got <- m
	}
}

// write writes a file.
func (c *session) write(name, text string) {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *session) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(c.dir, name))}).String()
}

// raw sends bytes.
func (c *session) raw(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c.in, text); err != nil {
		c.t.Fatalf("the server has ended: %v", err)
	}
}

func (c *session) send(text string) {
	c.t.Helper()
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(text), text))
}

func (c *session) notify(method, params string) {
	c.t.Helper()
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// ask sends a request and returns its number.
func (c *session) ask(method, params string) int {
	c.t.Helper()
	c.last++
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, c.last, method, params))
	return c.last
}

func (c *session) request(method, params string) message {
	c.t.Helper()
	return c.answer(c.ask(method, params))
}

func (c *session) answer(number int) message {
	c.t.Helper()
	return c.wait(fmt.Sprintf("the answer to request %d", number), func(m message) bool {
		n, ok := m.ID.(float64)
		return ok && m.Method == "" && int(n) == number
	})
}

// wait returns the first message that nobody has waited for and that is as it
// must be.
func (c *session) wait(what string, is func(message) bool) message {
	c.t.Helper()
	for i, m := range c.seen {
		if is(m) {
			c.seen = append(c.seen[:i], c.seen[i+1:]...)
			return m
		}
	}
	timeout := time.After(patience)
	for {
		select {
		case m, more := <-c.got:
			if !more {
				c.t.Fatalf("the server has ended before %s", what)
			}
			if is(m) {
				return m
			}
			c.seen = append(c.seen, m)
		case <-timeout:
			c.t.Fatalf("%s does not come; what came:%s", what, c.came())
		}
	}
}

// came describes what nobody has waited for.
func (c *session) came() string {
	var lines strings.Builder
	for _, m := range c.seen {
		fmt.Fprintf(&lines, "\n%v %s %.200s %.200s", m.ID, m.Method, m.Params, m.Result)
	}
	return lines.String()
}

// ends returns the exit code once the server has ended.
func (c *session) ends() int {
	c.t.Helper()
	select {
	case code := <-c.code:
		return code
	case <-time.After(patience):
		c.t.Fatal("the server does not end")
		return -1
	}
}

func (c *session) open(name string, version int, text string) {
	c.t.Helper()
	c.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"terraform","version":%d,"text":%s}}`, c.uri(name), version, quote(text)))
}

// change replaces the whole text of a document.
func (c *session) change(name string, version int, text string) {
	c.t.Helper()
	c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"text":%s}]}`, c.uri(name), version, quote(text)))
}

func (c *session) save(name string) {
	c.t.Helper()
	c.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, c.uri(name)))
}

func (c *session) close(name string) {
	c.t.Helper()
	c.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, c.uri(name)))
}

func quote(text string) string {
	quoted, _ := json.Marshal(text) // a text can be
	return string(quoted)
}

// published is what the server says about a file.
type published struct {
	URI         string
	Version     *int
	Diagnostics []diagnostic
}

type diagnostic struct {
	Range              span
	Severity           int
	Code               string
	CodeDescription    struct{ Href string }
	Message            string
	Tags               []int
	RelatedInformation []struct {
		Location struct {
			URI   string
			Range span
		}
		Message string
	}
}

type span struct{ Start, End position }

type position struct{ Line, Character int }

// diagnostics waits for the next ones of a file and a version, 0 for any.
func (c *session) diagnostics(name string, version int) published {
	c.t.Helper()
	var p published
	c.wait(fmt.Sprintf("diagnostics of %s in version %d", name, version), func(m message) bool {
		if m.Method != "textDocument/publishDiagnostics" {
			return false
		}
		p = published{}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Fatal(err)
		}
		return p.URI == c.uri(name) && (version == 0 || p.Version != nil && *p.Version == version)
	})
	return p
}

// codes returns the rules of diagnostics, in order.
func (p published) codes() string {
	var codes []string
	for _, d := range p.Diagnostics {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, " ")
}

// decode reads the result of an answer.
func decode(t testing.TB, m message, into any) {
	t.Helper()
	if m.Error != nil {
		t.Fatalf("the answer is an error: %+v", *m.Error)
	}
	if err := json.Unmarshal(m.Result, into); err != nil {
		t.Fatalf("the result is %.200q: %v", m.Result, err)
	}
}
