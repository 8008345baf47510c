package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const introduction = `# Performance

<!-- written by bench/run -->

What no403 takes, next to the least that a tool which reads the same files can take: parsing them with hclparse, or
reading every token of a plan, and doing nothing else. The inputs are made by the script. A root of 2,000 resources has
100 distributions with all that belongs to them, and 1,000 resources that have nothing to do with CloudFront; one site of
ten has a mistake that is reported. Plans are those of sites alone: all but a few of their resources are ones that no403
reads.

All programs of a table ran in turn, in rounds, so that what else the machine did hit all of them alike: compare within a
table. Seconds are medians of what a user waits; CPU seconds of what all processors worked, which a busy machine distorts
less. Memory is the most that the process held. To measure again: ` + "`bench/run`.\n"

// A table is the results of one case.
type table struct {
	name, title string
	first       string // what the others are compared with
}

var tables = []table{
	{"root-10", "A root of 10 resources", "start"},
	{"root-100", "A root of 100 resources in 5 files", "parse"},
	{"root-1000", "A root of 1,000 resources in 50 files", "parse"},
	{"root-2000", "A root of 2,000 resources in 100 files", "parse"},
	{"root-10000", "A root of 10,000 resources in 500 files", "parse"},
	{"repository-500", "A repository of 500 roots of 20 resources", "parse"},
	{"plan-1", "A plan of 1 MB", "scan"},
	{"plan-10", "A plan of 10 MB", "scan"},
	{"plan-100", "A plan of 100 MB", "scan"},
}

// tools are what ran, in the order of the tables' rows.
var tools = []struct{ name, title string }{
	{"start", "`no403 version`"},
	{"parse", "hclparse alone"},
	{"scan", "a scan of the tokens alone"},
	{"load", "reading the plan alone"},
	{"no403", "`no403 lint`"},
	{"tflint", "tflint"},
	{"tfsec", "tfsec"},
}

// growths are the cases in which the input grows tenfold.
var growths = []struct{ from, to, title string }{
	{"root-100", "root-1000", "100 to 1,000 resources"},
	{"root-1000", "root-10000", "1,000 to 10,000 resources"},
	{"plan-1", "plan-10", "a plan of 1 to 10 MB"},
	{"plan-10", "plan-100", "a plan of 10 to 100 MB"},
}

// report writes what a directory of results says, as Markdown.
func report(w io.Writer, dir string) error {
	r, err := readResults(dir)
	if err != nil {
		return err
	}
	machine, err := os.ReadFile(filepath.Join(dir, "machine"))
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(introduction + "\n" + string(machine))
	for _, t := range tables {
		t.write(&b, r[t.name])
	}
	writeGrowth(&b, r)
	writeReading(&b, r)
	_, err = io.WriteString(w, b.String())
	return err
}

func (t table) write(b *strings.Builder, rows map[string]*taken) {
	first := rows[t.first]
	if first == nil {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n| | seconds | ratio | CPU seconds | ratio | MB |\n| --- | ---: | ---: | ---: | ---: | ---: |\n", t.title)
	for _, tool := range tools {
		row := rows[tool.name]
		if row == nil {
			continue
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %.0f |\n", tool.title,
			seconds(row.seconds()), ratio(row.seconds(), first.seconds()),
			seconds(row.cpuSeconds()), ratio(row.cpuSeconds(), first.cpuSeconds()), row.memory)
	}
}

func writeGrowth(b *strings.Builder, r results) {
	title := "\n## Ten times the input\n\n| `no403 lint` | seconds | CPU seconds | MB |\n| --- | ---: | ---: | ---: |\n"
	for _, g := range growths {
		from, to := r[g.from]["no403"], r[g.to]["no403"]
		if from == nil || to == nil {
			continue
		}
		fmt.Fprintf(b, "%s| %s | %s | %s | %s |\n", title, g.title,
			ratio(to.seconds(), from.seconds()), ratio(to.cpuSeconds(), from.cpuSeconds()), ratio(to.memory, from.memory))
		title = ""
	}
}

// writeReading tells how fast plans are read, and how much memory it takes
// beyond the model, which stays.
func writeReading(b *strings.Builder, r results) {
	title := "\n## Reading plans\n\n| plan MB | MB per second | MB of the model | MB beyond it |\n| ---: | ---: | ---: | ---: |\n"
	for _, t := range tables {
		load, file, model := r[t.name]["load"], r[t.name]["file"], r[t.name]["model"]
		if load == nil || file == nil || model == nil {
			continue
		}
		fmt.Fprintf(b, "%s| %.1f | %.0f | %.1f | %.1f |\n", title,
			file.memory, file.memory/load.seconds(), model.memory, load.memory-model.memory)
		title = ""
	}
}

func seconds(s float64) string { return fmt.Sprintf("%.3f", s) }

// ratio writes how many times as much a is as b.
func ratio(a, b float64) string {
	if b == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", a/b)
}
