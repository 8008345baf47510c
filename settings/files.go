package settings

import (
	"path/filepath"
	"slices"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// Files finds the settings that hold for directories, and reads each file of
// them once.
type Files struct {
	// Named is the file that counts for all directories, empty to find them.
	Named string
	// Rules are those that settings may be about.
	Rules []*lint.Rule
	// Overlay has texts that count in place of those of files, by path.
	Overlay map[string][]byte

	read  map[string]*File
	order []string // of those that were read
	diags []tf.Diagnostic
	whole map[string]bool
}

// For returns the settings that hold for a directory; without any, they state
// nothing.
func (f *Files) For(dir string) *File {
	path := f.Named
	if path == "" {
		found, err := Find(dir)
		if err != nil {
			at := tf.Range{File: filepath.ToSlash(found)}
			f.diags = append(f.diags, tf.Diagnostic{Severity: tf.DiagError, Range: at, Message: err.Error()})
			return &File{}
		}
		if path = found; path == "" {
			return &File{}
		}
	}
	path = filepath.Clean(path)
	if read, seen := f.read[path]; seen {
		return read
	}
	var read *File
	var diags []tf.Diagnostic
	if text, held := f.Overlay[path]; held {
		read, diags = Parse(path, text, f.Rules)
	} else {
		read, diags = Read(path, f.Rules)
	}
	if f.read == nil {
		f.read = make(map[string]*File)
	}
	f.read[path], f.order, f.diags = read, append(f.order, path), append(f.diags, diags...)
	return read
}

// Paths returns the files that were read, in that order.
func (f *Files) Paths() []string { return f.order }

// Whole notes that all that the settings in a directory can be about has been
// looked at.
func (f *Files) Whole(dir string) {
	if f.whole == nil {
		f.whole = make(map[string]bool)
	}
	f.whole[dir] = true
}

// Diagnostics returns what is wrong with the settings, and which of them were
// about nothing that has been looked at.
func (f *Files) Diagnostics(all *lint.Report) []tf.Diagnostic {
	diags := slices.Clone(f.diags)
	for _, path := range f.order {
		if all.Distributions == 0 || !f.whole[filepath.Dir(path)] {
			continue
		}
		for _, class := range f.read[path].Viewers {
			if !all.Met[class] {
				diags = append(diags, tf.Diagnostic{
					Severity: tf.DiagWarning, Range: class.Range,
					Message: "these viewers are asked about nowhere: no distribution here has the address, or serves the hosts",
				})
			}
		}
		for _, class := range f.read[path].Refused {
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
