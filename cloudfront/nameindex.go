package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A nameIndex finds the distributions that may certainly list a host without
// asking all of them.
type nameIndex struct {
	exact map[string][]int // by the key of an alias or domain name
	wild  []int            // those with a wildcard alias
}

// listing returns the distributions among which are all that certainly list a
// host, in the order of the model.
func (m *Model) listing(host symbol.Text) []*Distribution {
	if m.names == nil {
		m.names = m.indexNames()
	}
	places := append(slices.Clone(m.names.exact[host.Key()]), m.names.wild...)
	slices.Sort(places)
	var all []*Distribution
	for _, i := range slices.Compact(places) {
		all = append(all, m.Distributions[i])
	}
	return all
}

func (m *Model) indexNames() *nameIndex {
	x := &nameIndex{exact: make(map[string][]int)}
	for i, d := range m.Distributions {
		names, _, _ := d.Aliases()
		for _, name := range append(names[:len(names):len(names)], d.DomainName()) {
			x.exact[name.Key()] = append(x.exact[name.Key()], i)
			if strings.HasPrefix(name.Key(), "*.") {
				x.wild = append(x.wild, i)
			}
		}
	}
	return x
}
