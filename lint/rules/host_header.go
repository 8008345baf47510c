package rules

import (
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// hostForwarded answers for the rules about a Host header that reaches an
// origin of some kind which refuses foreign hosts.
func hostForwarded(d *cloudfront.Distribution, r cloudfront.Request, kind cloudfront.Kind) lint.Decision {
	b, o, decision, ok := originOf(d, r)
	if !ok {
		return decision
	}
	if found := o.Endpoint().Kind; found != kind {
		return otherKind(o, kind)
	}
	forwarded, at := b.Forwards("Host")
	edge := b.AtEdge(r)
	switch {
	case forwarded == symbol.False:
		return lint.Allow("%s sends the Host of the origin", b)
	case forwarded == symbol.Unknown:
		return lint.CannotTell("which headers %s sends to the origin is not known from this input%s", b, at.Whence())
	case edge.ChangesOrigin:
		return lint.CannotTell("%s may change the Host header", edge.Function)
	}
	return lint.Deny("%s sends the Host header of the viewer to %s", b, kind).
		At(d.Resource, at).
		See(d.Resource, o.DomainName().Range, "the origin is here").
		ForViewers("viewers get 403 for %s", b.Paths()).
		FixBy("use the origin request policy Managed-AllViewerExceptHostHeader (%s)", cloudfront.ManagedPolicy("AllViewerExceptHostHeader"))
}
