// Command plan measures how a plan is read: how long it takes, and how much
// memory, next to a bare scan of the tokens of the same file. It makes plans of
// 1, 10 and 94 MB, and runs each measurement in a process of its own.
//
//	go run ./bench/plan
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/planload"
)

func main() {
	var err error
	switch len(os.Args) {
	case 1:
		err = compare(os.Stdout, 5)
	case 3:
		err = measure(os.Args[1], os.Args[2])
	default:
		err = errors.New("usage: go run ./bench/plan")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A measurement is what one process took.
type measurement struct {
	Seconds float64
	Model   float64 // MiB that are still in use at the end
	Peak    float64 // MiB of the whole process
}

// compare prints a line for each size, of the fastest of some runs.
func compare(w io.Writer, runs int) error {
	dir, err := os.MkdirTemp("", "no403-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	if _, err := fmt.Fprintln(w, "      MB   scan s   load s   ratio  MB/s  model MiB  peak MiB  lint s  lint peak MiB"); err != nil {
		return err
	}
	for _, megabytes := range []float64{1, 10, 94} {
		file := filepath.Join(dir, "plan.json")
		size, err := write(file, megabytes)
		if err != nil {
			return err
		}
		var best [3]measurement
		for range runs {
			for i, what := range []string{"scan", "load", "lint"} {
				m, err := run(what, file)
				if err != nil {
					return err
				}
				if best[i].Seconds == 0 || m.Seconds < best[i].Seconds {
					best[i] = m
				}
			}
		}
		scan, load, all := best[0], best[1], best[2]
		if _, err := fmt.Fprintf(w, "%8.1f %8.3f %8.3f %7.2f %5.0f %10.1f %9.1f %7.2f %14.1f\n", size, scan.Seconds, load.Seconds,
			load.Seconds/scan.Seconds, size/load.Seconds, load.Model, load.Peak, all.Seconds, all.Peak); err != nil {
			return err
		}
	}
	return nil
}

// write makes a plan of about a size, and returns the true one in MB.
func write(file string, megabytes float64) (size float64, err error) {
	var one strings.Builder
	if err := generate(&one, 1); err != nil {
		return 0, err
	}
	f, err := os.Create(file)
	if err != nil {
		return 0, err
	}
	err = generate(f, max(1, int(megabytes*1e6)/one.Len()))
	info, statErr := f.Stat()
	if err := cmp.Or(err, statErr, f.Close()); err != nil {
		return 0, err
	}
	return float64(info.Size()) / 1e6, nil
}

// run measures in a process of its own.
func run(what, file string) (m measurement, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	cmd := exec.CommandContext(context.Background(), self, what, file) //nolint:gosec // this program again
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return m, fmt.Errorf("%s: %w", what, err)
	}
	_, err = fmt.Sscan(string(out), &m.Seconds, &m.Model)
	m.Peak = peak(cmd.ProcessState)
	return m, err
}

// measure does one thing and prints how long it took and what it left.
func measure(what, file string) error {
	f, err := os.Open(file) //nolint:gosec // the file that this program wrote
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	start := time.Now()
	var kept any
	switch what {
	case "scan":
		err = scan(f)
	case "load":
		kept, err = planload.Read(file, f)
	case "lint":
		cfg, loadErr := planload.Load(file, f)
		if loadErr != nil {
			return loadErr
		}
		kept = lint.Run(cfg, rules.All())
	}
	seconds := time.Since(start).Seconds()
	runtime.GC()
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(kept)
	fmt.Println(seconds, float64(after.HeapAlloc)/(1<<20))
	return err
}

// scan reads every token.
func scan(r io.Reader) error {
	dec := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		if _, err := dec.ReadToken(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}
