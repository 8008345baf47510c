// Command hostile runs no403 on every hostile input, each in a process of its
// own, and measures how long it takes and how much memory. It fails when one
// takes more than 2 seconds or 200 MB.
//
//	go run ./bench/hostile [NAME...]
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/no403/no403/bench/hostile/corpus"
)

const (
	longest = 2 * time.Second
	largest = 200 << 20
	hang    = 2 * time.Minute
)

func main() {
	if err := measureAll(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type result struct {
	name string
	time time.Duration // of the processor
	peak int64         // bytes
}

func measureAll(names []string) error {
	work, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work) //nolint:errcheck // it is a directory for what is temporary
	program := filepath.Join(work, "no403")
	build := exec.CommandContext(context.Background(), "go", "build", "-o", program, "./cmd/no403") //nolint:gosec // the name is ours
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	all, err := corpus.Small("testdata/hostile")
	if err != nil {
		return err
	}
	var results []result
	for i, in := range all {
		if len(names) > 0 && !slices.Contains(names, in.Name) {
			continue
		}
		r, err := measure(program, filepath.Join(work, strconv.Itoa(i)), in)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Name, err)
		}
		results = append(results, r)
	}
	return report(results)
}

// measure runs the program on one input.
func measure(program, dir string, in *corpus.Input) (result, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return result{}, err
	}
	if err := in.Write(dir); err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // with all the others
	ctx, cancel := context.WithTimeout(context.Background(), hang)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, in.Args...) //nolint:gosec // the corpus is ours
	cmd.Dir = dir
	var failed *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failed) {
		if in.Impossible() {
			return result{name: in.Name}, nil
		}
		return result{}, err
	}
	return result{in.Name, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak(cmd.ProcessState)}, nil
}

func report(results []result) error {
	const most = 15
	slices.SortFunc(results, func(a, b result) int { return int(b.time - a.time) })
	fmt.Printf("%d inputs; the slowest:\n", len(results))
	for _, r := range results[:min(len(results), most)] {
		fmt.Printf("%8.2f s %6d MB  %s\n", r.time.Seconds(), r.peak>>20, r.name)
	}
	slices.SortFunc(results, func(a, b result) int { return int(b.peak - a.peak) })
	fmt.Println("the largest:")
	for _, r := range results[:min(len(results), most)] {
		fmt.Printf("%8.2f s %6d MB  %s\n", r.time.Seconds(), r.peak>>20, r.name)
	}
	for _, r := range results {
		if r.time > longest || r.peak > largest {
			return fmt.Errorf("%s takes %v and %d MB", r.name, r.time, r.peak>>20)
		}
	}
	return nil
}
