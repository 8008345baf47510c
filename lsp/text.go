package lsp

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/no403/no403/tf"
	"go.lsp.dev/protocol"
)

// A text is a document in which places are counted as the client does: from 0,
// in units of UTF-16, or in bytes where that was agreed.
type text struct {
	source []byte
	bytes  bool
}

// line returns where a line, which counts from 0, begins, and its content
// without its end. A line behind the last one is empty.
func (t text) line(number int) (start int, content []byte) {
	for ; number > 0; number-- {
		i := bytes.IndexByte(t.source[start:], '\n')
		if i < 0 {
			return len(t.source), nil
		}
		start += i + 1
	}
	content, _, _ = bytes.Cut(t.source[start:], []byte("\n"))
	return start, bytes.TrimSuffix(content, []byte("\r"))
}

// offset returns the byte that a position is before. One behind the end of its
// line stands for that end.
func (t text) offset(p protocol.Position) int {
	start, content := t.line(int(p.Line))
	if t.bytes {
		return start + min(int(p.Character), len(content))
	}
	units, at := 0, 0
	for at < len(content) && units < int(p.Character) {
		r, size := utf8.DecodeRune(content[at:])
		units += utf16Length(r)
		at += size
	}
	return start + at
}

// utf16Length returns how many units of UTF-16 a character takes; what is no
// UTF-8 is one.
func utf16Length(r rune) int { return max(1, utf16.RuneLen(r)) }

// positionAt returns the position before a byte.
func (t text) positionAt(offset int) protocol.Position {
	offset = min(max(offset, 0), len(t.source))
	before := t.source[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return t.position(bytes.Count(before, []byte("\n")), before[start:])
}

// position returns the position in a line behind some of its content.
func (t text) position(line int, before []byte) protocol.Position {
	units := len(before)
	if !t.bytes {
		units = 0
		for _, r := range string(before) {
			units += utf16Length(r)
		}
	}
	return protocol.Position{Line: uint32(line), Character: uint32(units)} //nolint:gosec // no document is that long
}

// place returns the position of a place as the Terraform reader counts it.
func (t text) place(p tf.Pos) protocol.Position {
	if p.Line < 1 {
		return protocol.Position{}
	}
	_, content := t.line(p.Line - 1)
	return t.position(p.Line-1, content[:columnOffset(content, p.Column)])
}

// columnOffset returns the byte at which a column of a line begins. Columns
// count grapheme clusters from 1, as the HCL parser does.
func columnOffset(line []byte, column int) int {
	at := 0
	for ; column > 1 && at < len(line); column-- {
		n, _, err := textseg.ScanGraphemeClusters(line[at:], true)
		if err != nil || n == 0 {
			break
		}
		at += n
	}
	return at
}

// span returns a range as the client counts it.
func (t text) span(r tf.Range) protocol.Range {
	return protocol.Range{Start: t.place(r.Start), End: t.place(r.End)}
}
