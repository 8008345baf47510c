package lint

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// WayTo follows the ordinary request to a cache behavior through all gates.
func WayTo(cfg *tf.Config, b *cloudfront.Behavior, rules []*Rule) *Trace {
	g := generator{d: b.Distribution, base: baseline(b.Distribution)}
	return (&asker{cfg: cfg}).trace(b.Distribution, rules, g.to(b))
}

// WayUnder follows the ordinary request for the root of a distribution under a
// name, of a wildcard under one that it stands for.
func WayUnder(cfg *tf.Config, name symbol.Text, d *cloudfront.Distribution, rules []*Rule) *Trace {
	g := generator{d: d, base: baseline(d)}
	r := g.at("/")
	r.Host = sampleHost(name)
	return (&asker{cfg: cfg}).trace(d, rules, r)
}
