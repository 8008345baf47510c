package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// results are what bench/run has measured: by case, such as "root-2000", what
// each tool took.
type results map[string]map[string]*taken

// taken is what one tool took for one case.
type taken struct {
	wall, cpu []float64 // seconds, of each round
	memory    float64   // MB, the most that a process held, or the size of what is no process
}

// seconds returns the median of what a user waits.
func (t *taken) seconds() float64 { return median(t.wall) }

// cpuSeconds returns the median of what all processors together worked.
func (t *taken) cpuSeconds() float64 { return median(t.cpu) }

func median(of []float64) float64 {
	of = slices.Sorted(slices.Values(of))
	n := len(of)
	if n == 0 {
		return 0
	}
	return (of[(n-1)/2] + of[n/2]) / 2
}

// readResults reads a directory of what hyperfine has exported, as CASE.ROUND.json,
// and of peaks of memory, as CASE.memory: lines of a tool and its kilobytes.
// A plan and what stays of it in memory are lines there too.
func readResults(dir string) (results, error) {
	found := make(results)
	rounds, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, file := range rounds {
		if err := found.addRound(file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	peaks, err := filepath.Glob(filepath.Join(dir, "*.memory"))
	if err != nil {
		return nil, err
	}
	for _, file := range peaks {
		if err := found.addPeaks(file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	if len(found) == 0 {
		return nil, errors.New(dir + ": no results")
	}
	return found, nil
}

// of returns what a tool took for a case, without figures when it is new.
func (r results) of(file, tool string) *taken {
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	if r[name] == nil {
		r[name] = make(map[string]*taken)
	}
	if r[name][tool] == nil {
		r[name][tool] = &taken{}
	}
	return r[name][tool]
}

func (r results) addRound(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var round struct {
		Results []struct {
			Command      string
			Times        []float64
			User, System float64
		}
	}
	if err := json.Unmarshal(text, &round); err != nil {
		return err
	}
	for _, one := range round.Results {
		t := r.of(file, one.Command)
		t.wall = append(t.wall, one.Times...)
		t.cpu = append(t.cpu, one.User+one.System)
	}
	return nil
}

func (r results) addPeaks(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		tool, kilobytes, _ := strings.Cut(lines.Text(), " ")
		size, err := strconv.ParseFloat(kilobytes, 64)
		if err != nil {
			return err
		}
		r.of(file, tool).memory = size * 1024 / 1e6
	}
	return lines.Err()
}
