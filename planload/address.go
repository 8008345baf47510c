package planload

import (
	"strings"
)

// A part of an address or reference is a name with the keys that follow it as
// Terraform writes them: aws_s3_bucket.b["x"] has the parts "aws_s3_bucket"
// and "b" with the keys `["x"]`.
type part struct {
	name string
	keys string
}

// split splits an address or reference at the dots outside of keys.
func split(address string) []part {
	var parts []part
	start := 0
	for i := 0; i <= len(address); i++ {
		switch {
		case i == len(address) || address[i] == '.':
			parts = append(parts, newPart(address[start:i]))
			start = i + 1
		case address[i] == '[':
			i += keyLength(address[i:]) - 1
		}
	}
	return parts
}

func newPart(text string) part {
	if i := strings.IndexByte(text, '['); i >= 0 {
		return part{name: text[:i], keys: text[i:]}
	}
	return part{name: text}
}

// keyLength returns the length of the key that text begins with, brackets
// included.
func keyLength(text string) int {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == ']' && !quoted:
			return i + 1
		}
	}
	return len(text)
}

func join(parts []part) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.name + p.keys
	}
	return strings.Join(texts, ".")
}

// A modulePath leads to a module instance from the root, which is the empty
// path: a call's name and instance key at each step.
type modulePath []part

// cutModules splits an absolute address into its module path and the rest.
func cutModules(parts []part) (path modulePath, rest []part) {
	for len(parts) >= 2 && parts[0].name == "module" {
		path = append(path, parts[1])
		parts = parts[2:]
	}
	return path, parts
}

// address returns the absolute address of something in the module instance.
func (m modulePath) address(relative string) string {
	var b strings.Builder
	for _, call := range m {
		b.WriteString("module." + call.name + call.keys + ".")
	}
	return b.String() + relative
}

// call returns the path of a module instance that this one calls.
func (m modulePath) call(p part) modulePath {
	return append(m[:len(m):len(m)], p)
}

// parent returns the path of the caller and the call itself.
func (m modulePath) parent() (modulePath, part) {
	last := len(m) - 1
	return m[:last], m[last]
}
