package main

import (
	"path/filepath"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/tf"
)

// stated finds the settings that hold for inputs, and reads each file of them
// once.
type stated struct {
	named string // by the user, for all inputs
	files map[string]*lint.Settings
	order []string // of the files
	diags []tf.Diagnostic
	// seen are the directories of which all that the settings can be about has
	// been looked at.
	seen map[string]bool
}

func newStated(named string) *stated {
	return &stated{named: named, files: make(map[string]*lint.Settings), seen: make(map[string]bool)}
}

// of returns the settings for an input, nil without any.
func (s *stated) of(in input) *lint.Settings {
	path := s.named
	if path == "" {
		dir := "."
		if in.kind == directory {
			dir = in.path
		}
		found, err := settings.Find(dir)
		if err != nil {
			s.diags = append(s.diags, diagnosticOf(filepath.Join(dir, settings.Name), err))
			return nil
		}
		if found == "" {
			return nil
		}
		path = found
	}
	path = nameOf(path)
	read, seen := s.files[path]
	if !seen {
		var diags []tf.Diagnostic
		read, diags = settings.Read(path, rules.All())
		s.files[path], s.order = read, append(s.order, path)
		s.diags = append(s.diags, diags...)
	}
	return read
}

// diagnostics returns what is wrong with the settings, and which of them were
// about nothing that has been looked at.
func (s *stated) diagnostics(all *lint.Report) []tf.Diagnostic {
	diags := slices.Clone(s.diags)
	for _, path := range s.order {
		if all.Distributions == 0 || !s.seen[filepath.Dir(path)] {
			continue
		}
		for _, class := range s.files[path].Viewers {
			if !all.Met[class] {
				diags = append(diags, tf.Diagnostic{
					Severity: tf.DiagWarning, Range: class.Range,
					Message: "these viewers are asked about nowhere: no distribution here has the address, or serves the hosts",
				})
			}
		}
		for _, class := range s.files[path].Refused {
			if !all.Met[class] {
				diags = append(diags, tf.Diagnostic{
					Severity: tf.DiagWarning, Range: class.Range,
					Message: "no denial here is one of these: delete the block, or say in it what is meant",
				})
			}
		}
	}
	return diags
}
