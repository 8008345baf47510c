package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	ruledocs "github.com/no403/no403/docs/rules"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/spf13/cobra"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:     "explain RULE",
		Short:   "Print the page of a rule",
		Example: "  no403 explain s3-policy-missing",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError(cmd, `name one rule ("no403 rules" lists them)`)
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var offered []cobra.Completion
			for _, r := range rules.All() {
				offered = append(offered, cobra.CompletionWithDesc(r.Slug, r.Title))
			}
			return offered, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			known := slugs(rules.All())
			page, ok := ruledocs.Page(args[0])
			if !ok || !slices.Contains(known, args[0]) {
				return unknownRule(args[0], known)
			}
			_, err := io.WriteString(cmd.OutOrStdout(), strings.TrimRight(page, "\n")+"\n")
			return err
		},
	}
}

func unknownRule(slug string, known []string) error {
	const list = `"no403 rules" lists them all`
	if near := nearest(slug, known); len(near) > 0 {
		return fmt.Errorf("unknown rule %q: did you mean %s? %s", slug, strings.Join(near, " or "), list)
	}
	return fmt.Errorf("unknown rule %q: %s", slug, list)
}

func slugs(all []*lint.Rule) []string {
	names := make([]string, 0, len(all))
	for _, r := range all {
		names = append(names, r.Slug)
	}
	return names
}

// nearest returns the few slugs that may have been meant, the likeliest first:
// those with a typing error or two, and those that contain what was typed.
func nearest(typed string, known []string) []string {
	const most = 3
	typed = strings.ToLower(typed)
	distance := make(map[string]int)
	var near []string
	for _, slug := range known {
		distance[slug] = levenshtein.Distance(typed, slug, nil)
		if distance[slug] <= max(2, len(typed)/4) || len(typed) > 2 && strings.Contains(slug, typed) {
			near = append(near, slug)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(distance[a], distance[b]) })
	return near[:min(len(near), most)]
}
