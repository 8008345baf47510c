package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot returns the command line as a whole.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "no403",
		Short: "Find the requests that CloudFront will answer with 403",
		Long: `no403 tells, from Terraform source or plan JSON, which viewer requests
Amazon CloudFront will answer with 403, and why.

It reads the files it is given and nothing else: no network, no credentials,
no terraform.`,
		Example: `  no403 lint                                  the root module in this directory
  terraform show -json tfplan | no403 lint -  a plan
  no403 trace https://www.example.com/app.js  one request, gate by gate
  no403 explain s3-policy-missing             what a rule is about`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknownCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError(cmd, "%w", err) })
	root.AddCommand(newLint(), newTrace(), newExplain(), newRules(), newInit(), newLSP(), newVersion())
	complete(root.Commands()...)
	return root
}

// usageError returns an error about how a command was called.
func usageError(cmd *cobra.Command, format string, args ...any) error {
	return fmt.Errorf("%w: see %q", fmt.Errorf(format, args...), cmd.CommandPath()+" --help")
}

func unknownCommand(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		return usageError(cmd, "unknown command %q: did you mean %s?", name, strings.Join(near, " or "))
	}
	return usageError(cmd, "unknown command %q", name)
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError(cmd, "%s takes no argument, got %q", cmd.CommandPath(), args[0])
	}
	return nil
}
