// Package regex compiles regular expressions that strangers wrote. Matching takes
// time in proportion to the instructions of the pattern and the length of the
// text, and a short pattern, such as ((a{30}){30}), can have very many.
package regex

import (
	"errors"
	"regexp"
	"regexp/syntax"
)

// maxLength is the most bytes of a pattern.
const maxLength = 16 << 10

// ErrTooLarge is the error of a pattern with too many instructions.
var ErrTooLarge = errors.New("the regular expression is too large")

// Compile compiles a pattern of at most so many instructions, and returns how many
// it has. The error does not quote the pattern, which may be secret.
func Compile(pattern string, most int) (re *regexp.Regexp, instructions int, err error) {
	if len(pattern) > maxLength {
		return nil, 0, ErrTooLarge
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, 0, plain(err)
	}
	prog, err := syntax.Compile(tree.Simplify())
	switch {
	case err != nil:
		return nil, 0, plain(err)
	case len(prog.Inst) > most:
		return nil, 0, ErrTooLarge
	}
	re, err = regexp.Compile(pattern)
	return re, len(prog.Inst), plain(err)
}

// plain says what is wrong with a pattern without quoting it.
func plain(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*syntax.Error](err); ok {
		return errors.New("not a regular expression: " + e.Code.String())
	}
	return errors.New("not a regular expression")
}
