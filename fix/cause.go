package fix

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// A cause is a finding with what the model knows of its request.
type cause struct {
	*Result
	finding lint.Finding
	d       *cloudfront.Distribution
	r       cloudfront.Request
	b       *cloudfront.Behavior // nil when it is not known; rules about behaviors find nothing then
	o       *cloudfront.Origin   // nil when it is not known
}

// cause returns the cause of a finding, nil when it is not one of this root.
func (r *Result) cause(f lint.Finding) *cause {
	if r.model == nil {
		r.model = cloudfront.New(r.cfg)
	}
	d := r.model.Distribution(f.Distribution)
	if d == nil {
		return nil
	}
	c := &cause{Result: r, finding: f, d: d, r: f.Witness.For(d)}
	if c.b = d.BehaviorFor(c.r); c.b != nil {
		c.o, _ = c.b.Origin()
	}
	return c
}

// atOrigin returns what a fixer proposes where the origin is known.
func atOrigin(propose fixer) fixer {
	return func(c *cause) []*proposal {
		if c.o == nil {
			return nil
		}
		return propose(c)
	}
}

// one returns the one proposal with these edits, none when an edit is missing.
func one(title string, safe bool, edits ...[]edit) []*proposal {
	p := &proposal{title: title, safe: safe}
	for _, e := range edits {
		if len(e) == 0 {
			return nil
		}
		p.edits = append(p.edits, e...)
	}
	return []*proposal{p}
}
