package planload

import (
	"bytes"
	"errors"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/no403/no403/jsondepth"
	"github.com/no403/no403/limits"
)

var errTooDeep = errors.New("nested too deep")

// raw is JSON that is not decoded yet; nil for null and for what is not there.
type raw []byte

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (r *raw) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	v, err := dec.ReadValue()
	switch {
	case err != nil:
		return err
	case v.Kind() == 'n':
		*r = nil
		return nil
	case jsondepth.Exceeds(v, limits.Nesting):
		return errTooDeep
	}
	*r = bytes.Clone(v)
	return nil
}

func (r *raw) present() bool { return len(*r) > 0 }

// lazy is a block or an expression of the configuration that is decoded when it is
// first asked for.
// Several goroutines may ask at the same time.
type lazy[T any] struct {
	raw   raw // nil once it was decoded
	once  sync.Once
	value T
	err   error
}

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (l *lazy[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error { return l.raw.UnmarshalJSONFrom(dec) }

// get returns what of makes of the JSON.
func (l *lazy[T]) get(of func(any) (T, error)) (T, error) {
	l.once.Do(func() {
		v := l.raw.decode()
		l.raw = nil
		l.value, l.err = of(v)
	})
	return l.value, l.err
}
