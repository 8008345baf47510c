// Package fix mends findings: it finds the edits of Terraform source that take
// the cause of a 403 away, as an engineer would write them.
//
// A fix is offered only when it has been tried: the configuration with the edits
// in it is linted again, and the request that showed the finding must pass the
// rule, no request may be denied that was not before, and nothing may be wrong with the
// source that was not. What is not edited stays as it is to the byte.
//
// There is one small file for each kind of edit; fixers.go has the kinds by rule.
package fix

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// A Fix is a set of edits that together mend one finding.
type Fix struct {
	Rule *lint.Rule
	// Title says what the edits do, one imperative sentence.
	Title string
	// Safe tells that the edits let nobody in whom the configuration does not
	// mean to let in already, decide nothing that the configuration leaves open,
	// and stay within the root.
	Safe bool
	// Edits are by file and place, and do not overlap.
	Edits []Edit

	after *Result
}

// Files returns the names of the files that the edits are in.
func (f Fix) Files() []string {
	var names []string
	for _, e := range f.Edits {
		names = append(names, e.Range.Filename)
	}
	return slices.Compact(names) // they are sorted
}

// An Edit replaces whole lines of a file.
type Edit struct {
	// Range is where the text goes; the name of the file is as in ranges of
	// findings.
	Range   hcl.Range
	NewText string
}

// A Root is a root module in source, and what it is linted with.
type Root struct {
	Dir      string
	Options  hclload.Options
	Settings *lint.Settings
	Rules    []*lint.Rule
}

// Lint reads the root and lints it.
func (r Root) Lint() *Result {
	cfg := hclload.Load(r.Dir, r.Options)
	return r.Linted(cfg, r.Settings.Run(cfg, r.Rules))
}

// Linted returns the result of a root that has been read and linted already, with
// what r says.
func (r Root) Linted(cfg *tf.Config, report *lint.Report) *Result {
	if r.Options.Parsed == nil {
		r.Options.Parsed = &hclload.Parsed{} // an attempt changes few of the files
	}
	return &Result{Report: report, root: r, cfg: cfg, files: make(map[string]*file)}
}

// A Result is a root with what was found in it. It is for one goroutine at a
// time, as is the configuration it was made from.
type Result struct {
	Report *lint.Report

	root  Root
	cfg   *tf.Config
	model *cloudfront.Model
	files map[string]*file // by name, as far as they were asked for
}

// For returns what mends a finding of the report, as far as that has been tried
// with success. It is slow: the root is linted again for each attempt.
func (r *Result) For(f lint.Finding) []Fix {
	fix := r.find(f)
	if fix == nil {
		return nil
	}
	fix.after = nil // whoever keeps the fix need not keep the root
	return []Fix{*fix}
}

// find returns what mends a finding, nil when nothing is known to.
func (r *Result) find(f lint.Finding) *Fix {
	propose := kinds[f.Rule.Slug].propose
	if propose == nil || r.isBroken() {
		return nil
	}
	c := r.cause(f)
	if c == nil {
		return nil
	}
	for _, p := range propose(c) {
		if p == nil {
			continue
		}
		edits, ok := r.render(p.edits)
		if !ok {
			continue
		}
		if after := r.try(f, edits); after != nil {
			safe := p.safe && r.staysInside(edits)
			return &Fix{Rule: f.Rule, Title: p.title, Safe: safe, Edits: edits, after: after}
		}
	}
	return nil
}

// isBroken reports whether something could not be read: then nobody knows what an
// edit does.
func (r *Result) isBroken() bool {
	return slices.ContainsFunc(r.Report.Diagnostics, func(d tf.Diagnostic) bool { return d.Severity == tf.DiagError })
}

// A proposal is a fix that has not been tried.
type proposal struct {
	title string
	safe  bool
	edits []edit
}

// Apply returns the texts of files with edits made in them. Both are by the names
// that the ranges of the edits have.
func Apply(sources map[string][]byte, edits []Edit) map[string][]byte {
	texts := make(map[string][]byte)
	for _, e := range slices.Backward(edits) { // so that those before keep their places
		name := e.Range.Filename
		text, ok := texts[name]
		if !ok {
			text = sources[name]
		}
		texts[name] = slices.Concat(text[:e.Range.Start.Byte], []byte(e.NewText), text[e.Range.End.Byte:])
	}
	return texts
}

// withEdits returns the root as it is with edits in it.
func (r *Result) withEdits(edits []Edit) Root {
	root := r.root
	root.Options.Overlay = maps.Clone(root.Options.Overlay)
	if root.Options.Overlay == nil {
		root.Options.Overlay = make(map[string][]byte)
	}
	maps.Copy(root.Options.Overlay, Apply(r.cfg.Sources, edits))
	return root
}
