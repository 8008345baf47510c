package lsp_test

import (
	"fmt"
	"strings"
	"testing"
)

// What an error of the protocol means.
const (
	parseError       = -32700
	invalidRequest   = -32600
	methodNotFound   = -32601
	invalidParams    = -32602
	notInitialized   = -32002
	requestCancelled = -32800
)

// Messages that are none get an answer, and the next message is read.
func TestMalformed(t *testing.T) {
	c := start(t, nil)
	for _, test := range []struct {
		send string
		code int
	}{
		{framed(`{`), parseError},
		{framed(`not JSON`), parseError},
		{framed(``), parseError},
		{framed(`[]`), invalidRequest},
		{framed(`{}`), invalidRequest},
		{framed(`1`), invalidRequest},
		{framed(`{"jsonrpc":"1.0","id":1,"method":"shutdown"}`), invalidRequest},
		{framed(`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`), invalidRequest},
		{"Content-Length: x\r\n\r\n", parseError},
	} {
		c.raw(test.send)
		m := c.wait("an error without a number", func(m message) bool { return m.ID == nil && m.Error != nil })
		if m.Error.Code != test.code {
			t.Errorf("%q gets %+v, want %d", test.send, *m.Error, test.code)
		}
	}
	for _, test := range []struct {
		method, params string
		code           int
	}{
		{"textDocument/hover", `{"textDocument":1}`, invalidParams},
		{"textDocument/hover", `[]`, invalidParams},
		{"textDocument/rename", `{}`, methodNotFound},
		{"$/unknown", `{}`, methodNotFound},
		{"", `null`, methodNotFound},
		{"initialize", `{"processId":null,"rootUri":null,"capabilities":{}}`, invalidRequest},
	} {
		if m := c.request(test.method, test.params); m.Error == nil || m.Error.Code != test.code {
			t.Errorf("%s with %s gets %+v, want %d", test.method, test.params, m, test.code)
		}
	}
	for _, notification := range []string{"$/unknown", "unknown", "textDocument/didOpen", "textDocument/didChange", "$/cancelRequest", "textDocument/didSave"} {
		c.notify(notification, `{"textDocument":null,"id":{}}`)
	}
	c.send(`{"jsonrpc":"2.0","id":99,"result":null}`) // to a request that nobody made
	if m := c.request("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":0,"character":0}}`, c.uri("not open"))); string(m.Result) != "null" {
		t.Errorf("after all that, a request gets %+v", m)
	}
}

func framed(content string) string {
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(content), content)
}

func TestBeforeInitialize(t *testing.T) {
	c := begin(t, nil)
	if m := c.request("shutdown", "null"); m.Error == nil || m.Error.Code != notInitialized {
		t.Errorf("a request before initialize gets %+v", m)
	}
	c.open("main.tf", 1, "") // is dropped
	c.initialize(`{}`)
	if m := c.request("shutdown", "null"); m.Error != nil {
		t.Errorf("shutdown gets %+v", m)
	}
	if m := c.request("shutdown", "null"); m.Error == nil || m.Error.Code != invalidRequest {
		t.Errorf("a request after shutdown gets %+v", m)
	}
	c.notify("exit", "null")
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	c = begin(t, nil)
	c.notify("exit", "null")
	if code := c.ends(); code != 1 {
		t.Errorf("exit code %d before initialize", code)
	}
}

// A client may die in the middle of a message.
func TestClientDies(t *testing.T) {
	c := start(t, nil)
	c.raw("Content-Length: 100\r\n\r\n{")
	c.in.Close()
	if code := c.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

// A client says which process it is, and may vanish without closing anything.
func TestParentGone(t *testing.T) {
	c := begin(t, nil)
	c.request("initialize", `{"processId":2147483646,"rootUri":null,"capabilities":{}}`)
	if code := c.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

func TestPositionEncoding(t *testing.T) {
	source := "resource \"aws_cloudfront_distribution\" \"ä\" {\n"
	for capabilities, want := range map[string]struct {
		encoding  string
		character int
	}{
		`{}`: {"utf-16", 44},
		`{"general":{"positionEncodings":["utf-16"]}}`:         {"utf-16", 44},
		`{"general":{"positionEncodings":["utf-32","utf-8"]}}`: {"utf-8", 45},
	} {
		c := begin(t, nil)
		var result struct {
			Capabilities struct{ PositionEncoding string }
		}
		decode(t, c.initialize(capabilities), &result)
		if result.Capabilities.PositionEncoding != want.encoding {
			t.Errorf("%s gets %s", capabilities, result.Capabilities.PositionEncoding)
		}
		c.open("main.tf", 1, source)
		found := c.diagnostics("main.tf", 1)
		if len(found.Diagnostics) == 0 || found.Diagnostics[0].Range.End.Character != want.character {
			t.Errorf("%s: the mistake is at %v", capabilities, found)
		}
	}
}

// A request that is no longer wanted is answered at once, and only once.
func TestCancel(t *testing.T) {
	files := example(t, "examples/broken-site")
	c := start(t, files)
	c.open("cdn.tf", 1, files["cdn.tf"])
	asked := make([]int, 0, 20)
	for range cap(asked) {
		number := c.ask("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":11,"character":4}}`, c.uri("cdn.tf")))
		c.notify("$/cancelRequest", fmt.Sprintf(`{"id":%d}`, number))
		asked = append(asked, number)
	}
	cancelled := 0
	for _, number := range asked {
		if m := c.answer(number); m.Error != nil && m.Error.Code == requestCancelled {
			cancelled++
		}
	}
	if cancelled == 0 {
		t.Error("nothing was cancelled")
	}
	c.notify("$/cancelRequest", `{"id":12345}`)
	c.notify("$/cancelRequest", `{"id":"x"}`)
	c.request("shutdown", "null")
	for _, m := range c.seen {
		if m.ID != nil && m.Method == "" {
			t.Errorf("a second answer: %+v", m)
		}
	}
}

// After many quick edits, what is shown is that of the last text, and nothing is
// shown for a text that is not the one it was found in.
func TestRapidEdits(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	texts := []string{example(t, "testdata/rules/alias-missing/good")["main.tf"], files["main.tf"]}
	c := start(t, files)
	c.open("main.tf", 1, texts[1])
	const edits = 1000
	for version := 2; version <= edits+1; version++ {
		c.change("main.tf", version, texts[version%2])
		if version%100 == 0 {
			c.save("main.tf") // has it linted at once
		}
	}
	for {
		found := c.diagnostics("main.tf", 0)
		want := []string{"", "alias-missing"}[*found.Version%2]
		if found.codes() != want {
			t.Fatalf("version %d has %q", *found.Version, found.codes())
		}
		if *found.Version == edits+1 {
			break
		}
	}
}

// Typing is sent in pieces, whose places are those of the text before.
func TestIncremental(t *testing.T) {
	bad := example(t, "testdata/rules/alias-missing/bad")
	source := bad["main.tf"]
	c := start(t, bad)
	c.open("main.tf", 1, "")
	for version := 2; len(source) > 0; version++ {
		n := min(7, len(source))
		c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":%s,"text":%s}]}`, c.uri("main.tf"), version,
			`{"start":{"line":9999,"character":0},"end":{"line":9999,"character":0}}`, quote(source[:n])))
		if source = source[n:]; source == "" {
			if found := c.diagnostics("main.tf", version); found.codes() != "alias-missing" {
				t.Errorf("the text has %v", found)
			}
		}
	}
}

// What is broken is told, and the rest is looked at all the same.
func TestSyntaxError(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"]+"\nlocals {\n")
	found := c.diagnostics("main.tf", 1)
	if !strings.Contains(found.codes(), "alias-missing") || len(found.Diagnostics) < 2 {
		t.Errorf("there is %v", found)
	}
}
