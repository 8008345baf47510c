// Command no403 tells, from Terraform source or plan JSON, which viewer
// requests Amazon CloudFront will answer with 403, and why.
//
// It reads the files that it is given and nothing else: it makes no network
// connection, and runs no other program but git, to read a revision that the user
// names.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/no403/no403/crash"
	"github.com/no403/no403/report"
	"github.com/spf13/cobra"
)

// ballast counts as memory in use; never written to, it takes none. With it, and with
// memory that may grow to two and a half times what is in use and not to twice, most runs
// end before the garbage collector begins. A root of 2,000 resources takes a fifth less of
// the processor's time, for a fifth more memory. The variable GOGC counts for more.
var ballast = make([]byte, 16<<20)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(150)
	}
	code := run(newRoot(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(ballast)
	os.Exit(code)
}

// An exitCode ends the program when everything there is to say has been said.
type exitCode int

const (
	exitClean    exitCode = 0
	exitFindings exitCode = 1
	exitBadInput exitCode = 2
)

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// run runs a command and returns the exit code. A panic ends it as bad input
// does: no caller may take a crash for a clean result or for findings.
func run(cmd *cobra.Command, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	cmd.SetArgs(args)
	cmd.SetIn(stdin)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	defer func() {
		if cause := recover(); cause != nil {
			cmd.PrintErrf("no403: internal error %s: %s\n", crash.Place(cause), crash.Report)
			if os.Getenv("NO403_DEBUG") == "1" {
				cmd.PrintErrf("%s", debug.Stack())
			}
			code = int(exitBadInput)
		}
	}()
	err := cmd.Execute()
	var exit exitCode
	switch {
	case err == nil:
		return int(exitClean)
	case errors.As(err, &exit):
		return int(exit)
	}
	cmd.PrintErrf("no403: %s\n", report.OneLine(err.Error()))
	return int(exitBadInput)
}
