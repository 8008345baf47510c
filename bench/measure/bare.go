package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/hcl/v2/hclparse"
)

// parse parses every file of Terraform source below a directory, and does
// nothing with it: the least that a tool that reads them can take.
func parse(dir string) error {
	parser := hclparse.NewParser()
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".tf" {
			return err
		}
		if _, diags := parser.ParseHCLFile(path); diags.HasErrors() {
			return diags
		}
		return nil
	})
}

// scan reads every token of a plan.
func scan(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	dec := jsontext.NewDecoder(f, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		if _, err := dec.ReadToken(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}
