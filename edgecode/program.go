// Package edgecode reads the JavaScript of a CloudFront function or of a
// Lambda@Edge handler, and tells what it does to a request.
//
// The code is walked with values that may not be known: a header that a viewer
// may or may not send, what a key value store holds, what a package returns. A
// branch on such a value is taken both ways. So the answer is a list of all ways
// in which the code may end for the request, or that there are too many to
// tell. Less that is known of a request never takes a way away, with one
// exception: outside of try, code is taken not to fail over a value that is not
// known.
//
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
// and https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html.
package edgecode

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// Limits of what is read and of how long it is walked: far more than what a
// CloudFront function may have (10 KB), and little enough for any input.
const (
	maxSource = 256 << 10
	maxWays   = 200     // that the code may end
	maxSteps  = 200_000 // over all ways
	maxDepth  = 1500    // of expressions and statements within each other
	maxCalls  = 64      // within each other
	maxText   = 64 << 10
	maxItems  = 10_000 // of an array

	maxInstructions = 1000 // of a regular expression
)

// Hole stands in a source for a part that is not known: the text around it is
// read, but nothing is decided by a text that holds it.
const Hole = "\uE000"

var errTooLarge = fmt.Errorf("larger than %d KiB", maxSource>>10)

// A Program is code that was read.
type Program struct {
	// Deadline is when the code is not walked any more; never, when it is zero.
	Deadline time.Time

	source   []byte
	tree     *js.AST
	patterns map[string]compiledPattern
}

// Parse reads the code.
func Parse(source []byte) (*Program, error) {
	if len(source) > maxSource {
		return nil, errTooLarge
	}
	if bytes.IndexByte(source, 0) >= 0 {
		return nil, errors.New("not a text")
	}
	// The parser puts a zero byte behind the text, and its tree holds slices of
	// the text, by which a literal is found again.
	text := append(make([]byte, 0, len(source)+1), source...)
	tree, err := js.Parse(parse.NewInputBytes(text), js.Options{})
	if err != nil {
		return nil, fmt.Errorf("not JavaScript that can be read: %w", err)
	}
	return &Program{source: text, tree: tree, patterns: make(map[string]compiledPattern)}, nil
}

// line returns the line, from 1, on which a part of the source is; 0 when it is
// none.
func (p *Program) line(part []byte) int {
	if len(part) == 0 {
		return 0
	}
	for i := range p.source {
		if &p.source[i] == &part[0] {
			return 1 + bytes.Count(p.source[:i], []byte("\n"))
		}
	}
	return 0
}
