package tf

import (
	"math/big"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A Value is what an attribute holds: absent, unknown, or known as a whole or
// in part. Strings may hold symbols (see package symbol). The zero Value is
// absent.
type Value struct {
	v cty.Value // unmarked; cty.NilVal when absent
	// Range is where the value was written, the attribute's name included. It
	// is the range of the enclosing block for an absent attribute.
	Range Range
	// Path is the attribute path within its resource, as Terraform writes it:
	// "origin[0].domain_name".
	Path string
	// Refs are the references that an unknown value was made from, sorted.
	Refs []symbol.Symbol
	// Sensitive tells that the value may decide but never be shown.
	Sensitive bool
}

// NewValue returns a value that was written at r. v carries no marks; null
// means absent.
func NewValue(v cty.Value, r Range) Value { return Value{v: v, Range: r} }

// AbsentValue returns the value of an attribute that is not written in the
// block at r.
func AbsentValue(r Range) Value { return Value{Range: r} }

// Cty returns the underlying value, cty.NilVal when absent.
func (v Value) Cty() cty.Value { return v.v }

// Absent reports whether the attribute is not written, or null.
func (v Value) Absent() bool { return v.v == cty.NilVal || v.v.IsKnown() && v.v.IsNull() }

// Unknown reports whether nothing is known of the value, not even that it is
// absent.
func (v Value) Unknown() bool { return v.v != cty.NilVal && !v.v.IsKnown() }

// Unset reports whether the attribute certainly has no effect: it is absent,
// an empty string or an empty collection. The provider treats these alike.
func (v Value) Unset() bool {
	if v.Absent() {
		return true
	}
	if v.Unknown() {
		return false
	}
	ty := v.v.Type()
	switch {
	case ty == cty.String:
		return v.v.AsString() == ""
	case v.v.CanIterateElements():
		return v.v.LengthInt() == 0
	}
	return false
}

// Text returns the value as a text. ok is false for an unknown or absent
// value and for one that is not a string, number or bool.
func (v Value) Text() (t symbol.Text, ok bool) {
	if v.Absent() || v.Unknown() {
		return t, false
	}
	if v.v.Type() == cty.String {
		return symbol.Parse(v.v.AsString()), true
	}
	s, err := convert.Convert(v.v, cty.String)
	if err != nil || !s.IsKnown() || s.IsNull() {
		return t, false
	}
	return symbol.Parse(s.AsString()), true
}

// Literal returns the value as a string; ok is false unless it is known to
// the last character.
func (v Value) Literal() (s string, ok bool) {
	if v.v != cty.NilVal && v.v.Type() == cty.String && v.v.IsKnown() && !v.v.IsNull() {
		if s = v.v.AsString(); symbol.IsLiteral(s) {
			return s, true // as most are: this makes nothing
		}
	}
	t, ok := v.Text()
	if !ok {
		return "", false
	}
	return t.Literal()
}

// Bool returns the truth of a boolean attribute; byDefault answers for an
// absent one.
func (v Value) Bool(byDefault bool) symbol.Truth {
	if v.Absent() {
		return symbol.TruthOf(byDefault)
	}
	if v.Unknown() {
		return symbol.Unknown
	}
	b, err := convert.Convert(v.v, cty.Bool)
	if err != nil || !b.IsKnown() || b.IsNull() {
		return symbol.Unknown
	}
	return symbol.TruthOf(b.True())
}

// Int returns the value as a whole number; ok is false when it is not one or
// not known.
func (v Value) Int() (n int64, ok bool) {
	if v.Absent() || v.Unknown() {
		return 0, false
	}
	num, err := convert.Convert(v.v, cty.Number)
	if err != nil || !num.IsKnown() || num.IsNull() {
		return 0, false
	}
	n, acc := num.AsBigFloat().Int64()
	return n, acc == big.Exact
}

// List returns the elements of a list, set or tuple; ok is false when even
// their number is not known. An absent value is an empty list. A text where a
// list belongs is an unknown list.
func (v Value) List() (items []Value, ok bool) {
	n, ok := v.Len()
	if n == 0 {
		return nil, ok
	}
	items = make([]Value, 0, n)
	for it := v.v.ElementIterator(); it.Next(); {
		_, item := it.Element()
		items = append(items, v.with(item))
	}
	return items, true
}

// Len returns how many elements a list has, none where it is absent; ok is false
// where List has none to give.
func (v Value) Len() (n int, ok bool) {
	switch {
	case v.Absent():
		return 0, true
	case v.Unknown() || !v.v.CanIterateElements() || v.v.Type().IsObjectType() || v.v.Type().IsMapType():
		return 0, false
	}
	return v.v.LengthInt(), true
}

// Texts returns the elements of a list of strings. complete is false when
// elements are missing from texts because they are not known; the list itself
// may then be unknown. Absent elements are left out, as Terraform does.
func (v Value) Texts() (texts []symbol.Text, complete bool) {
	n, complete := v.Len()
	if n == 0 {
		return nil, complete
	}
	texts = make([]symbol.Text, 0, n)
	for it := v.v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		item := v.with(element)
		if item.Absent() {
			continue
		}
		t, ok := item.Text()
		if !ok {
			complete = false
			continue
		}
		texts = append(texts, t)
	}
	return texts, complete
}

// Field returns the attribute of an object or the element of a map. It is
// unknown for a text with symbols: that may turn out to be an object.
func (v Value) Field(name string) Value {
	if v.Absent() {
		return AbsentValue(v.Range)
	}
	ty := v.v.Type()
	switch {
	case v.Unknown() || ty == cty.DynamicPseudoType || v.isSymbolic():
		return v.with(cty.DynamicVal)
	case ty.IsObjectType() && ty.HasAttribute(name):
		return v.with(v.v.GetAttr(name))
	case ty.IsMapType():
		key := cty.StringVal(name)
		if has := v.v.HasIndex(key); has.IsKnown() && has.True() {
			return v.with(v.v.Index(key))
		}
	}
	return AbsentValue(v.Range)
}

func (v Value) isSymbolic() bool {
	t, ok := v.Text()
	return ok && len(t.Symbols()) > 0
}

func (v Value) with(inner cty.Value) Value {
	v.v = inner
	return v
}

// Show returns a text of the value for people, never a sensitive one.
func (v Value) Show() string {
	if v.Sensitive {
		return "(sensitive)"
	}
	if t, ok := v.Text(); ok {
		return t.String()
	}
	return "(unknown)"
}

// Whence says in parentheses, after a blank, what a value that is not known was
// made from; it is empty when that is not known either.
func (v Value) Whence() string {
	const most = 3
	refs := v.Refs
	if t, ok := v.Text(); ok {
		refs = t.Symbols()
	}
	var names []string
	for _, s := range SortSymbols(slices.Clone(refs)) {
		if len(names) == most || s == Anything {
			names = append(names, "more")
			break
		}
		names = append(names, s.String())
	}
	if len(names) == 0 {
		return ""
	}
	return " (it is made from " + strings.Join(names, ", ") + ")"
}
