package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/no403/no403/baseline"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"github.com/no403/no403/tf"
	"github.com/spf13/cobra"
)

// knownFlags say which findings are known and count no more.
type knownFlags struct {
	baseline string
	write    string
	newFrom  string
}

func addKnown(cmd *cobra.Command) *knownFlags {
	f := &knownFlags{}
	set := cmd.Flags()
	set.StringVar(&f.baseline, "baseline", "", "a `file` that --write-baseline wrote: what is in it is known, and does not fail (default what the settings name)")
	set.StringVar(&f.write, "write-baseline", "", "write all findings of this run to a `file` for --baseline, instead of failing")
	set.StringVar(&f.newFrom, "new-from", "", "report only what was not there at a git `revision`, such as origin/main or $(git merge-base origin/main HEAD)")
	return f
}

// check refuses flags that contradict each other.
func (f *knownFlags) check(cmd *cobra.Command) error {
	if f.write != "" && f.newFrom != "" {
		return usageError(cmd, "--write-baseline writes all findings, and --new-from leaves some out: use one of them")
	}
	return nil
}

// knowledge is which findings of a run are known.
type knowledge struct {
	flags *knownFlags
	least lint.Severity // of the findings that are written
	lists map[string]*list
	order []string // of the lists
	write list
	then  *history
	diags []tf.Diagnostic
	whole bool // all of the input could be read
}

// A list is a baseline with the directory that its roots are relative to, and the
// roots that were looked at.
type list struct {
	*baseline.Baseline
	dir   string
	roots map[string]bool
}

func newList(path string, b *baseline.Baseline) list {
	return list{b, filepath.Dir(path), make(map[string]bool)}
}

// root returns what the list calls a target.
func (l list) root(t target) string {
	if t.kind != directory {
		return ""
	}
	dir, err := filepath.Abs(l.dir)
	if err != nil {
		return filepath.ToSlash(t.path)
	}
	abs, err := filepath.Abs(t.path)
	if err != nil {
		return filepath.ToSlash(t.path)
	}
	rel, err := filepath.Rel(dir, abs)
	if err != nil {
		return filepath.ToSlash(abs) // on another volume
	}
	return filepath.ToSlash(rel)
}

// knowledge begins a run. Notes are written to a baseline where they are shown;
// config is the file of settings that the user names.
func (f *knownFlags) knowledge(ctx context.Context, notes bool, config string) *knowledge {
	k := &knowledge{flags: f, least: lint.Warning, lists: make(map[string]*list), whole: true}
	if notes {
		k.least = lint.Note
	}
	if f.write != "" {
		k.write = newList(f.write, &baseline.Baseline{})
	}
	if f.newFrom != "" {
		k.then = newHistory(ctx, f.newFrom, config)
	}
	return k
}

// of returns what is known of the findings of a target, as lint asks for it.
func (k *knowledge) of(t target, s *source) func(lint.Finding) lint.Suppression {
	known := k.list(t)
	old := k.then.of(t, s)
	return func(f lint.Finding) lint.Suppression {
		if p, excluded := t.settings.Excludes(f.Decision.Range.File); excluded && f.Decision.Range.File != "" {
			return lint.Suppression{By: lint.BySettings, Reason: fmt.Sprintf("excluded by %q in %s", p.Text, p.Range.File)}
		}
		switch {
		case k.write.Baseline != nil:
			if f.Severity < k.least {
				return lint.Suppression{}
			}
			k.write.Add(k.write.root(t), f)
			return lint.Suppression{By: lint.ByBaseline, Reason: "written to " + k.flags.write}
		case known != nil && known.Meet(known.root(t), f):
			return lint.Suppression{By: lint.ByBaseline, Reason: "in " + known.Name()}
		case old != nil && old.Meet("", f):
			return lint.Suppression{By: lint.ByRevision, Reason: "there at " + k.flags.newFrom + " already"}
		}
		return lint.Suppression{}
	}
}

// list returns the baseline for a target, nil without one.
func (k *knowledge) list(t target) *list {
	path := k.flags.baseline
	if path == "" {
		path = t.settings.Baseline
	}
	if path == "" || k.write.Baseline != nil {
		return nil
	}
	path = nameOf(path)
	l, seen := k.lists[path]
	if !seen {
		b, err := readBaseline(path)
		if err != nil {
			k.diags = append(k.diags, diagnosticOf(path, err))
			b = &baseline.Baseline{}
		}
		read := newList(path, b)
		l = &read
		k.lists[path], k.order = l, append(k.order, path)
	}
	l.roots[l.root(t)] = true
	return l
}

func readBaseline(path string) (*baseline.Baseline, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: write it with --write-baseline %s", plain(path, err), path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is no regular file: name one that --write-baseline wrote", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, plain(path, err)
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	return baseline.Read(path, f)
}

// diagnostics returns what is wrong with what is known. What could not be read
// may hold the findings that entries stand for, so they are judged only when
// all was.
func (k *knowledge) diagnostics(all *lint.Report) []tf.Diagnostic {
	diags := k.diags
	if k.then != nil {
		diags = append(diags, k.then.diags...)
	}
	if k.whole = !unreadable(all.Diagnostics); !k.whole {
		return diags
	}
	for _, path := range k.order {
		if d := k.lists[path].Stale(k.lists[path].roots); d != nil {
			diags = append(diags, *d)
		}
	}
	return diags
}

// save writes the baseline, if one is to be written, and says so. Of input that
// could not be read it would be half of one.
func (k *knowledge) save(stderr io.Writer) error {
	file := k.flags.write
	switch {
	case file == "":
		return nil
	case !k.whole:
		return fmt.Errorf("%s: not written, since not all of the input could be read", report.OneLine(file))
	}
	var text bytes.Buffer
	if err := k.write.Write(&text); err != nil {
		return err
	}
	if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil { //nolint:gosec // it is for others to read
		return plain(file, err)
	}
	_, err := fmt.Fprintf(stderr, "note: findings written to %s: %d; --baseline %[1]s makes them known\n", report.OneLine(file), k.write.Len())
	return err
}
