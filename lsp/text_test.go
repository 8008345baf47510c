package lsp

import (
	"testing"

	"github.com/no403/no403/tf"
	"go.lsp.dev/protocol"
)

const lines = "a = 1\r\nb = \"äö😀e\u0301x\"\nlast"

// Positions are counted in units of UTF-16, or in bytes.
func TestText(t *testing.T) {
	for _, test := range []struct {
		line, utf16, bytes uint32
		offset             int
	}{
		{0, 0, 0, 0},
		{0, 5, 5, 5},
		{1, 5, 5, 12},
		{1, 6, 7, 14},
		{1, 7, 9, 16},
		{1, 9, 13, 20},
		{1, 13, 18, 25},
		{2, 4, 4, 30},
	} {
		for _, way := range []struct {
			bytes     bool
			character uint32
		}{{false, test.utf16}, {true, test.bytes}} {
			p := protocol.Position{Line: test.line, Character: way.character}
			in := text{[]byte(lines), way.bytes}
			if got := in.offset(p); got != test.offset {
				t.Errorf("%v in bytes %t: offset %d, want %d", p, way.bytes, got, test.offset)
			}
			if got := in.positionAt(test.offset); got != p {
				t.Errorf("offset %d in bytes %t: position %v, want %v", test.offset, way.bytes, got, p)
			}
		}
	}
}

// Places outside of the text stand for its nearest end.
func TestTextOutside(t *testing.T) {
	in := text{[]byte(lines), false}
	for _, test := range []struct {
		p      protocol.Position
		offset int
	}{
		{protocol.Position{Line: 0, Character: 99}, 5},
		{protocol.Position{Line: 9}, 30},
		{protocol.Position{Line: 4_000_000_000, Character: 4_000_000_000}, 30},
	} {
		if got := in.offset(test.p); got != test.offset {
			t.Errorf("%v: offset %d, want %d", test.p, got, test.offset)
		}
	}
	if got := in.positionAt(99); got != (protocol.Position{Line: 2, Character: 4}) {
		t.Errorf("behind the end: %v", got)
	}
	if got := (text{}).place(tf.Pos{}); got != (protocol.Position{}) {
		t.Errorf("nowhere: %v", got)
	}
}

// Terraform counts what people take for characters.
func TestPlace(t *testing.T) {
	in := text{[]byte(lines), false}
	for _, test := range []struct {
		p    tf.Pos
		want protocol.Position
	}{
		{tf.Pos{Line: 1, Column: 1}, protocol.Position{Line: 0, Character: 0}},
		{tf.Pos{Line: 2, Column: 8}, protocol.Position{Line: 1, Character: 7}},
		{tf.Pos{Line: 2, Column: 9}, protocol.Position{Line: 1, Character: 9}},
		{tf.Pos{Line: 2, Column: 10}, protocol.Position{Line: 1, Character: 11}},
		{tf.Pos{Line: 2, Column: 99}, protocol.Position{Line: 1, Character: 13}},
		{tf.Pos{Line: 9, Column: 9}, protocol.Position{Line: 8, Character: 0}},
	} {
		if got := in.place(test.p); got != test.want {
			t.Errorf("%v: %v, want %v", test.p, got, test.want)
		}
	}
}

// Edits come one after the other, each for the text that the last one left.
func TestApply(t *testing.T) {
	edit := func(line, from, to uint32, text string) protocol.TextDocumentContentChangeEvent {
		return &protocol.TextDocumentContentChangePartial{
			Range: protocol.Range{Start: protocol.Position{Line: line, Character: from}, End: protocol.Position{Line: line, Character: to}},
			Text:  text,
		}
	}
	d := &document{source: []byte("one\ntwö😀\nthree\n")}
	before := d.source
	for _, step := range []struct {
		change protocol.TextDocumentContentChangeEvent
		want   string
	}{
		{edit(1, 3, 5, "x"), "one\ntwöx\nthree\n"},
		{edit(0, 0, 3, ""), "\ntwöx\nthree\n"},
		{edit(3, 0, 0, "four"), "\ntwöx\nthree\nfour"},
		{edit(2, 4, 2, "!"), "\ntwöx\nthre!e\nfour"}, // the wrong way round
		{&protocol.TextDocumentContentChangeWholeDocument{Text: "new"}, "new"},
	} {
		d.apply(step.change, false)
		if string(d.source) != step.want {
			t.Errorf("got %q, want %q", d.source, step.want)
		}
	}
	if string(before) != "one\ntwö😀\nthree\n" {
		t.Errorf("a snapshot has become %q", before)
	}
}
