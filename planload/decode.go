package planload

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/limits"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// chunk is how much is read at once: reading files by 4 kB is a tenth of the time.
const chunk = 64 << 10

// read decodes a file as a stream, or says what it is instead of a plan or
// state.
func read(name string, r io.Reader, within limits.Limits) (*file, error) {
	in := bufio.NewReaderSize(r, chunk)
	head, _ := in.Peek(len(archive)) // an error comes again
	if isArchive(head) {
		return nil, fmt.Errorf("%s: this is a binary plan file: run `terraform show -json %[1]s > plan.out.json` first", name)
	}
	text := &locator{r: &limited{in, within.PlanSize, within}}
	if len(head) > 0 && head[0] >= utf8.RuneSelf {
		// Shells of Windows redirect output as UTF-16.
		text.r = transform.NewReader(text.r, unicode.BOMOverride(transform.Nop))
	}
	dec := jsontext.NewDecoder(text, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	text.consumed = dec.InputOffset
	var f file
	err := unmarshal(dec, &f)
	if err == nil {
		err = end(dec)
	}
	if err != nil {
		err = text.explain(name, err)
	}
	if err := f.check(name, err); err != nil {
		return nil, err
	}
	return &f, nil
}

// unmarshal decodes the next value. Field names are those of Terraform, to the
// letter.
func unmarshal(dec *jsontext.Decoder, v any) error { return json.UnmarshalDecode(dec, v) }

// end fails when there is more than one value.
func end(dec *jsontext.Decoder) error {
	_, err := dec.ReadToken()
	switch {
	case err == nil:
		return &jsontext.SyntacticError{ByteOffset: dec.InputOffset() - 1, Err: errors.New("there is more than one value")}
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}

// explain says where and why a file could not be decoded.
func (l *locator) explain(name string, err error) error {
	var syntactic *jsontext.SyntacticError
	var semantic *json.SemanticError
	var limit limitError
	switch {
	case errors.As(err, &limit):
		return fmt.Errorf("%s: %w", name, limit)
	case errors.Is(err, errTooDeep):
		return fmt.Errorf("%s: this JSON is nested more than %d levels deep, which no plan or state is", name, limits.Nesting)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		line, column := l.locate(math.MaxInt64)
		return fmt.Errorf("%s:%d:%d: this JSON ends too early: is the file complete?", name, line, column)
	case errors.As(err, &syntactic):
		line, column := l.locate(syntactic.ByteOffset)
		return fmt.Errorf("%s:%d:%d: this is not valid JSON: %w", name, line, column, syntactic.Err)
	case errors.As(err, &semantic):
		line, column := l.locate(semantic.ByteOffset)
		return fmt.Errorf("%s:%d:%d: %w: %s is a JSON %s", name, line, column, errNotPlan, where(semantic.JSONPointer), kindName(semantic.JSONKind))
	}
	return fmt.Errorf("%s: %w", name, err)
}

var errNotPlan = errors.New("this is not the JSON of `terraform show -json`")

// where writes a pointer as people write a path: resource_changes.0.change.
func where(p jsontext.Pointer) string {
	if p == "" {
		return "all of it"
	}
	return strings.Join(slices.Collect(p.Tokens()), ".")
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "boolean"
	}
	return k.String()
}
