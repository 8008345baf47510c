package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An OriginGroup asks its second origin when the first one fails.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.
type OriginGroup struct {
	Block   tf.Block
	Primary *Origin // nil when it is not known
}

func (d *Distribution) originGroup(id symbol.Text) *OriginGroup {
	groups, _ := d.Resource.Body.Blocks("origin_group")
	for _, b := range groups {
		t, ok := b.Attr("origin_id").Text()
		if !ok || symbol.Equal(d.model.canonical(t), id) != symbol.True {
			continue
		}
		g := &OriginGroup{Block: b}
		if members, complete := b.Blocks("member"); complete && len(members) > 0 {
			if t, ok := members[0].Attr("origin_id").Text(); ok {
				g.Primary = d.origin(d.model.canonical(t))
			}
		}
		return g
	}
	return nil
}

// failsOverOn403 tells whether a 403 of the first origin makes CloudFront ask
// the second one.
func (g *OriginGroup) failsOverOn403() symbol.Truth {
	criteria, complete := g.Block.Blocks("failover_criteria")
	answer := unless(complete)
	for _, c := range criteria {
		codes, ok := c.Attr("status_codes").List()
		for _, code := range codes {
			n, known := code.Int()
			if n == 403 {
				return symbol.True
			}
			ok = ok && known
		}
		if !ok {
			answer = symbol.Unknown
		}
	}
	return answer
}

// MayFailOver reports whether CloudFront may ask the second origin after a 403
// of the first: it does so for requests that read, never for others.
func (g *OriginGroup) MayFailOver(r Request) bool {
	return (r.Method == "GET" || r.Method == "HEAD" || r.Method == "OPTIONS") && g.failsOverOn403() != symbol.False
}
