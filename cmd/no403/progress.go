package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/no403/no403/report"
	"github.com/spf13/cobra"
)

// patience is how long a run may take before it says what it does.
const patience = 700 * time.Millisecond

// A progress says on a terminal what a long run is doing, in a line that is gone
// when it ends. A nil one says nothing.
type progress struct {
	out     io.Writer
	columns int
	stopped chan struct{}
	once    sync.Once
	ended   sync.WaitGroup

	mu    sync.Mutex
	doing string
}

// startProgress begins a progress on standard error, if that is a terminal.
func startProgress(cmd *cobra.Command) *progress {
	terminal, columns := terminalOf(cmd.ErrOrStderr())
	if !terminal || os.Getenv("TERM") == "dumb" {
		return nil
	}
	p := &progress{out: cmd.ErrOrStderr(), columns: max(columns, narrowest), stopped: make(chan struct{})}
	p.ended.Go(p.show)
	return p
}

const eraseLine = "\r\x1b[K"

// show shows what is being done, until the progress is stopped.
func (p *progress) show() {
	wait := patience
	for shown := ""; ; {
		select {
		case <-p.stopped:
			if shown != "" {
				_, _ = io.WriteString(p.out, eraseLine)
			}
			return
		case <-time.After(wait):
		}
		wait = patience / 5
		if doing := p.now(); doing != shown {
			shown = doing
			_, _ = io.WriteString(p.out, eraseLine+doing)
		}
	}
}

// now returns what is being done, as long as a line of the terminal.
func (p *progress) now() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := []rune(report.OneLine(p.doing))
	return string(text[:min(len(text), p.columns-1)])
}

// set says what is being done from here on.
func (p *progress) set(format string, args ...any) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing = fmt.Sprintf(format, args...)
}

// stop ends the progress. Nothing is written after it.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.once.Do(func() { close(p.stopped) })
	p.ended.Wait()
}
