package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// completions are what a shell offers for the values of flags, by their names.
// Flags that are not here take files, or are choices, which know their words.
var completions = map[string]cobra.CompletionFunc{
	"allow-read":   onlyDirectories,
	"baseline":     files("json"),
	"config":       files("hcl"),
	"country":      nothing,
	"distribution": nothing,
	"header":       nothing,
	"method":       cobra.FixedCompletions([]string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}, cobra.ShellCompDirectiveNoFileComp),
	"new-from":     nothing, // git alone knows its revisions, and is not asked for this
	"output":       formatOrFile,
	"plan":         files("json"),
	"var":          nothing,
	"var-file":     files("tfvars", "json"),
	"width":        nothing,
	"workspace":    nothing,
}

// complete tells cobra what a shell offers for the flags of commands.
func complete(commands ...*cobra.Command) {
	for _, cmd := range commands {
		for name, offer := range completions {
			if cmd.Flags().Lookup(name) == nil {
				continue
			}
			if err := cmd.RegisterFlagCompletionFunc(name, offer); err != nil {
				panic(err) // it fails only for flags that do not exist
			}
		}
	}
}

// nothing is what is offered for a value that nobody can guess.
func nothing(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveNoFileComp
}

func onlyDirectories(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// files offers files by the endings of their names.
func files(endings ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(endings, cobra.ShellCompDirectiveFilterFileExt)
}

// formatOrFile offers FORMAT= for the value of --output, which may be a file too.
func formatOrFile(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var formats []cobra.Completion
	for _, name := range formatNames() {
		if strings.HasPrefix(name+"=", typed) {
			formats = append(formats, name+"=")
		}
	}
	if len(formats) == 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return formats, cobra.ShellCompDirectiveNoSpace
}
