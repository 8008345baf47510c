package cloudfront

import "github.com/no403/no403/symbol"

// Refuses tells whether what is behind an origin certainly answers 403 when it
// is asked to read. because is a clause for people.
func (o *Origin) Refuses(b *Behavior, r Request) (refused symbol.Truth, because string) {
	if r.Method != "GET" && r.Method != "HEAD" {
		return symbol.Unknown, "the request does not read"
	}
	switch kind := o.Endpoint().Kind; kind {
	case S3REST, S3Website:
		return o.S3Read(r).refuses(r)
	case ObjectLambda, MultiRegionPoint, DirectoryBucket:
		if a := o.Enter(r); a.Verdict == PointRefuses && a.Bucket == "" {
			return symbol.True, a.Because
		}
		return symbol.Unknown, "what " + kind.String() + " answers is not known from this input"
	case LambdaURL:
		switch a := o.InvokeURL(); a.Verdict {
		case URLOpen:
			return symbol.False, a.Because
		case URLUnsigned, URLNotGranted:
			return symbol.True, a.Because
		default:
			return symbol.Unknown, a.Because
		}
	case LoadBalancer:
		switch a := o.Listener(b, r); a.Verdict {
		case ListenerPasses:
			return symbol.False, a.Because
		case ListenerNotKnown, ListenerRefuses: // a rule may be made elsewhere
			return symbol.Unknown, a.Because
		default:
			return symbol.True, a.Because
		}
	default:
		return symbol.Unknown, "what " + kind.String() + " answers is not known from this input"
	}
}

// refuses tells whether the answer to a request to read is a certain 403.
func (a S3Answer) refuses(r Request) (refused symbol.Truth, because string) {
	switch {
	case a.Verdict == Granted && r.Missing:
		return symbol.Unknown, "whether the object is there is not known"
	case a.Verdict == Granted:
		return symbol.False, a.Because
	case a.Verdict == NotKnown, !a.Certain:
		return symbol.Unknown, a.Because
	}
	return symbol.True, a.Because
}
