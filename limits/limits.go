// Package limits says how much of an input is read and how much work is done on
// it. Input comes from strangers: what is larger than anything that people write
// is refused with a word on what to do, not read until memory or time runs out.
package limits

import (
	"cmp"
	"time"
)

// Limits bound what one run reads and does. The zero value of a field stands for
// its default.
type Limits struct {
	// FileSize is that of one file of Terraform source.
	FileSize Size
	// RootSize is that of all files of one root together.
	RootSize Size
	// PlanSize is that of a plan or state.
	PlanSize Size
	// ValueSize is that of one value that evaluation makes, such as a local.
	ValueSize Size
	// Steps are what evaluation of one root may take: turns of loops, elements
	// that functions make, and every 256 bytes of a text.
	Steps int
	// Instances are those of one resource, module call or dynamic block.
	Instances int
	// ModuleDepth is how deep module calls are nested.
	ModuleDepth int
	// Nesting is how deep brackets are nested in source and JSON.
	Nesting int
	// Deadline is when a run ends; never, when it is zero.
	Deadline time.Time
}

// The defaults are far above what people write.
const (
	FileSize    Size = 8 << 20
	RootSize    Size = 256 << 20
	PlanSize    Size = 512 << 20
	ValueSize   Size = 8 << 20
	Steps            = 200_000
	Instances        = 5_000
	ModuleDepth      = 64
	Nesting          = 512
	Timeout          = 5 * time.Minute
)

// Elements is how many a list or map may have that evaluation makes. To find the
// type of its elements, each is compared with all.
const Elements = 20_000

// MostNesting is what Nesting can be raised to: recursive parsers have to bear it.
const MostNesting = 5000

// OrDefault returns the limits with their defaults where none are set. There is
// no deadline by default.
func (l Limits) OrDefault() Limits {
	return Limits{
		FileSize:    cmp.Or(l.FileSize, FileSize),
		RootSize:    cmp.Or(l.RootSize, RootSize),
		PlanSize:    cmp.Or(l.PlanSize, PlanSize),
		ValueSize:   cmp.Or(l.ValueSize, ValueSize),
		Steps:       cmp.Or(l.Steps, Steps),
		Instances:   cmp.Or(l.Instances, Instances),
		ModuleDepth: cmp.Or(l.ModuleDepth, ModuleDepth),
		Nesting:     cmp.Or(l.Nesting, Nesting),
		Deadline:    l.Deadline,
	}
}

// TimeIsUp is the diagnostic of a run that has passed its deadline.
const TimeIsUp = "the time is up: what was not looked at by now is unknown: --timeout gives more"

// Passed reports whether a deadline has passed. The zero time never does.
func Passed(deadline time.Time) bool { return !deadline.IsZero() && time.Now().After(deadline) }
