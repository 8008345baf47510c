package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"strings"

	"github.com/no403/no403/fix"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
)

// mending holds the flags that have findings mended, and what has been mended.
type mending struct {
	fix, unsafe, diff bool

	texts map[string][]byte // of the files that are otherwise now
	roots []mendedRoot
	// failed tells what could not be written.
	failed []tf.Diagnostic
}

type mendedRoot struct {
	dir string
	fix.Mended
}

func addMending(cmd *cobra.Command) *mending {
	m := &mending{texts: make(map[string][]byte)}
	cmd.Flags().BoolVar(&m.fix, "fix", false, "mend what can be mended safely in the source, and report what is left")
	cmd.Flags().BoolVar(&m.diff, "diff", false, "show what --fix would change, as a diff, and write nothing")
	cmd.Flags().BoolVar(&m.unsafe, "unsafe", false, "with --fix or --diff: also mend what opens something to more requests, or is a guess")
	return m
}

// asked reports whether anything is to be mended.
func (m *mending) asked() bool { return m.fix || m.diff }

// check refuses flags that do not go together.
func (m *mending) check(cmd *cobra.Command, args []string, f *lintFlags) error {
	switch {
	case m.unsafe && !m.asked():
		return usageError(cmd, "--unsafe goes with --fix or --diff")
	case m.asked() && f.source.plan != "":
		return usageError(cmd, "--plan does not go with --fix and --diff: it knows only what was before")
	case m.asked() && f.knownFlags.write != "":
		return usageError(cmd, "--write-baseline does not go with --fix and --diff: mend first")
	case m.asked() && notSource(args) != "":
		return usageError(cmd, "%s is no Terraform source: --fix and --diff edit nothing else", notSource(args))
	case m.diff && (f.format.value != "text" || len(f.named) > 0):
		return usageError(cmd, "--diff writes nothing but the diff: leave --format and --output out")
	}
	return nil
}

// notSource returns the first argument that names a plan or state, empty without
// one.
func notSource(args []string) string {
	for _, arg := range args {
		if in, err := inputOf(arg); err == nil && in.kind != directory {
			return in.path
		}
	}
	return ""
}

// options returns the options to read a root with: what was mended for another root
// counts.
func (m *mending) options(o hclload.Options) hclload.Options {
	if len(m.texts) > 0 {
		o.Overlay = m.texts
	}
	return o
}

// mend mends a root that was linted, in memory.
func (m *mending) mend(t target, o hclload.Options, cfg *tf.Config, linted *lint.Report) {
	if !m.asked() || t.kind != directory {
		return
	}
	settings := t.settings.Settings
	settings.Known = nil // the report says what is known
	root := fix.Root{Dir: t.path, Options: o, Settings: &settings, Rules: rules.All()}
	mended := root.Linted(cfg, linted).Mend(m.unsafe)
	m.roots = append(m.roots, mendedRoot{t.path, mended})
	texts := maps.Clone(m.texts) // the root keeps the one that it was read with
	for _, c := range mended.Changes {
		texts[c.File] = c.After
	}
	m.texts = texts
}

// mend lints everything that the arguments name, and shows or writes what mends
// it. done tells that there is nothing left to report.
func (f *lintFlags) mend(cmd *cobra.Command, args []string) (done bool, err error) {
	known := f.knowledge(cmd.Context(), false, f.source.config)
	defer known.then.close()
	progress := f.progress(cmd)
	result := f.lint(args, cmd.InOrStdin(), known, progress)
	progress.stop()
	if err := known.then.failed(); err != nil {
		return true, err
	}
	m := f.mending
	if m.diff {
		warn(cmd, result.Diagnostics)
		return true, cmp.Or(m.showDiff(cmd, result.Secrets), f.exitCode(result))
	}
	f.mending = &mending{failed: m.finish(cmd)}
	return false, nil
}

// finish writes what was mended.
func (m *mending) finish(cmd *cobra.Command) []tf.Diagnostic {
	var diags []tf.Diagnostic
	for _, root := range m.roots {
		if err := fix.Save(root.dir, root.Changes); err != nil {
			diags = append(diags, notSaved(err))
			continue
		}
		for _, f := range root.Fixes {
			unsafe := ""
			if !f.Safe {
				unsafe = " (unsafe)"
			}
			cmd.PrintErrf("mended: %s: %s [%s]%s\n", report.OneLine(strings.Join(f.Files(), ", ")), report.OneLine(f.Title), f.Rule.Slug, unsafe)
		}
	}
	return diags
}

func notSaved(err error) tf.Diagnostic {
	d := tf.Diagnostic{Severity: tf.DiagError, Message: err.Error()}
	if about, ok := errors.AsType[*fs.PathError](err); ok {
		d.Range.File, d.Message = about.Path, about.Err.Error()
	}
	return d
}

// showDiff writes what was mended as a diff of all roots, as git and patch read
// it, but for lines with secrets.
func (m *mending) showDiff(cmd *cobra.Command, hidden *secrets.Set) error {
	var out bytes.Buffer
	before := make(map[string][]byte)
	var names []string
	for _, root := range m.roots {
		for _, c := range root.Changes {
			if _, seen := before[c.File]; !seen {
				before[c.File] = c.Before
				names = append(names, c.File)
			}
		}
	}
	for _, name := range names {
		d := diff.Diff("a/"+name, before[name], "b/"+name, m.texts[name])
		_, hunks, _ := bytes.Cut(d, []byte("\n")) // the command line of diff
		out.Write(hunks)
	}
	shown := hidden.Mask(out.String())
	if _, err := io.WriteString(cmd.OutOrStdout(), shown); err != nil {
		return fmt.Errorf("the diff cannot be written: %w", err)
	}
	if shown != out.String() {
		cmd.PrintErrln("note: stars stand for what is sensitive, so this diff cannot be applied: --fix makes the changes")
	}
	return nil
}
