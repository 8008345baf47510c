package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	value string
	of    []string
}

// choose adds a choice to the flags of a command; the first word is the
// default.
func choose(cmd *cobra.Command, name, usage string, of ...string) *choice {
	c := &choice{of[0], of}
	if len(of) > fewWords {
		usage += ": " + c.words()
	}
	cmd.Flags().Var(c, name, usage)
	if err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(of, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // it fails only for flags that do not exist
	}
	return c
}

// String returns the word that was chosen.
func (c *choice) String() string { return c.value }

// fewWords is how many fit into the column of the flags.
const fewWords = 5

// Type returns what stands for the word in the help.
func (c *choice) Type() string {
	if len(c.of) > fewWords {
		return "word"
	}
	return strings.Join(c.of, "|")
}

// words lists the words for people.
func (c *choice) words() string {
	last := len(c.of) - 1
	return strings.Join(c.of[:last], ", ") + " or " + c.of[last]
}

// Set chooses a word.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.of, word) {
		return fmt.Errorf("choose %s", c.words())
	}
	c.value = word
	return nil
}
