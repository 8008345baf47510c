package lint

import "fmt"

// A Clause says why: "the allow list is DE". It becomes text when it is read,
// which most never are: of a distribution all rules are asked about some twelve
// requests, and each says why once. That is a tenth of the time of a lint.
type Clause struct {
	format string
	args   []any
}

// Say returns the clause that fmt.Sprintf would make of a format and what it is about.
func Say(format string, args ...any) Clause { return Clause{format, args} }

// String implements fmt.Stringer.
func (c Clause) String() string {
	if len(c.args) == 0 && c.format == "" {
		return ""
	}
	return fmt.Sprintf(c.format, c.args...)
}

// And returns the clause with more text behind it.
func (c Clause) And(format string, args ...any) Clause {
	return Say("%s%s", c, Say(format, args...))
}
