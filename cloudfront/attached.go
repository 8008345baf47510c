package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// attachments are the resources of one type that belong to a bucket by their
// bucket argument.
type attachments struct {
	byName   map[string][]*tf.Resource // by the key of the bucket's name
	names    map[string][]symbol.Text  // of byName, each once, by family
	nameless bool                      // the bucket of some is not known
}

// family returns what a name has in common with others from which it is always
// either the same or apart: that it is known, or that it is a certain attribute
// of a resource to be made. It is empty for all other names.
func family(name symbol.Text) string {
	if _, known := name.Literal(); known {
		return "known"
	}
	if s, sole := name.Sole(); sole && s.Identifies() {
		kind, _ := s.Type()
		return kind + "." + s.Attr
	}
	return ""
}

// attachmentsOf sorts the resources of a type by bucket, once.
func (m *Model) attachmentsOf(resourceType string) *attachments {
	if a := m.attachments[resourceType]; a != nil {
		return a
	}
	a := &attachments{byName: make(map[string][]*tf.Resource), names: make(map[string][]symbol.Text)}
	for _, r := range m.cfg.OfType(resourceType) {
		t, ok := r.Body.Attr("bucket").Text()
		if !ok {
			a.nameless = true
			continue
		}
		name := m.canonical(t)
		key := name.Key()
		if a.byName[key] == nil {
			a.names[family(name)] = append(a.names[family(name)], name)
		}
		a.byName[key] = append(a.byName[key], r)
	}
	m.attachments[resourceType] = a
	return a
}

// attached returns the resources of a type whose bucket argument names the
// bucket. complete is false when others may name it.
func (b *Bucket) attached(resourceType string) (resources []*tf.Resource, complete bool) {
	a := b.model.attachmentsOf(resourceType)
	resources = a.byName[b.Name.Key()]
	complete = !b.model.cfg.Partial && !a.nameless && !a.mayName(b.Name)
	for _, r := range resources {
		if r.Maybe && !b.Resource.Maybe {
			complete = false
		}
	}
	return resources, complete
}

// mayName reports whether a name other than that of the bucket may come out
// the same.
func (a *attachments) mayName(bucket symbol.Text) bool {
	own := family(bucket)
	for of, names := range a.names {
		if of == own && of != "" {
			continue
		}
		for _, name := range names {
			if symbol.Equal(name, bucket) == symbol.Unknown {
				return true
			}
		}
	}
	return false
}
