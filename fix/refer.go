package fix

import (
	"fmt"
	"path"
	"strings"

	"github.com/no403/no403/tf"
)

// A scope is where an expression stands: in a module instance, in a block with an
// instance key.
type scope struct {
	module string // its address
	key    string // as addresses write it, brackets included; empty without
}

// scopeOf returns the scope of what stands in a resource.
func scopeOf(r *tf.Resource) scope { return scope{moduleOf(r.Calls), key(r)} }

// moduleOf returns the address of the module instance that calls lead to.
func moduleOf(calls []tf.Call) string {
	if n := len(calls); n > 0 {
		return calls[n-1].Address
	}
	return ""
}

// key returns the instance key of a resource as addresses write it, brackets
// included.
func key(r *tf.Resource) string {
	rest := strings.TrimPrefix(strings.TrimPrefix(r.Address, moduleOf(r.Calls)), ".")
	return strings.TrimPrefix(rest, label(r))
}

// label returns how references in its module name a resource, without a key.
func label(r *tf.Resource) string {
	if r.Data {
		return "data." + r.Type + "." + r.Name
	}
	return r.Type + "." + r.Name
}

// representative is the key of an instance that stands for others, whose number is
// not known.
const representative = "[*]"

// refer returns how an expression refers to a resource. ok is false when it
// cannot.
func (s scope) refer(to *tf.Resource) (ref string, ok bool) {
	if s.module != moduleOf(to.Calls) {
		return "", false
	}
	switch k := key(to); {
	case k == "":
		return label(to), true
	case k == s.key && (strings.HasPrefix(k, `["`) || k == representative):
		return label(to) + "[each.key]", true
	case k == s.key:
		return label(to) + "[count.index]", true
	case k != representative:
		return label(to) + k, true
	}
	return "", false
}

// reach returns the expression of an attribute of a resource: by the resource, or
// by an output of the module that holds it. ok is false when there is none.
func (r *Result) reach(s scope, to *tf.Resource, attr string) (expr string, ok bool) {
	if ref, ok := s.refer(to); ok {
		return ref + "." + attr, true
	}
	last := len(to.Calls) - 1
	if last < 0 || moduleOf(to.Calls[:last]) != s.module {
		return "", false
	}
	call := to.Calls[last].Address
	own, ok := scope{module: call}.refer(to)
	if !ok || strings.HasSuffix(call, representative) {
		return "", false
	}
	for f, b := range r.blocksIn(dirOf(to), "output") {
		if value := b.Body.Attributes["value"]; value != nil && f.source(value.Expr.Range()) == own+"."+attr {
			return strings.TrimPrefix(strings.TrimPrefix(call, s.module), ".") + "." + b.Labels[0], true
		}
	}
	return "", false
}

// freeName returns a name that no resource of some types has in a directory.
// Types of data sources have "data." in front.
func (r *Result) freeName(dir, wanted string, types ...string) string {
	name := wanted
	for i := 2; r.isTaken(dir, name, types); i++ {
		name = fmt.Sprintf("%s_%d", wanted, i)
	}
	return name
}

func (r *Result) isTaken(dir, name string, types []string) bool {
	for _, t := range types {
		kind, resourceType := "resource", t
		if rest, data := strings.CutPrefix(t, "data."); data {
			kind, resourceType = "data", rest
		}
		if _, b := r.named(dir, kind, resourceType, name); b != nil {
			return true
		}
	}
	return false
}

// repeats returns the count or for_each of a resource as a line of a block with an
// empty one below, to be repeated in another; empty without.
func (r *Result) repeats(res *tf.Resource) string {
	f, b := r.block(res.Range)
	if b == nil {
		return ""
	}
	for _, name := range []string{"count", "for_each"} {
		if attr := b.Body.Attributes[name]; attr != nil {
			return name + " = " + f.source(attr.Expr.Range()) + "\n"
		}
	}
	return ""
}

// isOneOfMany reports whether the block of a resource makes more of them: what is
// written in it to the letter holds for all.
func (r *Result) isOneOfMany(res *tf.Resource) bool {
	n := 0
	for _, other := range r.cfg.OfType(res.Type) {
		if other.ConfigAddress() == res.ConfigAddress() {
			n++
		}
	}
	return n > 1
}

func dirOf(r *tf.Resource) string { return path.Dir(r.Range.File) }
