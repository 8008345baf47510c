// Command measure makes what is measured, does what it is compared with, and
// writes down what came out. See bench/run, which calls it.
package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/no403/no403/bench/inputs"
)

const usage = `usage: measure root RESOURCES DIR
       measure repository ROOTS DIR
       measure plan MEGABYTES FILE
       measure parse DIR
       measure scan FILE
       measure load FILE
       measure sizes FILE
       measure report RESULTS`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "root":
		return sized(args, inputs.Root)
	case len(args) == 3 && args[0] == "repository":
		return sized(args, inputs.Repository)
	case len(args) == 3 && args[0] == "plan":
		return sized(args, func(file string, megabytes int) error { return inputs.PlanFile(file, float64(megabytes)) })
	case len(args) == 2 && args[0] == "parse":
		return parse(args[1])
	case len(args) == 2 && args[0] == "scan":
		return scan(args[1])
	case len(args) == 2 && args[0] == "load":
		_, err := load(args[1])
		return err
	case len(args) == 2 && args[0] == "sizes":
		return sizes(os.Stdout, args[1])
	case len(args) == 2 && args[0] == "report":
		return report(os.Stdout, args[1])
	}
	return errors.New(usage)
}

// sized makes an input of the size that the first argument says, at the place
// that the second one does.
func sized(args []string, write func(to string, size int) error) error {
	size, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	return write(args[2], size)
}
