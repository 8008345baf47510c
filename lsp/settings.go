package lsp

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/report"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// section is where the client keeps the settings.
const section = "no403"

// clientSettings are what the client says in its section "no403".
type clientSettings struct {
	// Notes has denials by design shown too.
	Notes bool `json:"notes"`
	// LintOn is "change", or "save" to look only at what was saved.
	LintOn string `json:"lintOn"`
	// Workspace is the Terraform workspace, as --workspace of lint.
	Workspace string `json:"workspace"`
	// Variables and VariableFiles are as --var and --var-file of lint; files
	// are relative to the first folder of the workspace.
	Variables     map[string]string `json:"variables"`
	VariableFiles []string          `json:"variableFiles"`
}

// What LintOn may be.
const (
	onChange = "change"
	onSave   = "save"
)

// parseSettings reads the settings, of which those that are left out are as they
// are by default. Null is none at all.
func parseSettings(value jsontext.Value) (clientSettings, error) {
	c := clientSettings{LintOn: onChange}
	if err := json.Unmarshal(value, &c); err != nil {
		return c, fmt.Errorf("the settings %q of the editor do not fit: %w", section, err)
	}
	switch c.LintOn {
	case onChange, onSave:
	default:
		return c, fmt.Errorf("%s.lintOn is %q: write %q or %q", section, c.LintOn, onChange, onSave)
	}
	return c, nil
}

// source adds what the client says to how source is evaluated.
func (c clientSettings) source(o hclload.Options, folders []string) hclload.Options {
	if c.Workspace != "" {
		o.Workspace = c.Workspace
	}
	o.Settings = slices.Clone(o.Settings)
	for _, file := range c.VariableFiles {
		if !filepath.IsAbs(file) && len(folders) > 0 {
			file = filepath.Join(folders[0], file)
		}
		o.Settings = append(o.Settings, hclload.Setting{File: file})
	}
	for _, name := range slices.Sorted(maps.Keys(c.Variables)) {
		o.Settings = append(o.Settings, hclload.Setting{Name: name, Value: c.Variables[name]})
	}
	return o
}

// configure takes over the settings of the client, and has everything linted
// with them.
func (s *server) configure(value jsontext.Value) {
	c, err := parseSettings(value)
	if err != nil {
		s.notify(protocol.MethodWindowShowMessage, &protocol.ShowMessageParams{
			Type: protocol.MessageTypeWarning, Message: "no403: " + report.OneLine(err.Error()),
		})
		return
	}
	if reflect.DeepEqual(c, s.settings) {
		return
	}
	s.settings = c
	for _, dir := range slices.Sorted(maps.Keys(s.roots)) {
		s.roots[dir].changes++
		s.lintAfter(s.roots[dir], 0)
	}
}

// askConfiguration asks the client for its settings, if it can be asked.
func (s *server) askConfiguration() {
	if !s.client.configuration {
		return
	}
	name := section
	wanted := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &name}}}
	s.request(protocol.MethodWorkspaceConfiguration, wanted, func(answer *jsonrpc2.Response) {
		var values []jsontext.Value
		if answer.Err() != nil || json.Unmarshal(answer.Result(), &values) != nil || len(values) == 0 {
			return
		}
		s.configure(values[0])
	})
}

func (s *server) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) {
	if s.client.configuration {
		s.askConfiguration()
		return
	}
	// The settings come as they are, or in their section.
	var sections map[string]jsontext.Value
	if json.Unmarshal(p.Settings, &sections) == nil && sections[section] != nil {
		s.configure(sections[section])
		return
	}
	if len(p.Settings) > 0 {
		s.configure(p.Settings)
	}
}
