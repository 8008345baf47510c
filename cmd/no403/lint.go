package main

import (
	"cmp"
	"io"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/tf"
	"github.com/spf13/cobra"
)

type lintFlags struct {
	*display
	*outputs
	*knownFlags
	*telling
	mending   *mending
	source    *source
	failOn    *choice
	coverage  bool
	notes     bool
	recursive bool
}

func newLint() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Find the requests that will be answered with 403",
		Long: `Lint finds the viewer requests that CloudFront will answer with 403.

A PATH is a directory with a root module, a plan or state in the JSON that
"terraform show -json" writes, or - for such JSON on standard input. A file of
Terraform source stands for the root modules that use it, as far as its
repository shows. Without a PATH it is what ` + settings.Name + ` names as roots, else the
current directory. With --plan the directory and a plan of it are read together:
the plan knows values, the source knows what the plan leaves open, and the lines.

What ` + settings.Name + ` states counts: requests that must get through, denials that are
meant, rules that are set otherwise, paths that are left out, and files of values
for variables. "no403 init" writes one with comments.

A project with many findings can begin to refuse new ones: --write-baseline writes
those that are there, and --baseline takes them for known. --new-from compares
with a git revision instead. Only for that is git run; no other program ever is.

The exit code is 0 when nothing at or above --fail-on was found, 1 when something
was, and 2 when input could not be read or the call was wrong. What is not known
is no finding; --coverage lists it, and --strict makes the exit code 1 for it.`,
		Example: `  no403 lint
  no403 lint infra/site infra/api
  terraform show -json tfplan | no403 lint --format json -
  no403 lint --fail-on warning --notes --coverage
  no403 lint --recursive --write-baseline no403-baseline.json
  no403 lint --recursive --new-from origin/main
  no403 lint --diff | patch -p1
  no403 lint --output sarif=no403.sarif --output markdown=comment.md`,
	}
	flags := &lintFlags{
		display:    addDisplay(cmd, formatNames()...),
		outputs:    addOutputs(cmd),
		knownFlags: addKnown(cmd),
		telling:    addTelling(cmd),
		mending:    addMending(cmd),
		source:     addSource(cmd),
		failOn:     choose(cmd, "fail-on", "the least severity that makes the exit code 1", "error", "warning", "note", "never"),
	}
	cmd.Flags().BoolVar(&flags.coverage, "coverage", false, "add what every rule answered for every distribution")
	cmd.Flags().BoolVar(&flags.recursive, "recursive", false, "look at every root module below the directories: those that no other one calls")
	cmd.Flags().BoolVar(&flags.notes, "notes", false, "show denials by design too")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return flags.run(cmd, args) }
	return cmd
}

func (f *lintFlags) run(cmd *cobra.Command, args []string) error {
	o, err := f.options(cmd)
	if err := cmp.Or(err, f.telling.check(cmd), f.knownFlags.check(cmd), f.mending.check(cmd, args, f)); err != nil {
		return err
	}
	o.Coverage = f.coverage
	// What decides over the exit code must be seen.
	o.Notes = f.notes || f.failOn.value == "note"

	o.Brief = f.quiet

	if f.mending.asked() {
		if done, err := f.mend(cmd, args); done || err != nil {
			return err
		}
	}
	known := f.knowledge(cmd.Context(), o.Notes, f.source.config)
	defer known.then.close()
	progress := f.progress(cmd)
	defer progress.stop()
	result := f.lint(args, cmd.InOrStdin(), known, progress)
	progress.stop()
	if err := known.then.failed(); err != nil {
		return err // all findings would pass for new ones
	}
	result.Diagnostics = append(result.Diagnostics, f.mending.failed...)
	warn(cmd, result.Diagnostics)
	f.hint(cmd, args, result.Report)
	f.tell(cmd, result, f.format.value, f.source)
	if err := known.save(cmd.ErrOrStderr()); err != nil {
		return err
	}
	if err := f.outputs.write(cmd.OutOrStdout(), f.format.value, result.Report, o); err != nil {
		return err
	}
	return f.exitCode(result)
}

// exitCode returns what the findings of a run end the program with.
func (f *lintFlags) exitCode(result *outcome) error {
	switch {
	case unreadable(result.Diagnostics):
		return exitBadInput
	case f.fails(result.Worst()) || f.strict && result.undecided():
		return exitFindings
	}
	return nil
}

// hint says how to know more than a plan alone tells.
func (f *lintFlags) hint(cmd *cobra.Command, args []string, result *lint.Report) {
	n := result.CountUnknown()
	if n == 0 || f.format.value != "text" || f.quiet {
		return
	}
	for _, arg := range args {
		if in, err := inputOf(arg); err == nil && in.kind != directory {
			cmd.PrintErrf("note: %d answers are not known from a plan alone: its source may settle them, as in no403 lint --plan %s DIR\n", n, report.OneLine(arg))
			return
		}
	}
}

// fails reports whether findings of a severity, 0 for none, are failures.
func (f *lintFlags) fails(worst lint.Severity) bool {
	switch f.failOn.value {
	case "error":
		return worst >= lint.Error
	case "warning":
		return worst >= lint.Warning
	case "note":
		return worst >= lint.Note
	}
	return false
}

// A loaded target is a configuration, or an error about all of it.
type loaded struct {
	options hclload.Options
	cfg     *tf.Config
	err     error
}

// load loads a target with what was mended so far.
func (f *lintFlags) load(t target, stdin io.Reader) loaded {
	o := f.mending.options(t.with(f.source.Options))
	cfg, err := t.load(stdin, o)
	return loaded{o, cfg, err}
}

// ahead loads targets one after the other, each while the one before is asked
// about: that takes a third off the time of a repository of 500 small roots.
func (f *lintFlags) ahead(targets []target, stdin io.Reader) <-chan loaded {
	next := make(chan loaded)
	go func() {
		for _, t := range targets {
			next <- f.load(t, stdin)
		}
	}()
	return next
}

// lint looks at everything that the arguments name, each root once.
func (f *lintFlags) lint(args []string, stdin io.Reader, known *knowledge, progress *progress) *outcome {
	out := &outcome{}
	failed := &lint.Report{}
	if err := f.source.load(stdin); err != nil {
		failed.Diagnostics = append(failed.Diagnostics, diagnosticOf(f.source.plan, err))
		out.Report = failed
		return out
	}
	stated := f.source.settings()
	c := chooser{find: finder{recursive: f.recursive}, stated: stated}
	c.choose(args)
	failed.Diagnostics = c.diags
	var reports []*lint.Report
	var next <-chan loaded
	if !f.mending.asked() { // where roots are mended, one may change the next
		next = f.ahead(c.targets, stdin)
	}
	for i, t := range c.targets {
		progress.set("reading %s (%d of %d)", t.path, i+1, len(c.targets))
		var root loaded
		if next != nil {
			root = <-next
		} else {
			root = f.load(t, stdin)
		}
		if root.err != nil {
			failed.Diagnostics = append(failed.Diagnostics, diagnosticOf(t.path, root.err))
			continue
		}
		progress.set("asking about %s (%d of %d)", t.path, i+1, len(c.targets))
		own := t.settings.Settings
		own.Known = known.of(t, f.source)
		r := own.Run(root.cfg, rules.All())
		f.mending.mend(t, root.options, root.cfg, r)
		reports = append(reports, r)
		out.accounts = append(out.accounts, accountOf(t, root.cfg, r, f.source))
	}
	out.Report = lint.Merge(append(reports, failed)...)
	out.unseen = len(out.Diagnostics)
	out.Diagnostics = append(out.Diagnostics, c.left...)
	out.Diagnostics = append(out.Diagnostics, stated.Diagnostics(out.Report)...)
	out.Diagnostics = append(out.Diagnostics, out.IgnoreProblems(rules.All())...)
	out.Diagnostics = append(out.Diagnostics, known.diagnostics(out.Report)...)
	return out
}
