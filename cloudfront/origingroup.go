package cloudfront

import (
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An OriginGroup asks its second origin when the first one fails.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.
type OriginGroup struct {
	Block tf.Block
	// Primary and Secondary are nil when they are not known.
	Primary, Secondary *Origin
}

func (d *Distribution) originGroup(id symbol.Text) *OriginGroup {
	groups, _ := d.Resource.Body.Blocks("origin_group")
	for _, b := range groups {
		t, ok := b.Attr("origin_id").Text()
		if !ok || symbol.Equal(d.model.canonical(t), id) != symbol.True {
			continue
		}
		g := &OriginGroup{Block: b}
		if members, complete := b.Blocks("member"); complete && len(members) == 2 {
			g.Primary, g.Secondary = d.member(members[0]), d.member(members[1])
		}
		return g
	}
	return nil
}

func (d *Distribution) member(b tf.Block) *Origin {
	t, ok := b.Attr("origin_id").Text()
	if !ok {
		return nil
	}
	return d.origin(d.model.canonical(t))
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

// Codes returns the statuses of the first origin after which CloudFront asks the
// second one, as far as they are known.
func (g *OriginGroup) Codes() []string {
	var all []string
	criteria, _ := g.Block.Blocks("failover_criteria")
	for _, c := range criteria {
		texts, _ := c.Attr("status_codes").Texts()
		for _, t := range texts {
			all = append(all, t.String())
		}
	}
	slices.Sort(all)
	return all
}

// SecondRefuses tells whether the second origin answers 403 as well when
// CloudFront asks it for a request to a behavior.
func (g *OriginGroup) SecondRefuses(b *Behavior, r Request) (refused symbol.Truth, because string) {
	if g.Secondary == nil {
		return symbol.Unknown, "the second origin of " + b.String() + " is not known from this input"
	}
	return g.Secondary.Refuses(b, r)
}
