package main

import (
	"io"
	"os"

	"github.com/no403/no403/report"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// display holds the flags that say how output looks.
type display struct {
	format *choice
	color  *choice
	width  int
}

// The widths that text is wrapped to: lines beyond the widest are hard to read,
// and below the narrowest there is no room for a table.
const narrowest, wide = 60, 120

func addDisplay(cmd *cobra.Command, formats ...string) *display {
	d := &display{
		format: choose(cmd, "format", "how to write the result", formats...),
		color:  choose(cmd, "color", "whether to colour text; auto does on a terminal, unless NO_COLOR is set", "auto", "always", "never"),
	}
	cmd.Flags().IntVar(&d.width, "width", 0, "how many `columns` text is wrapped to (default the terminal's)")
	return d
}

// options returns how to write to out, the standard output of cmd.
func (d *display) options(cmd *cobra.Command) (report.Options, error) {
	if d.width != 0 && d.width < narrowest {
		return report.Options{}, usageError(cmd, "--width %d is too narrow: give %d or more", d.width, narrowest)
	}
	terminal, columns := terminalOf(cmd.OutOrStdout())
	o := report.Options{Width: d.width, Version: buildVersion()}
	if o.Width == 0 && columns > 0 {
		o.Width = min(max(columns, narrowest), wide)
	}
	switch d.color.value {
	case "always":
		o.Color = true
	case "auto":
		o.Color = terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return o, nil
}

// terminalOf reports whether w is a terminal, and of how many columns; 0 when
// that is not known.
func terminalOf(w io.Writer) (terminal bool, columns int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return true, 0
	}
	return true, columns
}
