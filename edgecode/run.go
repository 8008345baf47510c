package edgecode

import (
	"bytes"
	"slices"
	"strings"

	"github.com/no403/no403/limits"
	"github.com/tdewolff/parse/v2/js"
)

// Run tells what the function of that name does to a request.
func (p *Program) Run(name string, in Input) Outcome {
	var o Outcome
	steps := maxSteps
	for trail, way := []bool{}, 0; trail != nil; way++ {
		if way == maxWays || limits.Passed(p.Deadline) {
			return Outcome{Tests: o.Tests}
		}
		r := &run{p: p, in: in, trail: trail, steps: steps, tested: &o.Tests}
		end := r.walk(name)
		if end.Kind == Lost {
			return Outcome{Tests: o.Tests}
		}
		if !slices.ContainsFunc(o.Ends, end.same) {
			o.Ends = append(o.Ends, end)
		}
		steps = r.steps
		trail = next(r.trail)
	}
	return o
}

func (e End) same(o End) bool {
	return e.Kind == o.Kind && e.Status == o.Status && e.Line == o.Line && e.Condition == o.Condition && e.Held == o.Held &&
		e.URI == o.URI && e.Rewritten == o.Rewritten && e.Redirected == o.Redirected && sameTexts(e.Set, o.Set)
}

func sameTexts(a, b map[string]Text) bool {
	if len(a) != len(b) {
		return false
	}
	for name, t := range a {
		if other, ok := b[name]; !ok || other != t {
			return false
		}
	}
	return true
}

// next returns the choices of the next way: the last that can be made
// otherwise is. It is nil after the last way.
func next(trail []bool) []bool {
	for i := len(trail) - 1; i >= 0; i-- {
		if trail[i] {
			trail[i] = false
			return trail[:i+1]
		}
	}
	return nil
}

// A run walks one way through the code: what is not known is decided by a
// trail of choices.
type run struct {
	p      *Program
	in     Input
	trail  []bool
	made   int // of the choices
	steps  int
	depth  int
	calls  int
	trying int // try statements around
	tested *[]Test

	condition js.IExpr // the last one that was decided
	held      bool
	at        int // the depth of calls where it was

	module   *obj // of CommonJS
	exports  *obj // of export statements
	moved    bool // a helper of CloudFront has chosen the origin
	called   bool // the callback of a Lambda handler
	returned value
}

// lost ends a run whose way is not known.
type lost struct{}

// A thrown is an exception of the code.
type thrown struct{ v value }

func (r *run) giveUp() { panic(lost{}) }

func (r *run) throw(v value) { panic(thrown{v}) }

// choose decides what is not known.
func (r *run) choose() bool {
	if r.made == len(r.trail) {
		r.trail = append(r.trail, true)
	}
	r.made++
	return r.trail[r.made-1]
}

// mayThrow takes into account, where it matters, that something which is not
// known may fail.
func (r *run) mayThrow() {
	if r.trying > 0 && !r.choose() {
		r.throw(unknown)
	}
}

// step counts, and ends what takes too long.
func (r *run) step() {
	if r.steps--; r.steps <= 0 {
		r.giveUp()
	}
}

// charge counts work on much data as so many steps.
func (r *run) charge(bytes, items int) {
	r.steps -= bytes>>6 + items>>3
	r.step()
}

// enter goes one level down.
func (r *run) enter() {
	r.step()
	if r.depth++; r.depth > maxDepth {
		r.giveUp()
	}
}

func (r *run) leave() { r.depth-- }

// is decides whether a value counts as true.
func (r *run) is(v value) bool {
	yes, ok := v.truth()
	if !ok {
		return r.choose()
	}
	return yes
}

// decide decides a condition of the code, and remembers it.
func (r *run) decide(cond js.IExpr, v value) bool {
	yes := r.is(v)
	if r.calls <= r.at || r.condition == nil {
		r.condition, r.held, r.at = cond, yes, r.calls
	}
	return yes
}

// written returns an expression as code, in one line.
func written(e js.IExpr) string {
	if e == nil {
		return ""
	}
	var b bytes.Buffer
	e.JS(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

// test remembers a comparison with a part of the request.
func (r *run) test(v value, how string, with value) {
	const most = 64
	if v.of == "" || with.kind != text || !with.known || len(*r.tested) == most {
		return
	}
	t := Test{v.of, how, with.s}
	if !slices.Contains(*r.tested, t) {
		*r.tested = append(*r.tested, t)
	}
}

// walk walks one way to its end.
func (r *run) walk(name string) (end End) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case lost:
			end = End{}
		case thrown:
			end = End{Kind: Fails}
		default:
			panic(e)
		}
	}()
	r.exports, r.module = newObject(), newObject()
	r.module.put("exports", objectOf(newObject()))
	top := r.globals().inside(true)
	r.hoistAll(&r.p.tree.BlockStmt, top)
	r.block(r.p.tree.List, top)
	handler := r.handler(name, top)
	r.condition, r.at = nil, 1
	event, request := r.event()
	callback := native(func(r *run, _ value, args []value) value {
		if !r.called && len(args) > 1 && args[0].isNullish() {
			r.called, r.returned = true, args[1]
		} else if !r.called {
			r.throw(unknown)
		}
		return undef
	})
	result := r.call(handler, undef, []value{event, unknown, callback})
	switch {
	case r.called && handler.obj.fn.async && result.kind != undefined:
		r.giveUp() // which of the two counts is not documented
	case r.called:
		result = r.returned
	}
	return r.end(result, request)
}

// handler finds the function that CloudFront or Lambda calls.
func (r *run) handler(name string, top *names) value {
	var found value
	exported, _ := r.module.get("exports")
	if exported.kind != object || exported.obj.lost {
		r.giveUp()
	}
	if v, ok := exported.obj.props[name]; ok {
		found = v
	} else if v, ok := r.exports.props[name]; ok {
		found = v
	} else if v := top.here[name]; v != nil {
		found = *v
	}
	if found.kind != object || found.obj.fn == nil {
		r.giveUp()
	}
	return found
}
