package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

// onTerminal gives write a terminal of some columns, and returns what the terminal
// gets.
func onTerminal(t *testing.T, columns uint16, write func(terminal *os.File)) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		t.Fatal(err)
	}
	shown := make(chan string)
	go func() {
		out, _ := io.ReadAll(master) // it ends in an error when the other end is closed
		shown <- string(out)
	}()
	write(slave)
	if err := slave.Close(); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(<-shown, "\r\n", "\n")
}

// runOnTerminal runs the program with its output on a terminal.
func runOnTerminal(t *testing.T, columns uint16, args ...string) string {
	t.Helper()
	return onTerminal(t, columns, func(terminal *os.File) {
		run(newRoot(), args, strings.NewReader(""), terminal, terminal)
	})
}

func TestTerminal(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	const red = "\x1b[1;31merror\x1b[0m"
	args := []string{"lint", "examples/broken-site"}
	for _, columns := range []uint16{60, 80, 200} {
		out := runOnTerminal(t, columns, args...)
		if !strings.HasPrefix(out, red) {
			t.Errorf("no colour in %q", out[:40])
		}
		for line := range strings.Lines(out) {
			plain := strings.NewReplacer("\x1b[1;31m", "", "\x1b[2m", "", "\x1b[0m", "", "\n", "").Replace(line)
			if utf8.RuneCountInString(plain) > min(int(columns), wide) && !strings.HasPrefix(plain, "  try:") {
				t.Errorf("%d columns for %q on a terminal of %d", len(plain), plain, columns)
			}
		}
	}
	t.Setenv("NO_COLOR", "1")
	if out := runOnTerminal(t, 80, args...); strings.Contains(out, "\x1b") {
		t.Errorf("colour in %q in spite of NO_COLOR", out)
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if out := runOnTerminal(t, 80, args...); strings.Contains(out, "\x1b") {
		t.Errorf("colour in %q on a dumb terminal", out)
	}
}

// TestTerminalReadme runs the first command of the README on a terminal of the
// width that terminals have: a new user must see what stands there.
func TestTerminalReadme(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("NO_COLOR", "1")
	block := console.FindStringSubmatch(documents(t)["README.md"])
	if diff := cmp.Diff(block[2], runOnTerminal(t, 80, strings.Fields(block[1])...)); diff != "" {
		t.Errorf("no403 %s (-README +terminal):\n%s", block[1], diff)
	}
	for line := range strings.Lines(block[2]) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// What takes long is said in a line, which is gone before anything else is
// written.
func TestProgress(t *testing.T) {
	t.Setenv("TERM", "xterm")
	said := func(columns uint16, flags *telling, wait time.Duration) string {
		return onTerminal(t, columns, func(terminal *os.File) {
			cmd := newRoot()
			cmd.SetErr(terminal)
			p := flags.progress(cmd)
			p.set("reading %s", "a\x1b[2J"+strings.Repeat("b", 100))
			time.Sleep(wait)
			p.stop()
			p.stop() // as a deferred call does again
			_, _ = io.WriteString(terminal, "findings")
		})
	}
	const wait = patience + patience/2
	want := eraseLine + "reading a" + strings.Repeat("b", 100)
	got := strings.ReplaceAll(said(60, &telling{}, wait), "\ufffd", "")
	if !strings.HasPrefix(got, eraseLine+"reading a") || !strings.HasSuffix(got, eraseLine+"findings") || strings.Contains(got, "\x1b[2J") || len([]rune(got)) > len(want) {
		t.Errorf("got %q", got)
	}
	if line, _, _ := strings.Cut(strings.TrimPrefix(got, eraseLine), "\r"); utf8.RuneCountInString(line) > 59 {
		t.Errorf("%d columns on a terminal of 60: %q", utf8.RuneCountInString(line), line)
	}
	if got := said(60, &telling{}, 0); got != "findings" {
		t.Errorf("a short run says %q", got)
	}
	if got := said(60, &telling{quiet: true}, wait); got != "findings" {
		t.Errorf("a quiet run says %q", got)
	}
	t.Setenv("TERM", "dumb")
	if got := said(60, &telling{}, wait); got != "findings" {
		t.Errorf("a dumb terminal gets %q", got)
	}
	cmd := newRoot()
	cmd.SetErr(io.Discard)
	if p := (&telling{}).progress(cmd); p != nil {
		t.Error("there is a progress where there is no terminal")
	}
}
