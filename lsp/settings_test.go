package lsp_test

import (
	"fmt"
	"strings"
	"testing"
)

const pulls = `{"workspace":{"configuration":true}}`

// configuration answers when the server asks for its settings.
func (c *session) configuration(settings string) {
	c.t.Helper()
	m := c.wait("a request for settings", func(m message) bool { return m.Method == "workspace/configuration" })
	if want := `{"items":[{"section":"no403"}]}`; string(m.Params) != want {
		c.t.Errorf("the server asks for %s", m.Params)
	}
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%v,"result":[%s]}`, m.ID, settings))
}

// The client is asked for its settings, and again when they have changed.
func TestConfiguration(t *testing.T) {
	files := example(t, "testdata/rules/geo-restriction/bad")
	c := begin(t, files)
	c.initialize(pulls)
	c.configuration(`null`)
	c.open("main.tf", 1, files["main.tf"])
	if found := c.diagnostics("main.tf", 1); len(found.Diagnostics) != 0 {
		t.Errorf("notes are shown: %v", found)
	}
	c.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	c.configuration(`{"notes":true}`)
	found := c.diagnostics("main.tf", 1)
	if found.codes() != "geo-restriction" || found.Diagnostics[0].Severity != 3 {
		t.Errorf("there is %v", found)
	}
}

// A client that cannot be asked pushes its settings, in their section or not.
func TestPushedConfiguration(t *testing.T) {
	files := example(t, "testdata/rules/geo-restriction/bad")
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"])
	c.diagnostics("main.tf", 1)
	for _, step := range []struct{ settings, want string }{
		{`{"no403":{"notes":true}}`, "geo-restriction"},
		{`{"notes":false}`, ""},
		{`{"notes":true,"unknown":[]}`, "geo-restriction"},
	} {
		c.notify("workspace/didChangeConfiguration", `{"settings":`+step.settings+`}`)
		if found := c.diagnostics("main.tf", 1); found.codes() != step.want {
			t.Errorf("with %s there is %v", step.settings, found)
		}
	}
}

func TestInitializationOptions(t *testing.T) {
	files := example(t, "testdata/rules/geo-restriction/bad")
	c := begin(t, files)
	c.request("initialize", `{"processId":null,"rootUri":null,"capabilities":{},"initializationOptions":{"notes":true}}`)
	c.notify("initialized", `{}`)
	c.open("main.tf", 1, files["main.tf"])
	if found := c.diagnostics("main.tf", 1); found.codes() != "geo-restriction" {
		t.Errorf("there is %v", found)
	}
}

// Settings that cannot be meant are told, and change nothing.
func TestWrongConfiguration(t *testing.T) {
	c := start(t, nil)
	for settings, want := range map[string]string{
		`{"lintOn":"never"}`: `no403.lintOn is \"never\": write \"change\" or \"save\"`,
		`{"notes":"yes"}`:    `the settings \"no403\" of the editor do not fit`,
		`[]`:                 `do not fit`,
	} {
		c.notify("workspace/didChangeConfiguration", `{"settings":`+settings+`}`)
		m := c.wait("a message", func(m message) bool { return m.Method == "window/showMessage" })
		if !strings.Contains(string(m.Params), want) {
			t.Errorf("%s gets %s", settings, m.Params)
		}
	}
}

// With lintOn "save", what is typed is not looked at before it is saved, and what
// was found in another text is not shown.
func TestLintOnSave(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	good := example(t, "testdata/rules/alias-missing/good")["main.tf"]
	c := start(t, files)
	c.notify("workspace/didChangeConfiguration", `{"settings":{"lintOn":"save"}}`)
	c.open("main.tf", 1, files["main.tf"])
	c.diagnostics("main.tf", 1)
	c.change("main.tf", 2, good)
	if got := c.hoverAt("main.tf", good, "aliases"); got != "" {
		t.Errorf("before it is saved there is %q", got)
	}
	c.save("main.tf")
	if found := c.diagnostics("main.tf", 2); len(found.Diagnostics) != 0 {
		t.Errorf("there is %v", found)
	}
}

// Variables, their files and the workspace count as they do for lint.
func TestVariables(t *testing.T) {
	const root = `variable "kind" { default = "none" }
locals { kind = terraform.workspace == "prod" ? "none" : var.kind }
resource "aws_cloudfront_distribution" "d" {
  enabled = true
  origin {
    origin_id   = "o"
    domain_name = "origin.example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id       = "o"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction {
      restriction_type = local.kind
      locations        = local.kind == "none" ? [] : ["DE"]
    }
  }
}
`
	c := start(t, map[string]string{"main.tf": root, "deny.tfvars": `kind = "blacklist"`})
	c.open("main.tf", 1, root)
	c.diagnostics("main.tf", 1)
	for _, step := range []struct{ settings, want string }{
		{`{"notes":true,"variables":{"kind":"blacklist"}}`, "geo-restriction"},
		{`{"notes":true,"workspace":"prod","variables":{"kind":"blacklist"}}`, ""},
		{`{"notes":true,"variableFiles":["deny.tfvars"]}`, "geo-restriction"},
		{`{"notes":true}`, ""},
	} {
		c.notify("workspace/didChangeConfiguration", `{"settings":`+step.settings+`}`)
		if found := c.diagnostics("main.tf", 1); found.codes() != step.want {
			t.Errorf("with %s there is %v", step.settings, found)
		}
	}
}
