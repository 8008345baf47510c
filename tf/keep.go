package tf

import (
	"github.com/no403/no403/secrets"
	"github.com/zclconf/go-cty/cty"
)

// A keeper keeps the secrets of the resources of a type that nothing marks as such.
// Whoever reads the marks keeps what is marked.
type keeper struct {
	kind string // with "data." in front of those of data sources
	set  *secrets.Set
}

// kept returns a value after it was kept, if it is secret.
func (k keeper) kept(v Value) Value {
	secret := secrets.Attribute(k.kind, v.Path)
	v.Sensitive = v.Sensitive || secret
	if v.Absent() || v.Unknown() {
		return v
	}
	if !secret && !secrets.MayHoldToken(v.Path) {
		return v
	}
	for _, text := range Strings(v.v) {
		if secret || secrets.Token(v.Path, text) {
			k.set.Add(text)
		}
	}
	return v
}

// Strings returns all known strings within a value.
func Strings(v cty.Value) []string {
	var texts []string
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v, _ = v.Unmark(); v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			texts = append(texts, v.AsString())
		}
		return true, nil
	})
	return texts
}
