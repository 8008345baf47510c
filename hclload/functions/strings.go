package functions

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/no403/no403/regex"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func texts() funcs {
	return funcs{
		"chomp":       stdlib.ChompFunc,
		"endswith":    test("suffix", strings.HasSuffix),
		"format":      guard(stdlib.FormatFunc, checkFormat),
		"formatlist":  guard(stdlib.FormatListFunc, checkFormat),
		"indent":      guard(stdlib.IndentFunc, checkIndent),
		"join":        guard(stdlib.JoinFunc, checkJoin),
		"lower":       stdlib.LowerFunc,
		"split":       guard(stdlib.SplitFunc, checkSplit),
		"startswith":  test("prefix", strings.HasPrefix),
		"strcontains": test("substr", strings.Contains),
		"strrev":      stdlib.ReverseFunc,
		"substr":      stdlib.SubstrFunc,
		"title":       stdlib.TitleFunc,
		"trim":        stdlib.TrimFunc,
		"trimprefix":  stdlib.TrimPrefixFunc,
		"trimspace":   stdlib.TrimSpaceFunc,
		"trimsuffix":  stdlib.TrimSuffixFunc,
		"upper":       stdlib.UpperFunc,
	}
}

// test makes a function that asks something of two strings.
func test(param string, holds func(s, part string) bool) function.Function {
	return pure(cty.Bool, []string{"str", param}, func(args []string) (cty.Value, error) {
		return cty.BoolVal(holds(args[0], args[1])), nil
	})
}

var formatVerb = regexp.MustCompile(`%[^A-Za-z%]*[A-Za-z%]`)

var digits = regexp.MustCompile(`[0-9]+`)

// checkFormat refuses formats that could write too much: it adds up the
// widths, and takes every verb to write the longest argument.
func checkFormat(args []cty.Value) error {
	if err := checkNumbers(args); err != nil {
		return err
	}
	if !args[0].IsKnown() || args[0].IsNull() {
		return nil
	}
	format := args[0].AsString()
	arg, lines := 0, 1
	for _, v := range args[1:] {
		arg = max(arg, longest(v))
		lines = max(lines, len(elements(v)))
	}
	size := len(format)
	for _, verb := range formatVerb.FindAllString(format, -1) {
		size += arg
		for _, width := range digits.FindAllString(verb, -1) {
			n, err := strconv.Atoi(width)
			if err != nil || n > maxText {
				return errTooLong
			}
			size += n
		}
	}
	return checkProduct(size, lines)
}

func checkIndent(args []cty.Value) error {
	if !args[0].IsKnown() || args[0].IsNull() || !args[1].IsKnown() || args[1].IsNull() {
		return nil
	}
	spaces, accuracy := args[0].AsBigFloat().Int64()
	if accuracy != 0 || spaces < 0 || spaces > maxText {
		return function.NewArgErrorf(0, "must be a whole number from 0 to %d", maxText)
	}
	return checkProduct(int(spaces), strings.Count(args[1].AsString(), "\n"))
}

func checkJoin(args []cty.Value) error {
	if !args[0].IsKnown() || args[0].IsNull() {
		return nil
	}
	for _, list := range args[1:] {
		if err := checkProduct(len(args[0].AsString()), count(list)); err != nil {
			return err
		}
		if textSize(list) > maxText {
			return errTooLong
		}
	}
	return nil
}

func checkSplit(args []cty.Value) error {
	for _, arg := range args {
		if !arg.IsKnown() || arg.IsNull() {
			return nil
		}
	}
	if strings.Count(args[1].AsString(), args[0].AsString()) > maxElements {
		return errTooMany
	}
	return nil
}

// checkProduct refuses a text of n parts of the given size.
func checkProduct(size, n int) error {
	if n > 0 && size > maxText/n {
		return errTooLong
	}
	return nil
}

func patterns() funcs {
	return funcs{
		"regex":    guard(stdlib.RegexFunc, checkPattern),
		"regexall": guard(stdlib.RegexAllFunc, checkMatches),
		"replace":  pure(cty.String, []string{"str", "substr", "replace"}, replace),
	}
}

// checkPattern refuses a pattern that is too much for a text: matching takes time
// in proportion to both.
func checkPattern(args []cty.Value) error {
	pattern, ok := known(args[0])
	text, also := known(args[1])
	if !ok || !also {
		return nil
	}
	_, err := compile(pattern, text)
	return err
}

// compile compiles a pattern to be matched with a text.
func compile(pattern, text string) (*regexp.Regexp, error) {
	re, _, err := regex.Compile(pattern, maxMatching/max(len(text), 1))
	return re, err
}

func checkMatches(args []cty.Value) error {
	for _, arg := range args {
		if !arg.IsKnown() || arg.IsNull() {
			return nil
		}
	}
	re, err := compile(args[0].AsString(), args[1].AsString())
	if err != nil {
		return function.NewArgError(0, err)
	}
	if len(re.FindAllStringIndex(args[1].AsString(), maxElements+1)) > maxElements {
		return errTooMany
	}
	return nil
}

// replace takes a pattern between slashes for a regular expression.
func replace(args []string) (cty.Value, error) {
	in, old, with := args[0], args[1], args[2]
	if len(old) <= 1 || !strings.HasPrefix(old, "/") || !strings.HasSuffix(old, "/") {
		if err := checkProduct(len(with), strings.Count(in, old)); err != nil {
			return cty.NilVal, err
		}
		return stringVal(strings.ReplaceAll(in, old, with))
	}
	re, err := compile(old[1:len(old)-1], in)
	if err != nil {
		return cty.NilVal, function.NewArgError(1, err)
	}
	matches := len(re.FindAllStringIndex(in, maxElements+1))
	if matches > maxElements {
		return cty.NilVal, errors.New("the pattern matches too often")
	}
	if err := checkProduct(len(with), matches); err != nil {
		return cty.NilVal, err
	}
	if err := checkProduct(len(in), strings.Count(with, "$")); err != nil {
		return cty.NilVal, err
	}
	return stringVal(re.ReplaceAllString(in, with))
}
