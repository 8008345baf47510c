package planload

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"github.com/no403/no403/limits"
)

// A locator passes on what it reads, and tells the line and column of what its
// reader has not consumed yet. It remembers no more than that.
type locator struct {
	r        io.Reader
	consumed func() int64 // tells how many bytes were, when more are read
	pending  []byte       // what comes after offset
	offset   int64
	line     int // the lines before offset
	column   int // the characters before offset in its line
}

// Read implements io.Reader.
func (l *locator) Read(p []byte) (int, error) {
	l.advance(l.consumed())
	n, err := l.r.Read(p)
	l.pending = append(l.pending, p[:n]...)
	return n, err
}

// advance moves on to an offset, at most to the end of what was read.
func (l *locator) advance(to int64) {
	n := min(max(to-l.offset, 0), int64(len(l.pending)))
	passed := l.pending[:n]
	// Terraform writes one line. Counting takes a quarter of the time of
	// looking for the last one in vain.
	if lines := bytes.Count(passed, []byte("\n")); lines > 0 {
		l.line += lines
		l.column = 0
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	l.column += characters(passed)
	l.offset += n
	l.pending = append(l.pending[:0], l.pending[n:]...)
}

// characters is utf8.RuneCount for what is nearly all ASCII: counting took a fifth
// of the time of reading a plan.
func characters(text []byte) int {
	const beyondASCII = 0x8080808080808080
	ascii := 0
	for ascii+8 <= len(text) && binary.NativeEndian.Uint64(text[ascii:])&beyondASCII == 0 {
		ascii += 8
	}
	return ascii + utf8.RuneCount(text[ascii:])
}

// locate returns the line and column of an offset, which count from 1.
func (l *locator) locate(offset int64) (line, column int) {
	l.advance(offset)
	return l.line + 1, l.column + 1
}

// A limitError says which limit was reached.
type limitError string

// Error implements error.
func (e limitError) Error() string { return string(e) }

// limited fails when more than left bytes are there, and when the time is up.
type limited struct {
	r      io.Reader
	left   limits.Size
	within limits.Limits
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if limits.Passed(l.within.Deadline) {
		return 0, limitError(limits.TimeIsUp)
	}
	n, err := l.r.Read(p)
	if l.left -= limits.Size(n); l.left < 0 {
		return 0, limitError("this is larger than " + l.within.PlanSize.String() + ", more than a plan is expected to be: if it is one, raise --max-plan-size")
	}
	return n, err
}
