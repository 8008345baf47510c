package planload

import (
	"bytes"
	stdjson "encoding/json"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// An object is what JSON has between braces, in its order: a third of the memory of
// a map, and most have few fields.
type object []field

type field struct {
	name  string
	value any
}

// get returns a field; of several with one name the last counts.
func (o object) get(name string) (v any, ok bool) {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].name == name {
			return o[i].value, true
		}
	}
	return nil, false
}

// decode returns the value, as package encoding/json makes it, but objects as object
// and numbers as its Number. It may share parts with other values and is not to be
// changed.
func (r *raw) decode() any {
	if !r.present() {
		return nil
	}
	d := decoder{dec: jsontext.NewDecoder(bytes.NewBuffer(*r), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	d.seen, _ = seen.Get().(map[string]any)
	defer seen.Put(d.seen)
	v, err := d.value()
	if err != nil {
		return nil // it was read as JSON before
	}
	return v
}

// A decoder makes values of JSON. Plans repeat few names and words many times: that
// each is made once takes half of the memory that decoding needed.
type decoder struct {
	dec  *jsontext.Decoder
	seen map[string]any // strings by themselves
	open []field        // of objects that are not at their end
}

// seen has what decoders have seen, at most mostSeen strings of at most longestSeen
// bytes each.
var seen = sync.Pool{New: func() any { return make(map[string]any) }}

const (
	mostSeen    = 4 << 10
	longestSeen = 64
)

func (d *decoder) value() (any, error) {
	switch d.dec.PeekKind() {
	case '{':
		return d.object()
	case '[':
		return d.array()
	}
	v, err := d.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	switch v.Kind() {
	case '"':
		return d.text(v), nil
	case 't':
		return true, nil
	case 'f':
		return false, nil
	case 'n':
		return nil, nil //nolint:nilnil // null is nil
	}
	return stdjson.Number(v), nil
}

// empty is every object without attributes, which most of the marks are.
var empty any = object(nil)

func (d *decoder) object() (any, error) {
	if _, err := d.dec.ReadToken(); err != nil {
		return nil, err
	}
	first := len(d.open)
	for d.dec.PeekKind() == '"' {
		name, err := d.dec.ReadValue()
		if err != nil {
			return nil, err
		}
		key, _ := d.text(name).(string)
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		d.open = append(d.open, field{key, v})
	}
	own := d.open[first:]
	d.open = d.open[:first]
	if _, err := d.dec.ReadToken(); err != nil || len(own) == 0 {
		return empty, err
	}
	return object(slices.Clone(own)), nil
}

func (d *decoder) array() (any, error) {
	if _, err := d.dec.ReadToken(); err != nil {
		return nil, err
	}
	var array []any
	for k := d.dec.PeekKind(); k != ']' && k != 0; k = d.dec.PeekKind() {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		array = append(array, v)
	}
	_, err := d.dec.ReadToken()
	return array, err
}

// text returns a string, made once if it is short.
func (d *decoder) text(quoted jsontext.Value) any {
	plain := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(plain, '\\') >= 0 || !utf8.Valid(plain) {
		plain, _ = jsontext.AppendUnquote(nil, quoted) // an error is about bytes that are no UTF-8, which it replaces
	}
	if v, ok := d.seen[string(plain)]; ok {
		return v
	}
	text := string(plain)
	if len(text) > longestSeen || len(d.seen) == mostSeen {
		return text
	}
	d.seen[text] = text
	return d.seen[text]
}
