package lint

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/crash"
	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
)

// An asker asks rules. One that goes wrong costs its own answer, and after the
// deadline no more are asked.
type asker struct {
	cfg  *tf.Config
	late bool
}

// ask returns what a rule answers to a request.
func (a *asker) ask(rule *Rule, d *cloudfront.Distribution, r cloudfront.Request) (decision Decision) {
	if !a.inTime() {
		return CannotTell("the time was up before this was asked")
	}
	defer func() {
		if cause := recover(); cause != nil {
			a.cfg.Diagnostics.Add(tf.DiagError, tf.Range{},
				"internal error in rule %s, %s: its answer is unknown: %s", rule.Slug, crash.Place(cause), crash.Report)
			decision = CannotTell("of an internal error in this rule")
		}
	}()
	return rule.Check(d, r)
}

// inTime reports whether the deadline has not passed.
func (a *asker) inTime() bool {
	if !a.late && limits.Passed(a.cfg.Deadline) {
		a.late = true
		a.cfg.Diagnostics.Add(tf.DiagError, tf.Range{}, limits.TimeIsUp)
	}
	return !a.late
}

// guard does something about a root. If it goes wrong, the rest of it is left out.
func (a *asker) guard(do func()) {
	defer func() {
		if cause := recover(); cause != nil {
			a.cfg.Diagnostics.Add(tf.DiagError, tf.Range{},
				"internal error %s: what was not looked at by then is unknown: %s", crash.Place(cause), crash.Report)
		}
	}()
	do()
}
