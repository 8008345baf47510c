package main

import (
	"fmt"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/no403/no403/tf"
	"github.com/spf13/cobra"
)

type traceFlags struct {
	*display
	source  *source
	request lint.TraceOptions
	headers []string
}

func newTrace() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trace URL [PATH]",
		Short: "Follow one request through every gate",
		Long: `Trace follows one viewer request through the gates that CloudFront and the
origin put in its way, and tells which one denies it first.

PATH is a directory with a root module, a plan or state in JSON, or - for
standard input; without it, the current directory. A URL without a scheme means
https.

The exit code is 0 when nothing denies the request, 1 when something does, and
2 when input could not be read or the call was wrong.`,
		Example: `  no403 trace https://www.example.com/app.js
  no403 trace www.example.com/old-page --missing
  no403 trace www.example.com/ plan.json --country KP
  no403 trace api.example.com/items --method OPTIONS \
      --header "Origin: https://app.example.com" \
      --header "Access-Control-Request-Method: PUT"`,
		Args: traceArgs,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) == 0 { // a URL
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	flags := &traceFlags{display: addDisplay(cmd, "text", "json"), source: addSource(cmd)}
	set, request := cmd.Flags(), &flags.request
	set.StringVar(&request.Method, "method", "GET", "the HTTP `method`")
	set.StringVar(&request.Country, "country", "", "where the viewer is: the two letters of ISO 3166-1, as a `code` such as DE (default a country that no restriction names)")
	set.StringArrayVar(&flags.headers, "header", nil, "a `header` of the request, as \"Name: value\"; may be repeated")
	set.BoolVar(&request.Signed, "signed", false, "the request carries a valid signature of a trusted key")
	set.BoolVar(&request.Missing, "missing", false, "the origin has no object at the path")
	set.StringVar(&request.Distribution, "distribution", "", "`address` of the distribution to ask (default the one that serves the host)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return flags.run(cmd, args) }
	return cmd
}

func traceArgs(cmd *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return usageError(cmd, "no URL given")
	case 1, 2:
		return nil
	}
	return usageError(cmd, "one URL and one path at most, got %q too", args[2])
}

func (f *traceFlags) run(cmd *cobra.Command, args []string) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	f.request.URL = args[0]
	if f.request.Headers, err = parseHeaders(f.headers); err != nil {
		return usageError(cmd, "%w", err)
	}
	path := "."
	if len(args) > 1 {
		path = args[1]
	}
	if err := f.source.load(cmd.InOrStdin()); err != nil {
		warn(cmd, []tf.Diagnostic{diagnosticOf(f.source.plan, err)})
		return exitBadInput
	}
	in, err := inputOf(path)
	if err != nil {
		warn(cmd, []tf.Diagnostic{diagnosticOf(path, err)})
		return exitBadInput
	}
	stated := f.source.settings()
	subject := target{input: in, settings: stated.For(in.dir())}
	cfg, err := subject.load(cmd.InOrStdin(), subject.with(f.source.Options))
	if err != nil {
		warn(cmd, []tf.Diagnostic{diagnosticOf(path, err)})
		return exitBadInput
	}
	t, err := lint.TraceURL(cfg, rules.All(), f.request)
	// Only now is everything of interest evaluated.
	diags := append(cfg.Diagnostics.All(), stated.Diagnostics(&lint.Report{})...)
	warn(cmd, diags)
	if err != nil {
		return err
	}
	write := report.TraceText
	if f.format.value == "json" {
		write = report.TraceJSON
	}
	if err := write(cmd.OutOrStdout(), t, o); err != nil {
		return err
	}
	switch {
	case unreadable(diags):
		return exitBadInput
	case t.Denial() != nil:
		return exitFindings
	}
	return nil
}

// parseHeaders reads headers as curl takes them. Of two with the same name
// the last one counts.
func parseHeaders(lines []string) (map[string]string, error) {
	headers := make(map[string]string, len(lines))
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if !ok || name == "" {
			return nil, fmt.Errorf(`--header %q: write it as "Name: value"`, line)
		}
		headers[name] = strings.TrimSpace(value)
	}
	return headers, nil
}
