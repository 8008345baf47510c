package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/tf"
)

// maxSize is the most bytes that are read.
const maxSize = 16 << 20

// Read reads what Write has written, and people may have edited. name is what
// messages call the file; an error begins with it, and with the line and column
// of the mistake.
func Read(name string, r io.Reader) (*Baseline, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	case len(src) > maxSize:
		return nil, fmt.Errorf("%s: is larger than %d MiB, which no baseline is", name, maxSize>>20)
	}
	var file struct {
		Version  string  `json:"version"`
		Findings []entry `json:"findings"`
	}
	p := parser{name: name, src: src}
	if err := json.Unmarshal(src, &file, json.RejectUnknownMembers(true), json.WithUnmarshalers(json.UnmarshalFromFunc(p.entry))); err != nil {
		return nil, p.explain(err)
	}
	if file.Version != version {
		return nil, fmt.Errorf("%s:1:1: this is no baseline of version %q: write it anew with --write-baseline %s", name, version, name)
	}
	b := &Baseline{name: name}
	for i := range file.Findings {
		e := &file.Findings[i]
		if wrong := e.wrong(); wrong != "" {
			return nil, fmt.Errorf("%s:%d:%d: %s: correct it, or write the baseline anew with --write-baseline %s", name, e.at.Start.Line, e.at.Start.Column, wrong, name)
		}
		b.add(e)
	}
	return b, nil
}

// isFingerprint reports whether a text looks like one.
func isFingerprint(text string) bool {
	return len(text) == 32 && strings.Trim(text, "0123456789abcdef") == ""
}

// maxCount is how many findings one entry may stand for.
const maxCount = 1_000_000

// wrong says what is wrong with an entry, empty when nothing is.
func (e *entry) wrong() string {
	switch {
	case !isFingerprint(e.Fingerprint):
		return "this entry has no fingerprint of 32 hexadecimal digits"
	case e.most() == 0:
		return `the severity of this entry is not "note", "warning" or "error"`
	case e.Count < 0 || e.Count > maxCount:
		return fmt.Sprintf("the count of this entry is not from 1 to %d", maxCount)
	}
	return ""
}

// A parser knows where things are in a file.
type parser struct {
	name string
	src  []byte
	line int // how many lines lie before the offset
	from int // an offset
}

// entry decodes an entry and notes where it begins.
func (p *parser) entry(dec *jsontext.Decoder, e *entry) error {
	type plain entry // without this function
	if dec.PeekKind() == '{' {
		offset := dec.InputOffset()
		if brace := bytes.IndexByte(p.src[offset:], '{'); brace >= 0 {
			e.at = p.rangeAt(offset + int64(brace))
		}
	}
	return json.UnmarshalDecode(dec, (*plain)(e))
}

// rangeAt returns the place of an offset. Offsets come in order, and lines are
// counted once.
func (p *parser) rangeAt(offset int64) tf.Range {
	at := int(min(max(offset, int64(p.from)), int64(len(p.src))))
	p.line += bytes.Count(p.src[p.from:at], []byte("\n"))
	p.from = at
	begin := bytes.LastIndexByte(p.src[:at], '\n') + 1
	pos := tf.Pos{Line: p.line + 1, Column: utf8.RuneCount(p.src[begin:at]) + 1}
	return tf.Range{File: p.name, Start: pos, End: pos}
}

// explain says where and why the file could not be decoded.
func (p *parser) explain(err error) error {
	var syntactic *jsontext.SyntacticError
	var semantic *json.SemanticError
	offset, what := int64(len(p.src)), "this is no baseline"
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		what = "this JSON ends too early: is the file complete?"
	case errors.As(err, &syntactic):
		offset, what = syntactic.ByteOffset, "this is not valid JSON: "+syntactic.Err.Error()
	case errors.Is(err, json.ErrUnknownName) && errors.As(err, &semantic):
		offset, what = semantic.ByteOffset, fmt.Sprintf("%q is not known here: delete it", semantic.JSONPointer.LastToken())
	case errors.As(err, &semantic):
		offset, what = semantic.ByteOffset, fmt.Sprintf("%q does not hold what a baseline has there", string(semantic.JSONPointer))
	}
	p.line, p.from = 0, 0
	at := p.rangeAt(offset)
	return fmt.Errorf("%s:%d:%d: %s", p.name, at.Start.Line, at.Start.Column, what)
}
