package main

import (
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/no403/no403/planload"
)

// load reads a plan into what the model is made of, and does nothing with it.
func load(file string) (*planload.Plan, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	return planload.Read(file, f)
}

// sizes writes the kilobytes of a plan, and of what stays of it in memory once
// it is read.
func sizes(w io.Writer, file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	plan, err := load(file)
	if err != nil {
		return err
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(plan)
	_, err = fmt.Fprintf(w, "file %d\nmodel %d\n", info.Size()/1024, (after.HeapAlloc-before.HeapAlloc)/1024)
	return err
}
