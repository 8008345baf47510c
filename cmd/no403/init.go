package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/no403/no403/report"
	"github.com/no403/no403/settings"
	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented " + settings.Name,
		Long: `Init writes ` + settings.Name + ` with a comment for everything that it may state, to the
current directory or to DIR. It states nothing until comment marks are taken
away. A file that is there already stays, unless --force is given.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError(cmd, "one directory at most, got %q too", args[1])
			}
			return nil
		},
		ValidArgsFunction: onlyDirectories,
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		path := settings.Name
		if len(args) > 0 {
			path = filepath.Join(nameOf(args[0]), settings.Name)
		}
		if err := writeExample(path, force); err != nil {
			return err
		}
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s is written: take the comment marks away from what is to count\n", report.OneLine(path))
		return err
	}
	return cmd
}

// writeExample writes the example of settings to a file, which must not be there
// unless it is forced.
func writeExample(path string, force bool) error {
	if force {
		// What is there may be a link, which is replaced, not followed.
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return plain(path, err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644) //nolint:gosec // settings are for others to read
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s: is there already: --force replaces it", path)
	case err != nil:
		return plain(path, err)
	}
	_, err = f.WriteString(settings.Example)
	return errors.Join(err, f.Close())
}
