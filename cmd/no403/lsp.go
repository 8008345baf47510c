package main

import (
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/lsp"
	"github.com/spf13/cobra"
)

func newLSP() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Show findings in an editor",
		Long: `Lsp is the language server: an editor starts it, and talks to it over standard
input and output. It looks at the root modules that the open files are part of,
with what is not saved yet.

The exit code is 0 when the editor has ended the session as the protocol wants
it, else 1.`,
		Args: noArgs,
	}
	o := hclload.Options{Environment: environment()}
	addVariables(cmd, &o)
	// Editors say which way they talk, though there is one only.
	cmd.Flags().Bool("stdio", true, "talk over standard input and output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		code := lsp.Serve(cmd.InOrStdin(), cmd.OutOrStdout(), lsp.Options{Version: buildVersion(), Rules: rules.All(), Source: o})
		if code == 0 {
			return nil
		}
		return exitCode(code)
	}
	return cmd
}
