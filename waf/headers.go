package waf

import "slices"

// HeadersAsked returns the headers that a rule looks at, each once; without a
// rule those that the rules look at which allow requests.
func (a *ACL) HeadersAsked(rule *Rule) []string {
	var names []string
	if rule != nil {
		return headersOf(rule.statement, names)
	}
	for _, r := range a.rules {
		if r.action.kind == allow {
			names = headersOf(r.statement, names)
		}
	}
	return names
}

func headersOf(s statement, names []string) []string {
	switch s := s.(type) {
	case all:
		for _, p := range s.parts {
			names = headersOf(p, names)
		}
	case not:
		names = headersOf(s.inner, names)
	case byteMatch:
		if s.field.kind == "single_header" && !slices.Contains(names, s.field.real) {
			names = append(names, s.field.real)
		}
	}
	return names
}
