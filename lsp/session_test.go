package lsp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// The client is asked to tell what the server must know, if it can.
func TestRegistration(t *testing.T) {
	c := begin(t, nil)
	c.initialize(`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true},"didChangeConfiguration":{"dynamicRegistration":true}}}`)
	m := c.wait("a registration", func(m message) bool { return m.Method == "client/registerCapability" })
	for _, want := range []string{`"workspace/didChangeWatchedFiles"`, `"workspace/didChangeConfiguration"`, `"section":"no403"`, `**/*.{tf,tofu,tfvars}`, `**/.no403.hcl`} {
		if !strings.Contains(string(m.Params), want) {
			t.Errorf("no %s in %s", want, m.Params)
		}
	}
	c = start(t, nil)
	c.request("shutdown", "null")
	for _, m := range c.seen {
		t.Errorf("a client that can do nothing gets %s", m.Method)
	}
}

// The first look at a root may take a while, and the client is told.
func TestProgress(t *testing.T) {
	slow := make(chan struct{})
	rule := &lint.Rule{Slug: "slow", Check: func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
		<-slow
		return lint.Allow("in the end")
	}}
	files := example(t, "testdata/rules/alias-missing/bad")
	c := beginWith(t, files, []*lint.Rule{rule})
	c.initialize(`{"window":{"workDoneProgress":true}}`)
	c.open("main.tf", 1, files["main.tf"])
	m := c.wait("a request for progress", func(m message) bool { return m.Method == "window/workDoneProgress/create" })
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%v,"result":null}`, m.ID))
	token := strings.TrimSuffix(strings.TrimPrefix(string(m.Params), `{"token":`), "}")
	kind := func(kind string) func(message) bool {
		return func(m message) bool {
			return m.Method == "$/progress" && strings.Contains(string(m.Params), token) && strings.Contains(string(m.Params), `"kind":"`+kind+`"`)
		}
	}
	c.wait("the beginning", kind("begin"))
	close(slow)
	c.wait("the end", kind("end"))
}

// A panic costs what it happens in, and nothing else.
func TestPanic(t *testing.T) {
	rule := &lint.Rule{Slug: "broken", Check: func(d *cloudfront.Distribution, _ cloudfront.Request) lint.Decision {
		if v, _ := d.Resource.Body.Attr("comment").Literal(); v == "panic" {
			panic("a mistake in a rule")
		}
		return lint.Allow("fine")
	}}
	files := example(t, "testdata/rules/alias-missing/bad")
	source := files["main.tf"]
	worse := strings.Replace(source, "enabled", "comment = \"panic\"\n  enabled", 1)
	c := beginWith(t, files, []*lint.Rule{rule})
	c.initialize(`{}`)
	c.open("main.tf", 1, worse)
	c.wait("a message in the log", func(m message) bool {
		return m.Method == "window/logMessage" && strings.Contains(string(m.Params), "internal error in rule broken")
	})
	c.change("main.tf", 2, source)
	if found := c.diagnostics("main.tf", 2); len(found.Diagnostics) != 0 {
		t.Errorf("there is %v", found)
	}
}

// Folders may come and go, and the settings may be others with them.
func TestFolders(t *testing.T) {
	c := begin(t, map[string]string{"a/main.tf": "", "b/main.tf": ""})
	c.initialize(pulls)
	c.configuration(`{"variableFiles":["x.tfvars"]}`)
	c.notify("workspace/didChangeWorkspaceFolders", fmt.Sprintf(`{"event":{"added":[{"uri":%q,"name":"b"}],"removed":[{"uri":%q,"name":"test"}]}}`, c.uri("b"), c.uri("")))
	c.configuration(`{"variableFiles":["y.tfvars"]}`)
	c.open("a/main.tf", 1, "")
	m := c.wait("what is wrong with the file", func(m message) bool { return strings.Contains(string(m.Params), "y.tfvars") })
	if !strings.Contains(string(m.Params), c.uri("b/y.tfvars")) {
		t.Errorf("the file is taken for %s", m.Params)
	}
}
