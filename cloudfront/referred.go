package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// referred returns the resource or data source of one of the types that a value
// names: by a reference, or, where AWS has chosen the value already, because
// its attribute has that value. It is nil when there is none.
func (m *Model) referred(t symbol.Text, attr string, types ...string) *tf.Resource {
	if s, sole := t.Sole(); sole {
		r := m.cfg.Resource(s.Address)
		for _, kind := range types {
			if r != nil && r.Type == kind {
				return r
			}
		}
		return nil
	}
	value, ok := t.Literal()
	if !ok || value == "" {
		return nil
	}
	for _, kind := range types {
		if r := m.valuesOf(kind, attr)[value]; r != nil {
			return r
		}
	}
	return nil
}

// valuesOf returns the resources and data sources of a type by the known values
// of an attribute.
func (m *Model) valuesOf(kind, attr string) map[string]*tf.Resource {
	name := kind + "." + attr
	if byValue, ok := m.values[name]; ok {
		return byValue
	}
	byValue := make(map[string]*tf.Resource)
	for _, list := range [][]*tf.Resource{m.cfg.OfType(kind), m.cfg.DataOfType(kind)} {
		for _, r := range list {
			if value, ok := r.Body.Attr(attr).Literal(); ok && byValue[value] == nil {
				byValue[value] = r
			}
		}
	}
	m.values[name] = byValue
	return byValue
}
