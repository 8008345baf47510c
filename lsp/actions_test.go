package lsp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

type action struct {
	Title       string
	Kind        string
	IsPreferred bool
	Diagnostics []diagnostic
	Command     struct {
		Command   string
		Arguments []any
	}
	Edit struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int
			}
			Edits []textEdit
		}
	}
}

type textEdit struct {
	Range   span
	NewText string
}

// actions returns what is offered for a diagnostic of main.tf.
func (c *session) actions(d diagnostic, context string) []action {
	c.t.Helper()
	var actions []action
	m := c.request("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":%s,"context":%s}`, c.uri("main.tf"), rangeJSON(d.Range), context))
	decode(c.t, m, &actions)
	return actions
}

func rangeJSON(s span) string {
	return fmt.Sprintf(`{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}}`, s.Start.Line, s.Start.Character, s.End.Line, s.End.Character)
}

// find returns the action whose title begins so.
func find(t *testing.T, actions []action, title string) action {
	t.Helper()
	i := slices.IndexFunc(actions, func(a action) bool { return strings.HasPrefix(a.Title, title) })
	if i < 0 {
		t.Fatalf("no action %q in %v", title, actions)
	}
	return actions[i]
}

// applied returns a text with an edit. Columns must be those of ASCII.
func applied(source string, edits []textEdit) string {
	offset := func(p position) int {
		at := 0
		for range p.Line {
			at += strings.IndexByte(source[at:], '\n') + 1
		}
		return at + p.Character
	}
	for _, e := range slices.Backward(edits) { // they are in order
		source = source[:offset(e.Range.Start)] + e.NewText + source[offset(e.Range.End):]
	}
	return source
}

// A finding is ignored by a comment in the right place, once its reason is
// written behind it.
func TestIgnore(t *testing.T) {
	for _, dir := range []string{"alias-missing", "https-only", "s3-policy-missing", "s3-explicit-deny", "web-acl-blocks-everyone", "behavior-shadowed"} {
		t.Run(dir, func(t *testing.T) {
			files := example(t, "testdata/rules/"+dir+"/bad")
			c := start(t, files)
			source := files["main.tf"]
			c.open("main.tf", 1, source)
			found := c.diagnostics("main.tf", 1)
			if len(found.Diagnostics) == 0 {
				t.Fatal("no diagnostics")
			}
			first := found.Diagnostics[0]
			ignore := find(t, c.actions(first, `{"diagnostics":[]}`), "Ignore "+first.Code)
			source = applied(source, ignore.Edit.Changes[c.uri("main.tf")])
			c.change("main.tf", 2, source)
			reasonless := c.diagnostics("main.tf", 2)
			if !slices.ContainsFunc(reasonless.Diagnostics, func(d diagnostic) bool { return strings.Contains(d.Message, "it gives no reason") }) ||
				!strings.Contains(reasonless.codes(), first.Code) {
				t.Errorf("without a reason there is %v", reasonless)
			}
			source = strings.Replace(source, "# no403:ignore "+first.Code+" ", "# no403:ignore "+first.Code+" it is known", 1)
			c.change("main.tf", 3, source)
			after := c.diagnostics("main.tf", 3)
			if len(after.Diagnostics) != len(found.Diagnostics)-1 {
				t.Errorf("with a reason there is still %v in\n%s", after, source)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"])
	found := c.diagnostics("main.tf", 1).Diagnostics[0]
	explain := find(t, c.actions(found, `{"diagnostics":[]}`), "Explain alias-missing")
	if explain.Command.Command != "no403.explain" || len(explain.Command.Arguments) != 1 {
		t.Fatalf("the action is %+v", explain)
	}
	var page string
	decode(t, c.request("workspace/executeCommand", `{"command":"no403.explain","arguments":["alias-missing"]}`), &page)
	if !strings.HasPrefix(page, "# alias-missing\n") {
		t.Errorf("the page is %q", page)
	}
	c.wait("the message for a client that shows no pages", func(m message) bool {
		return m.Method == "window/showMessage" && strings.Contains(string(m.Params), "docs/rules/alias-missing.md")
	})
	for _, wrong := range []string{`"arguments":["no-rule"]`, `"arguments":[]`, `"arguments":[1]`, `"arguments":null`} {
		if m := c.request("workspace/executeCommand", `{"command":"no403.explain",`+wrong+`}`); m.Error == nil {
			t.Errorf("%s gets %s", wrong, m.Result)
		}
	}
}

// A client that opens pages gets one in the browser, or the page itself when it
// asks the server for the content of documents.
func TestShowPage(t *testing.T) {
	const explain = `{"command":"no403.explain","arguments":["alias-missing"]}`
	for capabilities, want := range map[string]string{
		`{"window":{"showDocument":{"support":true}}}`:                                        `{"uri":"https://github.com/no403/no403/blob/main/docs/rules/alias-missing.md","external":true}`,
		`{"window":{"showDocument":{"support":true}},"workspace":{"textDocumentContent":{}}}`: `{"uri":"no403:/rules/alias-missing.md","external":false}`,
	} {
		c := begin(t, nil)
		c.initialize(capabilities)
		c.request("workspace/executeCommand", explain)
		m := c.wait("the request to show a page", func(m message) bool { return m.Method == "window/showDocument" })
		if string(m.Params) != want {
			t.Errorf("%s gets %s", capabilities, m.Params)
		}
	}
	c := start(t, nil)
	var content struct{ Text string }
	decode(t, c.request("workspace/textDocumentContent", `{"uri":"no403:/rules/alias-missing.md"}`), &content)
	if !strings.HasPrefix(content.Text, "# alias-missing\n") {
		t.Errorf("the content is %q", content.Text)
	}
	if m := c.request("workspace/textDocumentContent", `{"uri":"file:///etc/passwd"}`); m.Error == nil {
		t.Errorf("another document is %s", m.Result)
	}
}

// Edits name the version that they are for where the client heeds that; what is
// asked for decides what is offered.
func TestActionsForClient(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	c := begin(t, files)
	c.initialize(`{"workspace":{"workspaceEdit":{"documentChanges":true}}}`)
	c.open("main.tf", 7, files["main.tf"])
	found := c.diagnostics("main.tf", 7).Diagnostics[0]
	changes := find(t, c.actions(found, `{"diagnostics":[],"only":["quickfix"]}`), "Ignore").Edit.DocumentChanges
	if len(changes) != 1 || changes[0].TextDocument.Version == nil || *changes[0].TextDocument.Version != 7 {
		t.Errorf("the edit is %+v", changes)
	}
	if other := c.actions(found, `{"diagnostics":[],"only":["refactor"]}`); len(other) > 0 {
		t.Errorf("among refactorings there is %v", other)
	}
}

func TestLinks(t *testing.T) {
	const main = "# no403:ignore alias-missing known\n# no403:ignore no-rule known\n"
	const stated = "rule \"https-only\" {\n  severity = \"off\"\n}\n"
	c := start(t, nil)
	c.open("main.tf", 1, main)
	c.open(".no403.hcl", 1, stated)
	for name, want := range map[string]string{
		"main.tf":    `{"start":{"line":0,"character":15},"end":{"line":0,"character":28}} https://github.com/no403/no403/blob/main/docs/rules/alias-missing.md`,
		".no403.hcl": `{"start":{"line":0,"character":6},"end":{"line":0,"character":16}} https://github.com/no403/no403/blob/main/docs/rules/https-only.md`,
	} {
		var links []struct {
			Range  span
			Target string
		}
		decode(t, c.request("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, c.uri(name))), &links)
		if len(links) != 1 || rangeJSON(links[0].Range)+" "+links[0].Target != want {
			t.Errorf("%s has the links %v", name, links)
		}
	}
}

// What mends a finding is offered first, and the finding is gone with it.
func TestQuickFix(t *testing.T) {
	for _, rule := range []string{"alias-missing", "https-only", "root-object-missing", "s3-policy-missing"} {
		t.Run(rule, func(t *testing.T) {
			files := example(t, "testdata/rules/"+rule+"/bad")
			c := start(t, files)
			source := files["main.tf"]
			c.open("main.tf", 1, source)
			found := c.diagnostics("main.tf", 1)
			i := slices.IndexFunc(found.Diagnostics, func(d diagnostic) bool { return d.Code == rule })
			if i < 0 {
				t.Fatalf("there is %v", found)
			}
			mend := c.actions(found.Diagnostics[i], `{"diagnostics":[]}`)[0]
			if !mend.IsPreferred || mend.Kind != "quickfix" {
				t.Errorf("the first action is %+v", mend)
			}
			c.change("main.tf", 2, applied(source, mend.Edit.Changes[c.uri("main.tf")]))
			if after := c.diagnostics("main.tf", 2); strings.Contains(after.codes(), rule) {
				t.Errorf("with %q there is still %v", mend.Title, after)
			}
		})
	}
}

// A fix that opens something is not preferred, and says so.
func TestUnsafeFix(t *testing.T) {
	files := example(t, "testdata/rules/method-not-allowed/bad")
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"])
	found := c.diagnostics("main.tf", 1)
	mend := c.actions(found.Diagnostics[0], `{"diagnostics":[]}`)[0]
	if mend.IsPreferred || !strings.Contains(mend.Title, "(unsafe") {
		t.Errorf("the action is %+v", mend)
	}
}
