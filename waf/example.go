package waf

import "net/netip"

// An Example is what a request needs to be one of those that a rule is for.
type Example struct {
	Path    string // empty for any
	Method  string // empty for any
	Country string
	Source  netip.Addr
	// Headers are those that it carries, Without those that it does not; names
	// are in lower case.
	Headers map[string]string
	Without []string
}

// With adds a header.
func (e *Example) With(name, value string) {
	if e.Headers == nil {
		e.Headers = make(map[string]string)
	}
	e.Headers[name] = value
}

// Examples returns for each rule that blocks one request that it may be for:
// as many as there are rules, and one
// that no rule allows.
func (a *ACL) Examples() []Example {
	var examples []Example
	for _, rule := range a.rules {
		if rule.group != nil {
			for _, inner := range rule.group.rules {
				examples = inner.addExample(examples)
			}
			continue
		}
		examples = rule.addExample(examples)
	}
	if e, ok := a.exception(); ok {
		examples = append(examples, e)
	}
	return examples
}

func (r *Rule) addExample(examples []Example) []Example {
	if _, undecided := r.statement.(opaque); undecided || r.action.kind != block || len(examples) >= maxExamples {
		return examples
	}
	var e Example
	r.statement.example(&e, false)
	return append(examples, e)
}

// maxExamples bounds how many requests an ACL gives rise to.
const maxExamples = 64

// exception returns a request that no rule which allows is for.
func (a *ACL) exception() (Example, bool) {
	var e Example
	found := false
	for _, rule := range a.rules {
		if rule.action.kind == allow {
			rule.statement.example(&e, true)
			found = true
		}
	}
	return e, found && a.defaults.kind == block
}
