package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/no403/no403/limits"
	"github.com/spf13/cobra"
)

// addLimits adds the flags that move the limits of what is read and done. Nobody
// needs most of them, so the help leaves them to docs/limits.md, and every
// diagnostic of a limit names its flag.
func addLimits(cmd *cobra.Command, s *source) {
	set, l := cmd.Flags(), &s.Limits
	*l = limits.Limits{}.OrDefault()
	set.DurationVar(&s.timeout, "timeout", limits.Timeout, "how long a run may take; what it has found by then is reported, the rest is unknown; 0 for no limit")
	set.Var(&l.FileSize, "max-file-size", "the most bytes of one file of Terraform source")
	set.Var(&l.RootSize, "max-root-size", "the most bytes of all files of a root together")
	set.Var(&l.PlanSize, "max-plan-size", "the most bytes of a plan or state")
	set.Var(&l.ValueSize, "max-value-size", "the most bytes of one value that evaluation makes, such as a local")
	set.Var(&number{&l.Steps, 1 << 40}, "max-steps", "the most steps to evaluate a root: turns of loops, elements that functions make, 256 bytes of text")
	set.Var(&number{&l.Instances, 1_000_000}, "max-instances", "the most instances of one resource, module call or dynamic block")
	set.Var(&number{&l.ModuleDepth, 1000}, "max-module-depth", "the most module calls within each other")
	set.Var(&number{&l.Nesting, limits.MostNesting}, "max-nesting", "the most brackets within each other in Terraform source")
	for _, name := range []string{
		"max-file-size", "max-root-size", "max-plan-size", "max-value-size", "max-steps", "max-instances", "max-module-depth", "max-nesting",
	} {
		if err := set.MarkHidden(name); err != nil {
			panic(err) // it fails only for flags that do not exist
		}
	}
}

// startClock sets the deadline of the run, once.
func (s *source) startClock() {
	if s.timeout > 0 && s.Limits.Deadline.IsZero() {
		s.Limits.Deadline = time.Now().Add(s.timeout)
	}
}

// A number is a flag from 1 up to most.
type number struct {
	value *int
	most  int
}

// String implements pflag.Value.
func (n *number) String() string {
	if n.value == nil {
		return ""
	}
	return strconv.Itoa(*n.value)
}

// Type implements pflag.Value.
func (n *number) Type() string { return "number" }

// Set implements pflag.Value.
func (n *number) Set(text string) error {
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 || value > n.most {
		return fmt.Errorf("write a number from 1 to %d", n.most)
	}
	*n.value = value
	return nil
}
