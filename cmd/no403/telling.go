package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/report"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/spf13/cobra"
)

// telling holds the flags that say how much lint tells beside what it found.
type telling struct {
	quiet   bool
	verbose bool
	strict  bool
}

func addTelling(cmd *cobra.Command) *telling {
	t := &telling{}
	set := cmd.Flags()
	set.BoolVarP(&t.quiet, "quiet", "q", false, "write findings only, and nothing when there are none and everything is known")
	set.BoolVarP(&t.verbose, "verbose", "v", false, "say on standard error what was read, and what is not known and why")
	set.BoolVar(&t.strict, "strict", false, "make the exit code 1 when an answer is not known, or a part of the input was not seen")
	return t
}

// check refuses flags that contradict each other.
func (t *telling) check(cmd *cobra.Command) error {
	if t.quiet && t.verbose {
		return usageError(cmd, "--quiet and --verbose contradict each other")
	}
	return nil
}

// progress begins to say what is being done, unless nobody wants to hear it.
func (t *telling) progress(cmd *cobra.Command) *progress {
	if t.quiet {
		return nil
	}
	return startProgress(cmd)
}

// An account is what was read for a target.
type account struct {
	target        target
	plan          string
	distributions int
	files         []string
}

func accountOf(t target, cfg *tf.Config, r *lint.Report, s *source) account {
	a := account{target: t, distributions: r.Distributions, files: slices.Sorted(maps.Keys(cfg.Sources))}
	if t.kind == directory {
		a.plan = s.plan
	}
	return a
}

// write writes the account, a line for each thing that was read.
func (a account) write(w io.Writer, s *source) {
	kind := map[inputKind]string{directory: "source", planFile: "plan", standardInput: "plan"}[a.target.kind]
	line(w, "read %s: %s; distributions: %d", a.target.path, kind, a.distributions)
	for _, file := range a.files {
		line(w, "  file %s", file)
	}
	if a.target.kind == directory {
		if a.plan != "" {
			line(w, "  plan %s", nameOf(a.plan))
		}
		for _, file := range a.target.settings.VariablesFiles {
			line(w, "  variables of %s", file)
		}
		for _, set := range s.Settings {
			if set.File != "" {
				line(w, "  variables of %s", set.File)
			}
		}
	}
	if path := a.target.settings.Path; path != "" {
		line(w, "  settings of %s", path)
	}
}

// line writes one line. There is nowhere left to say that it cannot be written.
func line(w io.Writer, format string, args ...any) {
	indent := len(format) - len(strings.TrimLeft(format, " "))
	_, _ = io.WriteString(w, format[:indent]+report.OneLine(fmt.Sprintf(format, args...))+"\n")
}

// tell writes to standard error what was read and what is not known, as far as it
// is asked for or said nowhere else.
func (t *telling) tell(cmd *cobra.Command, r *outcome, format string, s *source) {
	stderr := cmd.ErrOrStderr()
	if t.verbose {
		for _, a := range r.accounts {
			a.write(stderr, s)
		}
	}
	if t.verbose || t.strict {
		for _, c := range r.Coverage {
			if c.Answer == lint.CoverUnknown {
				line(stderr, "not known: %s of %s: %s", c.Rule.Slug, symbol.Strip(c.Distribution), symbol.Strip(c.Because))
			}
		}
	}
	if summed := slices.Contains([]string{"json", "markdown", "html"}, format) || format == "text" && !t.quiet; !summed {
		t.remark(stderr, r)
	}
	if t.strict && r.undecided() {
		line(stderr, "error: %s, which --strict does not allow", r.lacking())
	}
}

// remark says what a report that lists findings alone would pass over in
// silence.
func (t *telling) remark(stderr io.Writer, r *outcome) {
	switch {
	case r.Distributions == 0:
		line(stderr, "note: no CloudFront distribution found")
	case r.CountUnknown() > 0:
		line(stderr, "note: answers that are not known: %d (listed by --coverage)", r.CountUnknown())
	}
}

// An outcome is what a run of lint found, and what it was made from.
type outcome struct {
	*lint.Report
	accounts []account
	unseen   int // warnings about parts of the input
}

// undecided reports whether something in the input is left open.
func (r *outcome) undecided() bool { return r.CountUnknown() > 0 || r.unseen > 0 }

// lacking says what is left open.
func (r *outcome) lacking() string {
	var parts []string
	if n := r.CountUnknown(); n > 0 {
		parts = append(parts, fmt.Sprintf("answers that are not known: %d", n))
	}
	if r.unseen > 0 {
		parts = append(parts, fmt.Sprintf("warnings about the input: %d", r.unseen))
	}
	return strings.Join(parts, ", ")
}
