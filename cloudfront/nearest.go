package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
)

// A miss is why a statement that allows something does not allow the request.
type miss struct {
	verdict   Verdict
	because   string
	statement *iam.Statement
	condition *iam.Condition
	// rank is the higher, the nearer the statement comes.
	rank int
}

// nearest explains why no statement allows the request, by the one that comes
// nearest to it.
func (q question) nearest(p *ResourcePolicy) miss {
	best := miss{verdict: q.refusal(), because: "no statement allows it"}
	for _, s := range p.Policy.Statements {
		if !s.Allow {
			continue
		}
		if m := q.miss(p, s); m.rank > best.rank {
			m.statement = s
			best = m
		}
	}
	return best
}

// miss tells what keeps an allowing statement from matching.
func (q question) miss(p *ResourcePolicy, s *iam.Statement) miss {
	m := s.Match(q.request)
	switch {
	case m.Principal == symbol.False:
		if other := q.otherSigner(s); other != "" && m.Action == symbol.True {
			verdict := GrantsAnother
			if q.signer == Unsigned {
				verdict = NotPublic // signing at all is what is missing
			}
			return miss{verdict: verdict, because: fmt.Sprintf("%s allows %s", s, other), rank: 3}
		}
	case m.Action == symbol.False:
		return miss{verdict: q.refusal(), because: fmt.Sprintf("%s allows only %s", s, p.show(s.Actions)), rank: 1}
	case m.Resource == symbol.False:
		if q.coversSome(s) {
			return miss{because: fmt.Sprintf("%s allows only %s: whether viewers ask for other objects is not known", s, p.show(s.Resources)), rank: 5}
		}
		return miss{verdict: q.refusal(), because: fmt.Sprintf("%s allows it for %s, not for %s", s, p.show(s.Resources), q.objects), rank: 2}
	case m.Conditions == symbol.False && m.FailedCondition != nil:
		return q.missedCondition(p, s, m.FailedCondition)
	}
	return miss{verdict: q.refusal()}
}

func (q question) missedCondition(p *ResourcePolicy, s *iam.Statement, c *iam.Condition) miss {
	key := strings.ToLower(c.Key)
	if q.signer == AccessControl && (key == "aws:sourcearn" || key == "aws:sourceaccount") {
		return miss{verdict: GrantsAnother, because: fmt.Sprintf("%s allows it when %s is %s", s, c.Key, p.show(c.Values)), condition: c, rank: 4}
	}
	conditions := p.conditions([]iam.Condition{*c})
	return miss{verdict: q.refusal(), because: fmt.Sprintf("%s allows it only under a condition that CloudFront does not meet%s", s, conditions), condition: c, rank: 4}
}

// coversSome reports whether the statement names some of the objects that the
// behavior asks for.
func (q question) coversSome(s *iam.Statement) bool {
	if s.NotResource {
		return true
	}
	for _, r := range s.Resources {
		if symbol.Intersects(r, q.objects) {
			return true
		}
	}
	return false
}

// otherSigner names a principal of the statement that CloudFront could sign
// as, but does not for this origin.
func (q question) otherSigner(s *iam.Statement) string {
	for _, p := range s.Principals {
		name := p.ID.String()
		switch {
		case p.Kind == iam.AWS && strings.Contains(name, identityName):
			_, id, _ := strings.Cut(name, identityName)
			return "the origin access identity " + id
		case p.Kind == iam.CanonicalUser:
			if sym, ok := p.ID.Sole(); ok && sym.Attr == "s3_canonical_user_id" {
				return fmt.Sprintf("the origin access identity %s", sym.Address)
			}
		case p.Kind == iam.Service && strings.HasPrefix(name, "cloudfront.amazonaws.com"):
			return "the service principal " + name
		}
	}
	return ""
}

// public adds the effect of the public access block and of ACLs to an answer
// for a request that is not signed.
func (o *Origin) public(b *Bucket, a S3Answer) S3Answer {
	if a.Verdict == Granted {
		return blocked(b, a)
	}
	if a.Verdict != NotPublic {
		return a
	}
	switch count := b.objectACLsCount(); {
	case count == symbol.False:
	case count == symbol.True || b.usesACLs():
		return S3Answer{Because: "objects may be public by their ACL, which whoever uploads them sets"}
	default:
		a.Certain, a.Unless = false, "the bucket is older than April 2023 and its objects carry public ACLs"
	}
	return a
}

func blocked(b *Bucket, a S3Answer) S3Answer {
	access := b.PublicAccess()
	if a.Policy.Policy.Public() == symbol.False || access.Policies == symbol.False {
		return a
	}
	switch {
	case access.Policies == symbol.True:
		a.Verdict = PublicBlocked
		a.Because = fmt.Sprintf("%s makes the bucket public and %s takes that back", a.Policy.Resource.Address, access.Resource.Address)
	case access.Default:
		a.Verdict = PublicBlocked
		a.Because = fmt.Sprintf("%s makes the bucket public, and no aws_s3_bucket_public_access_block switches off the block that new buckets have", a.Policy.Resource.Address)
		a.Certain, a.Unless = false, "the bucket is older than April 2023 or its public access block is switched off elsewhere"
	default:
		return S3Answer{Because: "whether a public access block applies to the bucket is not known from this input"}
	}
	return a
}
