// Package baseline reads and writes lists of findings that are known, so that
// a project with many can begin to refuse new ones.
//
// Findings are told from each other by their fingerprints, which survive another
// layout of the source. An entry stands for one finding in one root module; the
// root is the directory relative to the one that the file is in. A finding that
// has become worse is no longer the one that is known.
package baseline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// version changes when an older program could not use the file.
const version = "1"

// A Baseline is a list of findings that are known. It counts which of them were
// met, so it is for one run. The zero value is empty.
type Baseline struct {
	name    string
	entries []*entry
	// byFingerprint has the entries that may be about the same finding.
	byFingerprint map[string][]*entry
}

// An entry is what the file holds of a finding. All but the root, the severity,
// the fingerprint and the count is there for people.
type entry struct {
	Root         string `json:"root,omitempty"` // empty for a plan without source
	Rule         string `json:"rule"`
	Severity     string `json:"severity"`
	Distribution string `json:"distribution"`
	Resource     string `json:"resource,omitempty"`
	Fingerprint  string `json:"fingerprint"`
	Count        int    `json:"count,omitempty"` // 0 is 1

	at   tf.Range
	left int // how many were not met
}

// most is the highest severity that the entry is about.
func (e *entry) most() lint.Severity {
	return map[string]lint.Severity{"note": lint.Note, "warning": lint.Warning, "error": lint.Error}[e.Severity]
}

// add puts an entry into the list.
func (b *Baseline) add(e *entry) {
	if b.byFingerprint == nil {
		b.byFingerprint = make(map[string][]*entry)
	}
	e.left = max(1, e.Count)
	b.entries = append(b.entries, e)
	b.byFingerprint[e.Fingerprint] = append(b.byFingerprint[e.Fingerprint], e)
}

// Add notes a finding in a root.
func (b *Baseline) Add(root string, f lint.Finding) {
	fingerprint := f.Fingerprint()
	for _, e := range b.byFingerprint[fingerprint] {
		if e.Root == root && e.most() == f.Severity {
			e.Count = max(1, e.Count) + 1
			e.left++
			return
		}
	}
	b.add(&entry{
		Root: root, Rule: f.Rule.Slug, Severity: f.Severity.String(),
		Distribution: symbol.Strip(f.Distribution), Resource: symbol.Strip(f.Decision.Resource), Fingerprint: fingerprint,
	})
}

// Name returns what messages call the file.
func (b *Baseline) Name() string { return b.name }

// Len returns how many findings there are.
func (b *Baseline) Len() int {
	n := 0
	for _, e := range b.entries {
		n += max(1, e.Count)
	}
	return n
}

// Meet reports whether a finding in a root is known. Each entry stands for as
// many findings as it counts. A finding of a plan, whose root is not known and
// given as empty, may be one of any root.
func (b *Baseline) Meet(root string, f lint.Finding) bool {
	var known []*entry
	for _, e := range b.byFingerprint[f.Fingerprint()] {
		if e.left > 0 && e.most() >= f.Severity && (e.Root == root || e.Root == "" || root == "") {
			known = append(known, e)
		}
	}
	if len(known) == 0 {
		return false
	}
	own := slices.IndexFunc(known, func(e *entry) bool { return e.Root == root })
	known[max(0, own)].left--
	return true
}

// Stale returns a warning about the entries in some roots that no finding has
// met, at the first of them; nil when there are none.
func (b *Baseline) Stale(roots map[string]bool) *tf.Diagnostic {
	var stale []*entry
	for _, e := range b.entries {
		if e.left > 0 && roots[e.Root] {
			stale = append(stale, e)
		}
	}
	if len(stale) == 0 {
		return nil
	}
	d := &tf.Diagnostic{Severity: tf.DiagWarning, Range: stale[0].at}
	d.Message = fmt.Sprintf("no finding of %s is left that this entry stands for", stale[0].Rule)
	if more := len(stale) - 1; more > 0 {
		d.Message = fmt.Sprintf("no finding of %s is left that this entry stands for, and %d more are like it", stale[0].Rule, more)
	}
	d.Message += ": --write-baseline " + b.name + " writes what is there now"
	return d
}

// Write writes the list as JSON, by root, distribution and rule.
func (b *Baseline) Write(w io.Writer) error {
	entries := slices.Clone(b.entries)
	slices.SortFunc(entries, func(a, b *entry) int {
		return cmp.Or(
			strings.Compare(a.Root, b.Root), strings.Compare(a.Distribution, b.Distribution), strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Resource, b.Resource), strings.Compare(a.Fingerprint, b.Fingerprint), strings.Compare(a.Severity, b.Severity),
		)
	})
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Version  string   `json:"version"`
		Findings []*entry `json:"findings"`
	}{version, append([]*entry{}, entries...)})
}
