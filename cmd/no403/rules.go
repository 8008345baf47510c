package main

import (
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/spf13/cobra"
)

func newRules() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules, in the order in which CloudFront asks",
		Args:  noArgs,
	}
	format := choose(cmd, "format", "how to write the list", "text", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		write := report.Rules
		if format.value == "json" {
			write = report.RulesJSON
		}
		return write(cmd.OutOrStdout(), rules.All())
	}
	return cmd
}
