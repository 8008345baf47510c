package lsp

import "github.com/no403/no403/hclload"

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
	// Variables and VariableFiles are as --var and --var-file of lint.
	Variables     map[string]string `json:"variables"`
	VariableFiles []string          `json:"variableFiles"`
}

// What LintOn may be.
const (
	onChange = "change"
	onSave   = "save"
)

// source adds what the client says to how source is evaluated.
func (c clientSettings) source(o hclload.Options) hclload.Options { return o }
