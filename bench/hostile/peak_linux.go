package main

import (
	"os"
	"syscall"
)

// peak returns the most memory that a process had, in bytes.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	const kilobyte = 1 << 10
	return usage.Maxrss * kilobyte
}
